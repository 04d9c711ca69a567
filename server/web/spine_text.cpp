#include "web/spine_text.hpp"

#include <cstdint>

namespace luan::web {
namespace {

struct Letter {
  char32_t code;
  std::size_t bytes;
};

/// The first letter of a text that is not empty. What is no UTF-8 counts byte by byte.
Letter first_letter(std::string_view text) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0}; };
  const std::uint8_t lead = byte(0);
  const std::size_t bytes = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t code = bytes == 1 ? lead : lead & (0xFFU >> (bytes + 1));
  for (std::size_t at = 1; at < bytes; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return {lead, 1};
    code = code << 6 | (byte(at) & 0x3FU);
  }
  return {code, bytes};
}

bool one_of(std::u32string_view letters, char32_t code) { return letters.find(code) != letters.npos; }

bool is_upper(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z';
  if (code < 0x100) return code >= 0xC0 && code <= 0xDE;
  const bool pairs = (code < 0x180) || (code >= 0x1E00 && code < 0x1F00);  // an upper case letter, then its lower case one
  return (pairs && code % 2 == 0) || code == U'Ơ' || code == U'Ư';
}

double em_of(char32_t code) {
  if (code >= 0x300 && code < 0x370) return 0;
  if (one_of(U"iljI.,:;|!'()[]ìíỉĩị", code)) return .30;
  if (one_of(U"frt -/", code)) return .37;
  if (one_of(U"mwMW", code)) return .90;
  const bool wide = (code >= 0x1100 && code < 0x1E00) || code >= 0x2190;  // arrows, ideographs, emoji
  return wide ? 1.1 : is_upper(code) ? .68 : .58;
}

bool is_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_space(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
  double em = 0;
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    em += em_of(letter.code);
    text.remove_prefix(letter.bytes);
  }
  return em * size * (bold ? 1.06 : 1.0);
}

std::vector<std::string> wrap_text(std::string_view text, double width, double size, bool bold) {
  std::vector<std::string> lines;
  const auto fits = [&](const std::string& line) { return text_width(line, size, bold) <= width; };
  for (std::string_view word : words_of(text)) {
    if (!lines.empty()) {
      std::string longer = lines.back() + " " + std::string(word);
      if (fits(longer)) {
        lines.back() = std::move(longer);
        continue;
      }
    }
    lines.emplace_back();
    for (; !word.empty(); word.remove_prefix(first_letter(word).bytes)) {
      std::string longer = lines.back() + std::string(word.substr(0, first_letter(word).bytes));
      if (lines.back().empty() || fits(longer))
        lines.back() = std::move(longer);
      else
        lines.emplace_back(word.substr(0, first_letter(word).bytes));
    }
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace luan::web
