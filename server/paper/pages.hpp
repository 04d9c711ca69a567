// The pages of one paper while it is set: where the next line goes, and what begins a new page. Private to this folder.
#pragma once
#include "paper/text.hpp"

namespace luan::paper {

struct TooLong {};  // thrown inside the folder only: more than pages_max

/// Points; the margins of both official layouts: 20 mm above and below, 30 mm left, 20 mm right.
inline constexpr double millimetre = 72 / 25.4;
inline constexpr double page_width = 210 * millimetre, page_height = 297 * millimetre;
inline constexpr double left = 30 * millimetre, right = page_width - 20 * millimetre;
inline constexpr double top = 20 * millimetre, bottom = page_height - 20 * millimetre;
inline constexpr double column = right - left;
inline constexpr double body_size = 14, paragraph_gap = 6, first_indent = 10 * millimetre;

class Pages {
 public:
  /// Bytes of the file go to the end of `out`.
  explicit Pages(std::string& out);
  ~Pages();
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  [[nodiscard]] cairo_t* cairo() const { return cairo_; }
  [[nodiscard]] PangoContext* context() const { return context_; }
  [[nodiscard]] cairo_surface_t* surface() const { return surface_; }

  double y = top;  // where the next line goes
  [[nodiscard]] double room() const { return bottom - y; }
  [[nodiscard]] int number() const { return number_; }
  /// The next page; it bears its number in the middle above, as every one but the first (domain.md §9).
  void turn();
  /// So much in one piece: on the next page where there is no room on this one.
  void keep(double height) {
    if (height > room() && y > top) turn();
  }
  void gap(double height) { y += y > top ? height : 0; }
  void rule(double x, double at, double length, double thickness = 0.75) const;
  /// Throws std::runtime_error where Cairo could not.
  void finish();

 private:
  cairo_surface_t* surface_;
  cairo_t* cairo_;
  PangoContext* context_;
  int number_ = 1;
};

void set(Pages& pages, const Paragraph& paragraph);
void set(Pages& pages, const Table& table);
/// Number, organ, place, title of the paper in its style.
void set_head(Pages& pages, const Document& document);
/// Who signs, to whom it goes, how it is verified: kept together.
void set_foot(Pages& pages, const Document& document);
/// A QR code with its quiet zone in a square of that side; the text at most 300 bytes. Throws std::runtime_error otherwise.
void draw_code(cairo_t* cairo, const std::string& text, double x, double y, double side);
/// Least space that a heading leaves behind it.
[[nodiscard]] double two_lines();

}  // namespace luan::paper
