// Targets and forms: percent escapes, strictly. What decodes to NUL or to something that is not UTF-8 is refused here,
// so that no handler, file name or database column ever meets it.
#include <cstddef>

#include "base/text.hpp"
#include "http/ascii.hpp"
#include "http/field_text.hpp"
#include "http/request.hpp"

namespace luan::http {
namespace {

constexpr std::size_t pairs_max = 1'000;

/// Bytes as they come, be they text or not; nothing where an escape is none.
std::optional<std::string> unescaped(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return {};
      const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return {};
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  auto out = unescaped(text, plus_is_space);
  if (!out || out->find('\0') != out->npos || !is_utf8(*out)) return {};
  return out;
}

std::optional<std::vector<std::string>> decode_segments(std::string_view path) {
  std::vector<std::string> segments;
  if (path.size() <= 1) return segments;
  path.remove_prefix(1);
  for (;;) {
    const auto end = path.find('/');
    auto segment = decode(path.substr(0, end), false);
    if (!segment) return {};
    segments.push_back(std::move(*segment));
    if (end == path.npos) return segments;
    path.remove_prefix(end + 1);
  }
}

/// Only what a form's encoder can have written: no control characters and no white space; raw UTF-8 is let through.
bool plain(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  if (target.empty() || target.front() != '/') return {};
  const auto mark = target.find('?');
  const std::string_view raw_path = target.substr(0, mark);
  auto path = decode(raw_path, false);
  auto segments = decode_segments(raw_path);
  if (!path || !segments) return {};
  Target parsed{std::move(*path), std::move(*segments), {}};
  if (mark != target.npos) {
    auto query = parse_form(target.substr(mark + 1));
    if (!query) return {};
    parsed.query = std::move(*query);
  }
  return parsed;
}

namespace {

using Value = std::optional<std::string> (*)(std::string_view);

std::optional<Pairs> pairs_of(std::string_view body, Value value_of) {
  Pairs pairs;
  if (body.empty()) return pairs;
  if (!plain(body)) return {};
  for (;;) {
    const auto end = body.find('&');
    const std::string_view part = body.substr(0, end);
    if (!part.empty()) {
      if (pairs.size() == pairs_max) return {};
      const auto equals = part.find('=');
      auto name = decode(part.substr(0, equals), true);
      auto value = value_of(equals == part.npos ? std::string_view{} : part.substr(equals + 1));
      if (!name || !value) return {};
      pairs.emplace_back(std::move(*name), std::move(*value));
    }
    if (end == body.npos) return pairs;
    body.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<Pairs> parse_form(std::string_view body) {
  return pairs_of(body, [](std::string_view value) { return decode(value, true); });
}

std::optional<Pairs> parse_posted_form(std::string_view body) {
  return pairs_of(body, [](std::string_view value) {
    auto bytes = unescaped(value, true);
    return bytes ? std::optional(marked_text(std::move(*bytes))) : std::nullopt;
  });
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace luan::http
