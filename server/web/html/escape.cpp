#include "web/html/escape.hpp"

#include <array>

namespace luan::html {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view hex = "0123456789ABCDEF";

/// Bytes that text and quoted attributes must not hold.
constexpr auto special = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < 32; ++byte) table[byte] = byte != '\n' && byte != '\t' && byte != '\r';
  for (const char byte : std::string_view("&<>\"'`=\x7f")) table[static_cast<unsigned char>(byte)] = true;
  return table;
}();

constexpr std::string_view entity(char byte) {
  switch (byte) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '`': return "&#96;";
    case '=': return "&#61;";
    default: return replacement;
  }
}

constexpr bool is_plain(char byte) {
  const auto lower = static_cast<unsigned char>(byte | 32);
  return (byte >= '0' && byte <= '9') || (lower >= 'a' && lower <= 'z');
}

void write_address(std::string& out, std::string_view value, Place place) {
  const std::string_view kept = place == Place::url ? "-._~:/?#[]@!$()*+,;%" : "-._~";
  for (const char byte : value) {
    const auto code = static_cast<unsigned char>(byte);
    if (is_plain(byte) || kept.find(byte) != kept.npos) {
      out += byte;
    } else if (place == Place::url && (byte == '&' || byte == '=')) {
      out += entity(byte);
    } else {
      out += '%';
      out += hex[code >> 4];
      out += hex[code & 15];
    }
  }
}

}  // namespace

void escape(std::string& out, std::string_view value) {
  std::size_t done = 0;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (!special[static_cast<unsigned char>(value[at])]) [[likely]]
      continue;
    out.append(value, done, at - done);
    out += entity(value[at]);
    done = at + 1;
  }
  out.append(value, done);
}

bool safe_address(std::string_view address) {
  if (address.starts_with("//") || address.find_first_of("\\\t\r\n") != address.npos) return false;
  const auto stop = address.find_first_of(":/?#");
  if (stop == address.npos || address[stop] != ':') return true;
  std::string scheme(address.substr(0, stop));
  for (char& letter : scheme)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  return scheme == "https" || scheme == "http" || scheme == "mailto" || scheme == "tel";
}

void write(std::string& out, std::string_view value, Place place) {
  if (place == Place::text || place == Place::attribute)
    escape(out, value);
  else if (place == Place::url && !safe_address(value))
    out += '#';
  else
    write_address(out, value, place);
}

}  // namespace luan::html
