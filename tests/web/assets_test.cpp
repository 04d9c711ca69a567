#include "web/assets/assets.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "base/bytes.hpp"
#include "http/compression.hpp"

namespace luan::test {
namespace {
using namespace web;

std::string_view named(std::string_view name) {
  const auto found = std::ranges::find(assets(), name, &Asset::name);
  REQUIRE(found != assets().end());
  return found->bytes;
}

}  // namespace

TEST_CASE("assets are the files, byte for byte", "[assets]") {
  std::vector<std::string> names;
  for (const Asset& asset : assets()) names.emplace_back(asset.name);
  CHECK(names == std::vector<std::string>{"app.css", "app.js", "draft.js", "filter.js", "form.js", "icon.svg", "news.js", "noto-bold.woff2",
                                          "noto-regular.woff2", "page.js", "select.js", "upload.js"});
  for (const Asset& asset : assets()) {
    if (asset.name.ends_with(".woff2")) continue;
    std::ifstream file(std::string(LUAN_SOURCE_DIR "/server/web/assets/") + std::string(asset.name), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    CHECK(bytes.str() == asset.bytes);
  }
  for (const char* font : {"noto-regular.woff2", "noto-bold.woff2"}) {
    CHECK(named(font).starts_with("wOF2"));
    CHECK(named(font).size() < 20'000);
  }
}

TEST_CASE("published assets name each other by addresses that hold their digests", "[assets]") {
  const auto published = publish_assets("/assets/");
  CHECK(published.size() == assets().size());
  std::set<std::string> urls;
  for (const PublishedAsset& asset : published) {
    const auto dot = asset.name.rfind('.');
    CHECK(asset.url == "/assets/" + asset.name.substr(0, dot) + "." + to_hex(sha256(*asset.bytes)).substr(0, 16) + asset.name.substr(dot));
    urls.insert(asset.url);
  }
  CHECK(urls.size() == published.size());
  const auto bytes = [&](std::string_view name) -> const std::string& { return *std::ranges::find(published, name, &PublishedAsset::name)->bytes; };
  CHECK(bytes("app.css").find("url(\"" + asset_url(published, "noto-bold.woff2") + "\")") != std::string::npos);
  CHECK(bytes("app.js").find("from '" + asset_url(published, "form.js") + "'") != std::string::npos);
  for (const char* name : {"app.css", "app.js"}) CHECK(bytes(name).find("{noto") == std::string::npos);
  CHECK(bytes("page.js") == named("page.js"));
  CHECK_THROWS_AS(asset_url(published, "nothing.js"), std::logic_error);
}

TEST_CASE("assets keep to the policy of the pages", "[assets]") {
  for (const Asset& asset : assets()) {
    INFO(asset.name);
    if (asset.name.ends_with(".woff2")) continue;
    for (const char* never :
         {"data:", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "javascript:", "!important", "@import", "style="})
      CHECK(asset.bytes.find(never) == std::string_view::npos);
    if (!asset.name.ends_with(".svg")) CHECK(asset.bytes.find("http") == std::string_view::npos);
  }
}

TEST_CASE("styles and scripts keep to their budgets on the line", "[assets]") {
  std::size_t scripts = 0;
  for (const PublishedAsset& asset : publish_assets("/assets/")) {
    const std::size_t size = asset.name.ends_with(".js") || asset.name.ends_with(".css") ? http::gzip(*asset.bytes, 9).size() : 0;
    if (asset.name.ends_with(".css")) CHECK(size <= 8 * 1024);
    if (asset.name.ends_with(".js")) scripts += size;
  }
  CHECK(scripts > 0);
  CHECK(scripts <= 12 * 1024);
}

}  // namespace luan::test
