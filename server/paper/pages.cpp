#include "paper/pages.hpp"

#include <cairo-pdf.h>

#include <algorithm>
#include <stdexcept>

#include "paper/pdf.hpp"

namespace luan::paper {
namespace {

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

/// How many of the lines from `first` on go onto this page, no line left alone before or behind the break.
int fitting(const Lines& lines, int first, double room) {
  int count = 0;
  for (double used = 0; first + count < lines.count(); ++count)
    if ((used += lines.height(first + count)) > room) break;
  const int left_over = lines.count() - first - count;
  if (left_over == 1 && count > 2) --count;
  if (left_over > 0 && count == 1 && first == 0) count = 0;
  return count;
}

}  // namespace

Pages::Pages(std::string& out) : surface_(cairo_pdf_surface_create_for_stream(append, &out, page_width, page_height)), cairo_(cairo_create(surface_)) {
  cairo_pdf_surface_restrict_to_version(surface_, CAIRO_PDF_VERSION_1_5);
  context_ = pango_cairo_create_context(cairo_);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);  // paper has no pixels
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_, options);
  cairo_font_options_destroy(options);
  pango_context_set_language(context_, pango_language_from_string("vi"));
  pango_context_set_base_dir(context_, PANGO_DIRECTION_LTR);
}

Pages::~Pages() {
  g_object_unref(context_);
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

void Pages::turn() {
  if (number_ >= pages_max) throw TooLong{};
  cairo_show_page(cairo_);
  ++number_;
  const Lines number(context_, {{std::to_string(number_)}}, {13, Align::centre}, column);
  number.draw(cairo_, left, 10 * millimetre);
  y = top;
}

void Pages::rule(double x, double at, double length, double thickness) const {
  cairo_set_line_width(cairo_, thickness);
  cairo_move_to(cairo_, x, at);
  cairo_line_to(cairo_, x + length, at);
  cairo_stroke(cairo_);
}

void Pages::finish() {
  cairo_show_page(cairo_);
  cairo_surface_finish(surface_);
  for (const cairo_status_t status : {cairo_status(cairo_), cairo_surface_status(surface_)})
    if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(std::string("Cairo: ") + cairo_status_to_string(status));
}

double two_lines() { return 2 * body_size * 1.4; }

void set(Pages& pages, const Paragraph& paragraph) {
  const double inset = paragraph.quoted ? 6 * millimetre : 0;
  const Face face{body_size, paragraph.align, paragraph.indented && !paragraph.quoted ? first_indent : 0};
  const Lines lines(pages.context(), paragraph.spans, face, column - inset);
  pages.gap(paragraph_gap);
  if (paragraph.keeps_next) pages.keep(lines.height() + paragraph_gap + two_lines());
  for (int at = 0; at < lines.count();) {
    int count = fitting(lines, at, pages.room());
    if (count == 0 && pages.y <= top) count = 1;  // higher than a page
    const double from = pages.y;
    for (int end = at + count; at < end; ++at) {
      lines.draw(pages.cairo(), at, left + inset, pages.y);
      pages.y += lines.height(at);
    }
    if (paragraph.quoted && count > 0) {
      cairo_set_line_width(pages.cairo(), 1.5);
      cairo_move_to(pages.cairo(), left + inset / 2, from + 2);
      cairo_line_to(pages.cairo(), left + inset / 2, pages.y - 2);
      cairo_stroke(pages.cairo());
    }
    if (at < lines.count()) pages.turn();
  }
}

}  // namespace luan::paper
