// The head and the title of a paper. Party: Hướng dẫn 36-HD/VPTW; state: Nghị định 30/2020/NĐ-CP, annex I (domain.md §9).
#include <algorithm>

#include "paper/pages.hpp"

namespace luan::paper {
namespace {

/// One of the two columns of the head; each line is centred in it.
struct Side {
  Pages& pages;
  double x, width, y = top;

  void line(const std::string& text, double size, bool bold, bool italic = false) {
    const Lines lines(pages.context(), {{text, bold, italic}}, {size, Align::centre}, width);
    y = lines.draw(pages.cairo(), x, y);
  }
  /// In one line, with a rule of its own length below.
  void ruled(const std::string& text, double size) {
    const Lines lines = one_line(pages.context(), {text, true}, {size, Align::centre}, width);
    y = lines.draw(pages.cairo(), x, y) + 1;
    pages.rule(x + (width - lines.widest()) / 2, y, lines.widest());
    y += 3;
  }
};

void mark_draft(Pages& pages, Side& side) {
  const Lines lines(pages.context(), {{"DỰ THẢO", true}}, {13, Align::centre}, side.width);
  const double width = lines.widest() + 16, height = lines.height() + 4, x = side.x + (side.width - width) / 2;
  side.y += 6;
  cairo_set_line_width(pages.cairo(), 1);
  cairo_rectangle(pages.cairo(), x, side.y, width, height);
  cairo_stroke(pages.cairo());
  lines.draw(pages.cairo(), side.x, side.y + 2);
  side.y += height;
}

void set_party(Pages& pages, const Document& document, Side& own, Side& general) {
  if (!document.superior.empty()) own.line(upper(document.superior), 14, false);
  own.line(upper(document.organ), 14, true);
  own.line("*", 14, false);
  general.ruled("ĐẢNG CỘNG SẢN VIỆT NAM", 15);
  general.y = std::max(general.y + 6, own.y);
  own.line(document.number, 14, false);
  Lines date = one_line(pages.context(), {document.place_and_date, false, true}, {14, Align::centre}, general.width);
  general.y = date.draw(pages.cairo(), general.x, general.y);
}

void set_state(Pages& pages, const Document& document, Side& own, Side& general) {
  if (!document.superior.empty()) own.line(upper(document.superior), 13, false);
  own.line(upper(document.organ), 13, true);
  pages.rule(own.x + own.width / 3, own.y + 1, own.width / 3);
  own.y += 6;
  const Lines country = one_line(pages.context(), {"CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", true}, {13, Align::centre}, general.width);
  general.y = country.draw(pages.cairo(), general.x, general.y);
  general.ruled("Độc lập - Tự do - Hạnh phúc", 14);
  own.y = general.y = std::max(own.y, general.y + 2);
  own.line(document.number, 13, false);
  Lines date = one_line(pages.context(), {document.place_and_date, false, true}, {14, Align::centre}, general.width);
  general.y = date.draw(pages.cairo(), general.x, general.y);
}

void set_title(Pages& pages, const Document& document) {
  const Lines kind(pages.context(), {{upper(document.kind), true}}, {16, Align::centre}, column);
  pages.y = kind.draw(pages.cairo(), left, pages.y);
  constexpr double inset = column / 12;
  if (!document.subject.empty()) {
    const Lines subject(pages.context(), {{document.subject, true}}, {14, Align::centre}, column - 2 * inset);
    pages.y = subject.draw(pages.cairo(), left + inset, pages.y);
  }
  if (document.style == Style::party) {
    const Lines dashes(pages.context(), {{"-----"}}, {14, Align::centre}, column);
    pages.y = dashes.draw(pages.cairo(), left, pages.y);
  } else {
    pages.rule(left + column / 3, pages.y + 3, column / 3);
    pages.y += 8;
  }
  if (document.draft.empty()) return;
  const Lines why(pages.context(), {{"Dự thảo: " + document.draft, false, true}}, {12, Align::centre}, column - 2 * inset);
  pages.y = why.draw(pages.cairo(), left + inset, pages.y);
}

}  // namespace

void set_head(Pages& pages, const Document& document) {
  const bool party = document.style == Style::party;
  const double split = column * (party ? 0.48 : 0.38);
  Side own{pages, left, split}, general{pages, left + split + 6, column - split - 6};
  (party ? set_party : set_state)(pages, document, own, general);
  if (!document.draft.empty()) mark_draft(pages, own);
  pages.y = std::max(own.y, general.y) + 18;
  set_title(pages, document);
  pages.y += 6;
}

}  // namespace luan::paper
