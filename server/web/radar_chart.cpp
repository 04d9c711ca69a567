#include "web/radar_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "web/chart_parts.hpp"

namespace luan::web {
namespace {

constexpr double radius = 96;
constexpr int width = 280, height = 250;
constexpr std::size_t most_shapes = 4;

struct Point {
  double x = 0, y = 0;
};
/// The first ray goes up, the others follow clockwise.
Point point(std::size_t ray, std::size_t rays, double share) {
  const double angle = 2 * std::numbers::pi * static_cast<double>(ray) / static_cast<double>(rays);
  return {width / 2.0 + radius * share * std::sin(angle), height / 2.0 - radius * share * std::cos(angle)};
}

std::string polygon(std::size_t rays, const auto& share) {
  std::string points;
  for (std::size_t i = 0; i < rays; ++i) {
    const Point at = point(i, rays, share(i));
    put(points, "{}{:.1f},{:.1f}", i ? " " : "", at.x, at.y);
  }
  return points;
}

/// Each shape is told by its sign as well as by its colour.
std::string sign(std::size_t shape, double x, double y) {
  switch (shape) {
    case 0: return fmt::format(R"(<circle class="f1" cx="{:.1f}" cy="{:.1f}" r="5"/>)", x, y);
    case 1: return fmt::format(R"(<rect class="f2" x="{:.1f}" y="{:.1f}" width="9" height="9"/>)", x - 4.5, y - 4.5);
    case 2: return fmt::format(R"(<path class="f3" d="M{:.1f} {:.1f}l6 11h-12z"/>)", x, y - 6);
    default: return fmt::format(R"(<path class="f4" d="M{:.1f} {:.1f}l6 6l-6 6l-6 -6z"/>)", x, y - 6);
  }
}

std::string frame_of(std::size_t rays) {
  std::string out;
  for (const double share : {.25, .5, .75, 1.0}) put(out, R"(<polygon class="ring" points="{}"/>)", polygon(rays, [&](std::size_t) { return share; }));
  for (std::size_t i = 0; i < rays; ++i) {
    const Point end = point(i, rays, 1), label = point(i, rays, 1.14);
    put(out, R"(<line class="ray" x1="{}" y1="{}" x2="{:.1f}" y2="{:.1f}"/><text class="mid big" x="{:.1f}" y="{:.1f}">{}</text>)", width / 2, height / 2,
        end.x, end.y, label.x, label.y + 5, i + 1);
  }
  return out;
}

std::string shape_of(const RadarShape& shape, std::size_t number, std::size_t rays) {
  const auto share = [&](std::size_t i) { return i < shape.shares.size() && std::isfinite(shape.shares[i]) ? std::clamp(shape.shares[i], 0.0, 1.0) : 0.0; };
  std::string out = fmt::format(R"(<polygon class="shape s{}" points="{}"/>)", number + 1, polygon(rays, share));
  for (std::size_t i = 0; i < rays; ++i) {
    const Point at = point(i, rays, share(i));
    out += sign(number, at.x, at.y);
  }
  return out;
}

}  // namespace

std::string radar_chart(const RadarChart& chart, Language language) {
  const std::size_t rays = chart.criteria.size(), shapes = std::min(chart.shapes.size(), most_shapes);
  if (rays < 3 || shapes == 0) return {};
  std::string drawing = frame_of(rays), key;
  for (std::size_t i = 0; i < shapes; ++i) drawing += shape_of(chart.shapes[i], i, rays);
  if (shapes > 1) {
    key += R"(<p class="legend small">)";
    for (std::size_t i = 0; i < shapes; ++i)
      put(key, R"(<span class="swatch"><svg width="14" height="14" aria-hidden="true">{}</svg>{}</span> )", sign(i, 7, 7),
          chart_escaped(chart.shapes[i].label));
    key += "</p>";
  }
  key += R"(<ol class="small">)";
  for (const std::string& criterion : chart.criteria) put(key, "<li>{}</li>", chart_escaped(criterion));
  key += "</ol>";
  std::string label = chart.title + std::string(in(language, ", càng ra ngoài càng cao", ", the farther out the higher")) +
                      std::string(in(language, ". Số liệu ở bảng bên dưới.", ". Figures in the table below."));
  return fmt::format(R"(<figure class="chart radar"><svg width="{}" height="{}" role="img" aria-label="{}">{}</svg><figcaption>{}</figcaption></figure>)",
                     width, height, chart_escaped(label), drawing, key);
}

}  // namespace luan::web
