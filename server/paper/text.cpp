#include "paper/text.hpp"

#include <algorithm>

namespace luan::paper {
namespace {

constexpr const char* family = "Noto Serif";

double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }

/// Marks and overrides of direction, joiners of lines, and what is no character: all may change what stands beside them.
bool dropped(gunichar c) {
  const bool direction = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool nothing = c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFC) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
  return direction || nothing || (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

void add(PangoAttrList* list, PangoAttribute* attribute, guint from, guint to) {
  attribute->start_index = from, attribute->end_index = to;
  pango_attr_list_insert(list, attribute);
}

}  // namespace

std::string printable(const std::string& text) {
  const std::unique_ptr<gchar, decltype(&g_free)> valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free);
  const std::unique_ptr<gchar, decltype(&g_free)> composed(g_utf8_normalize(valid.get(), -1, G_NORMALIZE_NFC), g_free);
  std::string out;
  for (const gchar* at = composed.get(); *at != 0; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    if (dropped(c)) continue;
    if (c == 0x2028 || c == 0x2029)
      out += '\n';
    else if (c == '\t')
      out += ' ';
    else
      out.append(at, static_cast<const gchar*>(g_utf8_next_char(at)));
  }
  return out;
}

Lines::Lines(PangoContext* context, const std::vector<Span>& spans, const Face& face, double width) : layout_(pango_layout_new(context)) {
  std::string text;
  PangoAttrList* attributes = pango_attr_list_new();
  for (const Span& span : spans) {
    const auto from = static_cast<guint>(text.size());
    text += printable(span.text);
    const auto to = static_cast<guint>(text.size());
    if (span.bold) add(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, to);
    if (span.italic) add(attributes, pango_attr_style_new(PANGO_STYLE_ITALIC), from, to);
    if (face.underlined) add(attributes, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), from, to);
  }
  PangoFontDescription* font = pango_font_description_from_string(family);
  pango_font_description_set_absolute_size(font, face.size * PANGO_SCALE);
  PangoLayout* layout = layout_.get();
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_auto_dir(layout, FALSE);  // the paper is read from the left, whatever stands in it
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_indent(layout, static_cast<int>(face.first_indent * PANGO_SCALE));
  pango_layout_set_justify(layout, face.align == Align::justified);
  pango_layout_set_alignment(layout, face.align == Align::centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  PangoLayoutIter* at = pango_layout_get_iter(layout);
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(at, nullptr, &logical);
    lines_.push_back({pango_layout_iter_get_line_readonly(at), points(logical.x), points(pango_layout_iter_get_baseline(at) - logical.y),
                      points(logical.height), points(logical.width)});
  } while (pango_layout_iter_next_line(at));
  pango_layout_iter_free(at);
}

double Lines::height() const {
  double out = 0;
  for (const Line& line : lines_) out += line.height;
  return out;
}

double Lines::widest() const {
  double out = 0;
  for (const Line& line : lines_) out = std::max(out, line.width);
  return out;
}

void Lines::draw(cairo_t* cairo, int number, double x, double y) const {
  const Line& line = lines_[static_cast<std::size_t>(number)];
  cairo_move_to(cairo, x + line.x, y + line.ascent);
  pango_cairo_show_layout_line(cairo, line.line);
}

double Lines::draw(cairo_t* cairo, double x, double y) const {
  for (int i = 0; i < count(); y += height(i++)) draw(cairo, i, x, y);
  return y;
}

Lines one_line(PangoContext* context, const Span& span, Face face, double width) {
  for (;; face.size -= 0.25) {
    Lines lines(context, {span}, face, width);
    if (lines.count() == 1 || face.size <= 9) return lines;
  }
}

std::string dotted(int dots) { return std::string(static_cast<std::size_t>(std::max(dots, 0)), '.'); }

std::string upper(const std::string& text) {
  const std::unique_ptr<gchar, decltype(&g_free)> valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free);
  const std::unique_ptr<gchar, decltype(&g_free)> upper_case(g_utf8_strup(valid.get(), -1), g_free);
  return upper_case.get();
}

}  // namespace luan::paper
