#include "http/static_files.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/bytes.hpp"
#include "http/ascii.hpp"
#include "http/compression.hpp"

namespace luan::http {
namespace {

constexpr std::size_t hash_digits = 10;
constexpr int gzip_level = 9, brotli_quality = 11;

std::shared_ptr<const std::string> if_smaller(std::string coded, const std::string& plain) {
  return coded.size() < plain.size() ? std::make_shared<const std::string>(std::move(coded)) : nullptr;
}

/// Weak comparison, as If-None-Match asks for.
bool matches(const Request& request, std::string_view etag) {
  bool found = false;
  for (const auto& [name, value] : request.headers) {
    if (name != "if-none-match") continue;
    each_part(value, ',', [&](std::string_view part) {
      if (part.starts_with("W/")) part.remove_prefix(2);
      found = found || part == etag || part == "*";
    });
  }
  return found;
}

}  // namespace

void StaticFiles::add(std::string url, std::string media_type, std::string bytes) {
  if (by_url_.contains(url)) throw std::logic_error("a static file stands there already: " + url);
  File file{std::move(media_type),
            to_hex(sha256(bytes)).substr(0, hash_digits),
            {},
            if_smaller(gzip(bytes, gzip_level), bytes),
            if_smaller(brotli(bytes, brotli_quality), bytes)};
  file.plain = std::make_shared<const std::string>(std::move(bytes));
  by_url_.emplace(std::move(url), std::move(file));
}

std::optional<Reply> StaticFiles::reply(const Request& request) const {
  const auto at = by_url_.find(request.path);
  if (at == by_url_.end()) return {};
  const File& file = at->second;
  const Coding coding = choose_coding(request, file.gzip != nullptr, file.brotli != nullptr);
  const std::string_view coding_name = to_text(coding);
  // Each coding has other bytes, so each has its own tag.
  const std::string etag = coding_name.empty() ? "\"" + file.hash + "\"" : "\"" + file.hash + "-" + std::string(coding_name) + "\"";
  Reply reply;
  reply.header("ETag", etag).header("Cache-Control", "public, max-age=31536000, immutable");
  if (file.gzip || file.brotli) reply.header("Vary", "Accept-Encoding");
  if (matches(request, etag)) {
    reply.status = 304;
    return reply;
  }
  reply.header("Content-Type", file.media_type);
  if (!coding_name.empty()) reply.header("Content-Encoding", std::string(coding_name));
  reply.shared_body = coding == Coding::brotli ? file.brotli : coding == Coding::gzip ? file.gzip : file.plain;
  return reply;
}

}  // namespace luan::http
