#include "web/stage_charts.hpp"

#include <algorithm>
#include <array>

#include "web/chart_parts.hpp"
#include "web/charts.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

constexpr int bar_height = 24;

int put_funnel_bar(std::string& out, const FunnelBar& bar, std::int64_t whole, int y) {
  put(out, R"(<text class="end dim" x="100%" y="{}">{}</text>)", y + 16, chart_escaped(bar.note));
  y = put_label(out, bar.label, 190, y) + 3;
  put(out, R"(<rect class="track" y="{}" width="100%" height="{}" rx="2"/>)", y, bar_height);
  double x = 0;
  for (std::size_t i = 0; i < bar.parts.size(); ++i) {
    if (bar.parts[i] <= 0) continue;
    const double share = static_cast<double>(bar.parts[i]) / static_cast<double>(std::max<std::int64_t>(whole, 1));
    put(out, R"(<rect class="f{}" x="{}" y="{}" width="{}" height="{}"/>)", colour_at(i), percent(x), y, percent(std::max(share - .003, .003)), bar_height);
    if (share >= .08) put(out, R"(<text class="mid on-bar" x="{}" y="{}">{}</text>)", percent(x + share / 2), y + 17, bar.parts[i]);
    x += share;
  }
  return y + bar_height + 14;
}

int put_box(std::string& out, const DurationBox& box, Language language, int y) {
  put(out, R"(<text class="end dim" x="100%" y="{}">{}</text>)", y + 16, chart_escaped(box.note));
  y = put_label(out, box.label, 190, y) + 16;
  const double whole = std::max({box.most, box.allowed.value_or(0), 1});
  // A little room at the right, so that the last line is not cut.
  const auto place = [&](int quarters) { return .985 * quarters / whole + .005; };
  const int middle = y + 11;
  put(out, R"(<line x1="{}" x2="{}" y1="{}" y2="{}"/>)", percent(place(0)), percent(place(static_cast<int>(whole))), middle + 15, middle + 15);
  put(out, R"(<line class="whisker" x1="{}" x2="{}" y1="{}" y2="{}"/>)", percent(place(box.least)), percent(place(box.most)), middle, middle);
  for (const int end : {box.least, box.most})
    put(out, R"(<line class="whisker" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>)", percent(place(end)), middle - 6, middle + 6);
  put(out, R"(<rect class="f1" x="{}" y="{}" width="{}" height="20" rx="2"/>)", percent(std::min(place(box.lower), .985)), middle - 10,
      percent(std::max(place(box.upper) - place(box.lower), .006)));
  put(out, R"(<line class="median" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>)", percent(place(box.median)), middle - 13, middle + 13);
  if (box.allowed) {
    const std::string at = percent(place(*box.allowed));
    put(out, R"(<line class="due-mark" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/><circle class="due-mark" cx="{0}" cy="{1}" r="4"/>)", at, middle - 18, middle + 15);
  }
  put(out, R"(<text class="dim" y="{}">0</text><text class="dim end" x="100%" y="{}">{}</text>)", middle + 31, middle + 31,
      quarter_days(static_cast<int>(whole), language) + std::string(in(language, " ngày", " days")));
  return middle + 46;
}

}  // namespace

std::string funnel_chart(const FunnelChart& chart, Language language) {
  std::string drawing;
  int y = 0;
  for (const FunnelBar& bar : chart.bars) y = put_funnel_bar(drawing, bar, chart.whole, y);
  std::vector<Swatch> swatches;
  for (std::size_t i = 0; i < chart.series.size(); ++i) swatches.push_back({chart.series[i], colour_at(i), {}});
  const std::string label = chart.title + std::string(in(language, ". Số liệu ở bảng bên dưới.", ". Figures in the table below."));
  return chart_figure(chart_legend(swatches), label, std::max(y, 1), drawing);
}

std::string duration_chart(const DurationChart& chart, Language language) {
  std::string drawing;
  int y = 0;
  for (const DurationBox& box : chart.boxes) y = put_box(drawing, box, language, y);
  const std::string label = chart.title + std::string(in(language, ". Số liệu ở bảng bên dưới.", ". Figures in the table below."));
  return chart_figure({}, label, std::max(y, 1), drawing);
}

std::string quarter_decimal(int quarters) {
  static constexpr std::array<const char*, 4> parts{"", ".25", ".5", ".75"};
  return std::to_string(quarters / 4) + parts[static_cast<std::size_t>(quarters % 4)];
}
std::string quarter_days(int quarters, Language language) {
  return grouped(quarters / 4, language) + decimal_words(quarter_decimal(quarters % 4), language).substr(1);
}

}  // namespace luan::web
