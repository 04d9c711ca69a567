#include "http/compression.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "http/ascii.hpp"

namespace luan::http {
namespace {

constexpr std::size_t compress_min = 1'024;
constexpr int dynamic_gzip_level = 5, dynamic_brotli_quality = 4;

/// "0.5" in thousandths; nothing where it is no qvalue.
std::optional<int> parse_q(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') || (text.size() > 1 && text[1] != '.')) return {};
  int value = (text[0] - '0') * 1'000, unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (!is_digit(c)) return {};
    value += (c - '0') * unit;
    unit /= 10;
  }
  return value <= 1'000 ? std::optional(value) : std::nullopt;
}

struct Wishes {
  std::optional<int> gzip{}, brotli{}, any{};

  void add(std::string_view part) {
    const auto semicolon = part.find(';');
    const std::string_view coding = trimmed(part.substr(0, semicolon));
    int q = 1'000;
    if (semicolon != part.npos) {
      const std::string_view weight = trimmed(part.substr(semicolon + 1));
      // What is not understood is not wished for: identity is always right.
      q = same_text(weight.substr(0, 2), "q=") ? parse_q(weight.substr(2)).value_or(0) : 0;
    }
    if (same_text(coding, "gzip") || same_text(coding, "x-gzip")) gzip = q;
    if (same_text(coding, "br")) brotli = q;
    if (coding == "*") any = q;
  }
};

std::string_view header_of(const Reply& reply, std::string_view name) {
  for (const auto& [field, value] : reply.headers)
    if (same_text(field, name)) return value;
  return {};
}

bool is_text(const Reply& reply) {
  const std::string_view value = header_of(reply, "content-type");
  const std::string type = lowered(trimmed(value.substr(0, value.find(';'))));
  constexpr std::array others{"application/json",         "application/javascript", "application/manifest+json",
                              "application/problem+json", "application/xml",        "image/svg+xml"};
  return type.starts_with("text/") || std::find(others.begin(), others.end(), type) != others.end();
}

bool may_compress(const Reply& reply) {
  const bool plain = !reply.shared_body && !reply.keeps && reply.body.size() >= compress_min && reply.status != 206 && !reply.has_header("content-encoding");
  return plain && is_text(reply) && lowered(header_of(reply, "cache-control")).find("no-transform") == std::string::npos;
}

void vary_by_coding(Reply& reply) {
  for (auto& [field, value] : reply.headers) {
    if (!same_text(field, "vary")) continue;
    if (value != "*" && lowered(value).find("accept-encoding") == std::string::npos) value += ", Accept-Encoding";
    return;
  }
  reply.header("Vary", "Accept-Encoding");
}

}  // namespace

std::string_view to_text(Coding coding) {
  switch (coding) {
    case Coding::gzip: return "gzip";
    case Coding::brotli: return "br";
    case Coding::identity: break;
  }
  return {};
}

Coding choose_coding(const Request& request, bool gzip_offered, bool brotli_offered) {
  Wishes wishes;
  for (const auto& [name, value] : request.headers)
    if (name == "accept-encoding") each_part(value, ',', [&](std::string_view part) { wishes.add(part); });
  const int gzip_q = gzip_offered ? wishes.gzip.value_or(wishes.any.value_or(0)) : 0;
  const int brotli_q = brotli_offered ? wishes.brotli.value_or(wishes.any.value_or(0)) : 0;
  if (brotli_q > 0 && brotli_q >= gzip_q) return Coding::brotli;
  return gzip_q > 0 ? Coding::gzip : Coding::identity;
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  // 16 more than the window: gzip's header instead of zlib's, without time or name.
  if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("gzip: cannot start");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  std::string in(bytes);  // zlib's pointer is not const
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("gzip: cannot compress");
  return out;
}

std::string brotli(std::string_view bytes, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  if (!BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(), in, &size, reinterpret_cast<std::uint8_t*>(out.data())))
    throw std::runtime_error("brotli: cannot compress");
  out.resize(size);
  return out;
}

void compress(const Request& request, Reply& reply) {
  if (!may_compress(reply)) return;
  vary_by_coding(reply);
  const Coding coding = choose_coding(request, true, true);
  if (coding == Coding::identity) return;
  std::string smaller = coding == Coding::gzip ? gzip(reply.body, dynamic_gzip_level) : brotli(reply.body, dynamic_brotli_quality);
  if (smaller.size() >= reply.body.size()) return;
  reply.body = std::move(smaller);
  reply.header("Content-Encoding", std::string(to_text(coding)));
  for (auto& [field, value] : reply.headers)
    if (same_text(field, "etag") && value.starts_with('"')) value.insert(0, "W/");
}

}  // namespace luan::http
