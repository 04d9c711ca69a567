#include "http/field_text.hpp"

#include <string_view>

#include "base/text.hpp"

namespace luan::http {

std::string marked_text(std::string bytes) {
  if (is_utf8(bytes) && bytes.find('\0') == bytes.npos) return bytes;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t length = 1;
    while (length <= 4 && at + length <= bytes.size() && !is_utf8(std::string_view(bytes).substr(at, length))) ++length;
    const bool character = length <= 4 && at + length <= bytes.size() && bytes[at] != '\0';
    if (!character) bytes[at] = '\x01';
    at += character ? length : 1;
  }
  return bytes;
}

}  // namespace luan::http
