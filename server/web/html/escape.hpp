// How a value is written, by the place it stands in: what would end that place, or run, cannot come through.
#pragma once
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace luan::html {

enum class Place : unsigned char {
  text,
  attribute,  // in quotes
  url,        // the value is the whole address or its start
  url_part,   // a path segment or a query value: everything else is percent-encoded
};

/// Markup made by our own code (SVG). Never what a person typed.
struct Raw {
  std::string text;
};

/// For text and for quoted attributes of either quote. Control characters become U+FFFD.
void escape(std::string& out, std::string_view value);

/// Addresses of our own origin, and http(s), mailto and tel. Not javascript:, data:, //host or \\host.
[[nodiscard]] bool safe_address(std::string_view address);

/// An address that is not safe is written as "#".
void write(std::string& out, std::string_view value, Place place);

void write(std::string& out, std::integral auto value, Place) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

/// The parser lets Raw stand in text only.
inline void write(std::string& out, const Raw& value, Place) { out += value.text; }

}  // namespace luan::html
