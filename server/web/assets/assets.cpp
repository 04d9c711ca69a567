#include "web/assets/assets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/bytes.hpp"

namespace luan::web {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && text.find('.') != text.npos &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

class Publisher {
 public:
  explicit Publisher(std::string_view prefix) : prefix_(prefix) {}

  /// Publishes what it names first: their addresses are part of its bytes, so of its own hash.
  std::string publish(const Asset& asset) {
    if (const auto found = std::ranges::find(done_, asset.name, &PublishedAsset::name); found != done_.end()) return found->url;
    if (std::ranges::find(open_, asset.name) != open_.end()) throw std::logic_error(fmt::format("assets name each other in a circle at {}", asset.name));
    open_.push_back(asset.name);
    std::string bytes = asset.media_type.find("charset") != asset.media_type.npos ? filled(asset) : std::string(asset.bytes);
    open_.pop_back();
    const auto dot = asset.name.rfind('.');
    std::string url = fmt::format("{}{}.{}{}", prefix_, asset.name.substr(0, dot), to_hex(sha256(bytes)).substr(0, 16), asset.name.substr(dot));
    done_.push_back({std::string(asset.name), url, std::string(asset.media_type), std::make_shared<const std::string>(std::move(bytes))});
    return url;
  }

  std::vector<PublishedAsset> done() && { return std::move(done_); }

 private:
  /// A placeholder stands between quotes, "{name.ext}": other braces are code.
  std::string filled(const Asset& asset) {
    std::string out;
    std::string_view rest = asset.bytes;
    for (auto open = rest.find('{'); open != rest.npos; open = rest.find('{')) {
      const auto close = rest.find('}', open);
      const bool quoted =
          open > 0 && close != rest.npos && close + 1 < rest.size() && (rest[open - 1] == '"' || rest[open - 1] == '\'') && rest[close + 1] == rest[open - 1];
      const std::string_view name = quoted ? rest.substr(open + 1, close - open - 1) : std::string_view();
      out += rest.substr(0, open);
      if (is_name(name)) {
        out += publish(named(name, asset));
        rest.remove_prefix(close + 1);
      } else {
        out += '{';
        rest.remove_prefix(open + 1);
      }
    }
    return out += rest;
  }

  static const Asset& named(std::string_view name, const Asset& by) {
    const auto found = std::ranges::find(assets(), name, &Asset::name);
    if (found == assets().end()) throw std::logic_error(fmt::format("{} names an asset that is not there: {}", by.name, name));
    return *found;
  }

  std::string prefix_;
  std::vector<std::string_view> open_;
  std::vector<PublishedAsset> done_;
};

}  // namespace

std::vector<PublishedAsset> publish_assets(std::string_view prefix) {
  Publisher publisher(prefix);
  for (const Asset& asset : assets()) publisher.publish(asset);
  return std::move(publisher).done();
}

const std::string& asset_url(const std::vector<PublishedAsset>& published, std::string_view name) {
  const auto found = std::ranges::find(published, name, &PublishedAsset::name);
  if (found == published.end()) throw std::logic_error(fmt::format("no such asset: {}", name));
  return found->url;
}

}  // namespace luan::web
