#include <qrencode.h>

#include <memory>
#include <stdexcept>

#include "paper/pages.hpp"

namespace luan::paper {

void draw_code(cairo_t* cairo, const std::string& text, double x, double y, double side) {
  if (text.size() > 300) throw std::runtime_error("an address for a QR code is longer than 300 bytes");
  // Level M: 15 % of it may be soiled or folded.
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) throw std::runtime_error("the QR code cannot be made");
  constexpr int quiet = 2;  // modules around it; the paper beside it is white too
  const double module = side / (code->width + 2 * quiet);
  cairo_save(cairo);
  cairo_translate(cairo, x + quiet * module, y + quiet * module);
  for (int row = 0; row < code->width; ++row)
    for (int from = 0; from < code->width;) {
      const auto dark = [&](int at) { return at < code->width && (code->data[row * code->width + at] & 1) != 0; };
      int to = from;
      while (dark(to)) ++to;
      if (to > from) cairo_rectangle(cairo, from * module, row * module, (to - from) * module, module);
      from = std::max(to, from + 1);
    }
  cairo_fill(cairo);
  cairo_restore(cairo);
}

}  // namespace luan::paper
