#include "paper/pdf.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <stdexcept>

#include "paper/pages.hpp"

namespace luan::paper {
namespace {

std::size_t text_bytes(const Document& document) {
  std::size_t out = document.subject.size();
  for (const Block& block : document.body) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block))
      for (const Span& span : paragraph->spans) out += span.text.size();
    if (const auto* table = std::get_if<Table>(&block))
      for (const auto& row : table->rows)
        for (const std::string& cell : row) out += cell.size();
  }
  return out;
}

void describe(cairo_surface_t* surface, const Document& document) {
  const std::string made = to_text(document.made).substr(0, 19) + "Z";  // seconds are enough, and all that Cairo reads
  for (const auto& [what, text] : {std::pair{CAIRO_PDF_METADATA_TITLE, printable(document.title)},
                                   {CAIRO_PDF_METADATA_AUTHOR, printable(document.author)},
                                   {CAIRO_PDF_METADATA_CREATOR, std::string("Luân")},
                                   {CAIRO_PDF_METADATA_CREATE_DATE, made},
                                   {CAIRO_PDF_METADATA_MOD_DATE, made}})
    cairo_pdf_surface_set_metadata(surface, what, text.c_str());
}

/// The text from behind `before` up to `after`.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const auto from = text.rfind(before);
  const auto to = from == text.npos ? from : text.find(after, from + before.size());
  if (to == text.npos) throw std::runtime_error("Cairo's PDF does not end as it should");
  return text.substr(from + before.size(), to - from - before.size());
}

/// Cairo 1.16 cannot say in which language a text is, which a program that reads aloud needs. PDF lets a file be added to at its
/// end (ISO 32000-1 §7.5.6): the catalog once more, with /Lang (§14.9.2), and where it stands now.
std::string with_language(std::string pdf, const std::string& language) {
  const std::string root(between(pdf, "/Root ", " 0 R")), size(between(pdf, "/Size ", "\n")), before(between(pdf, "startxref\n", "\n"));
  const std::string head = "\n" + root + " 0 obj\n<<";
  const std::string catalog(between(pdf, head, "endobj"));
  const std::string info(between(pdf, "/Info ", " 0 R"));
  const std::size_t object = pdf.size();
  pdf += fmt::format("{} 0 obj\n<< /Lang ({}) /ViewerPreferences << /DisplayDocTitle true >>{}endobj\n", root, language, catalog);
  const std::size_t table = pdf.size();
  pdf += fmt::format("xref\n{} 1\n{:010} 00000 n \ntrailer\n<< /Size {} /Root {} 0 R /Info {} 0 R /Prev {} >>\nstartxref\n{}\n%%EOF\n", root, object, size,
                     root, info, before, table);
  return pdf;
}

}  // namespace

std::expected<std::string, Unprintable> to_pdf(const Document& document) {
  if (text_bytes(document) > text_bytes_max) return std::unexpected(Unprintable::too_long);
  std::string pdf;
  try {
    Pages pages(pdf);
    describe(pages.surface(), document);
    set_head(pages, document);
    for (const Block& block : document.body) std::visit([&](const auto& one) { set(pages, one); }, block);
    set_foot(pages, document);
    pages.finish();
  } catch (const TooLong&) {
    return std::unexpected(Unprintable::too_long);
  }
  return with_language(std::move(pdf), document.language);
}

}  // namespace luan::paper
