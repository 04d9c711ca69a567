// Text as Pango sets it: lines of a column, each drawn by itself so that a paragraph can go on over the page. Private to this
// folder; heavy headers of Pango and Cairo stay in its .cpp files.
#pragma once
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "paper/document.hpp"

namespace luan::paper {

/// What can be shown: valid UTF-8 without control characters (but line ends), without marks that turn the direction of writing.
[[nodiscard]] std::string printable(const std::string& text);

struct Face {
  double size = 14;  // points
  Align align = Align::justified;
  double first_indent = 0;  // points, of the first line of each paragraph
  bool underlined = false;
};

class Lines {
 public:
  /// `context` of the surface on which they are drawn; width in points.
  Lines(PangoContext* context, const std::vector<Span>& spans, const Face& face, double width);

  [[nodiscard]] int count() const { return static_cast<int>(lines_.size()); }
  [[nodiscard]] double height(int line) const { return lines_[static_cast<std::size_t>(line)].height; }
  [[nodiscard]] double height() const;
  [[nodiscard]] double widest() const;  // of its lines
  /// The line with its top left corner there.
  void draw(cairo_t* cairo, int line, double x, double y) const;
  /// All of them; gives y below the last.
  double draw(cairo_t* cairo, double x, double y) const;

 private:
  struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  };
  struct Line {
    PangoLayoutLine* line;  // the layout's
    double x, ascent, height, width;
  };
  std::unique_ptr<PangoLayout, Unref> layout_;
  std::vector<Line> lines_;
};

/// In one line: the size falls until it fits, to 9 points at least.
[[nodiscard]] Lines one_line(PangoContext* context, const Span& span, Face face, double width);

}  // namespace luan::paper
