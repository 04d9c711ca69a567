// Sets a document as PDF: A4, Noto Serif embedded as far as it is used, text that can be selected and read aloud. The same
// document gives the same bytes on the same machine. One thread at a time may set (Press).
#pragma once
#include <expected>
#include <string>

#include "paper/document.hpp"

namespace luan::paper {

inline constexpr int pages_max = 200;
inline constexpr std::size_t text_bytes_max = 2'000'000;  // of all its texts

enum class Unprintable : unsigned char { too_long };

/// Throws std::runtime_error where Cairo or Pango fails.
[[nodiscard]] std::expected<std::string, Unprintable> to_pdf(const Document& document);

}  // namespace luan::paper
