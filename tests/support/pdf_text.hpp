// What a reader of a PDF finds in it, told by poppler's programs.
#pragma once
#include <optional>
#include <string>

namespace luan::test {

/// The text in the order of the page, each page ended by a form feed. Nothing where pdftotext is not installed; throws
/// std::runtime_error where it does not take the file.
[[nodiscard]] std::optional<std::string> pdf_text(const std::string& pdf);
/// The same with every run of white space as one space: where lines break is no matter of the text.
[[nodiscard]] std::optional<std::string> pdf_words(const std::string& pdf);
/// What `pdfinfo` or `pdffonts` says.
[[nodiscard]] std::optional<std::string> pdf_told(const std::string& program, const std::string& pdf);
[[nodiscard]] int pdf_pages(const std::string& pdf);  // by its page tree

}  // namespace luan::test
