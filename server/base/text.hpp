// Vietnamese text: normal form, folding for search, collation for lists. By ICU. Thread-safe.
#pragma once
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/refusal.hpp"

namespace luan {

[[nodiscard]] bool is_utf8(std::string_view text);
/// Unicode code points: how lengths are counted, on the server and in the browser.
[[nodiscard]] std::size_t length(std::string_view text);

/// What a person typed, as it is kept: NFC, CR LF and CR become LF, outer white space off. Control characters (but tab
/// and LF), bidi overrides and text that is not UTF-8 are refused with a sentence for the field.
[[nodiscard]] std::expected<std::string, Localized> clean_text(std::string_view typed, bool lines);

/// RFC 5322 §3.4.1, dot-atom on both sides of the @, 254 bytes at most: what every mail system takes.
[[nodiscard]] bool is_mail_address(std::string_view text);

/// A number written in decimal digits and nothing else, with a minus before it where the type has one. Nothing where the text is
/// anything else, or does not fit the type.
template <std::integral Number = int>
[[nodiscard]] std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

/// For search: no marks, đ as d, lower case, uỷ and ủy alike, single spaces. Source: domain.md §9, Search.
[[nodiscard]] std::string fold(std::string_view text);

/// Binary sort key in Vietnamese collation.
[[nodiscard]] std::string sort_key(std::string_view text);
/// Sort key of a person: given name, then family name, then middle names. Source: domain.md §9, Names.
[[nodiscard]] std::string person_sort_key(std::string_view family, std::string_view middle, std::string_view given);

/// A whole number from 0 on as it is written: 5.118, in English 5,118.
[[nodiscard]] std::string grouped(std::int64_t number, Language language);

}  // namespace luan
