#include "web/charts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "web/chart_parts.hpp"

namespace luan::web {
double decimal_number(std::string_view decimal) {
  double value = 0;
  std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
  return std::isfinite(value) ? std::max(value, 0.0) : 0;
}

std::string decimal_words(std::string_view decimal, Language language) {
  std::string text(decimal);
  if (language == Language::vi) std::ranges::replace(text, '.', ',');
  return text;
}

std::string score_chart(const ScoreChart& chart, Language language) {
  double most = 0;
  for (const ScoreBar& bar : chart.bars) most = std::max({most, decimal_number(bar.weight), decimal_number(bar.points)});
  std::string drawing;
  double whole = 0;
  int y = 0;
  for (const ScoreBar& bar : chart.bars) {
    const double weight = decimal_number(bar.weight);
    whole += weight;
    put(drawing, R"(<text class="end big" x="100%" y="{}">{}/{}</text>)", y + 16, chart_escaped(decimal_words(bar.points, language)),
        chart_escaped(decimal_words(bar.weight, language)));
    y = put_label(drawing, bar.label, 200, y) + 3;
    if (most > 0) {
      put(drawing, R"(<rect class="track" y="{}" width="{}" height="14" rx="2"/>)", y, percent(weight / most));
      put(drawing, R"(<rect class="f1" y="{}" width="{}" height="14" rx="2"/>)", y, percent(decimal_number(bar.points) / most));
    }
    y += 29;
  }
  const std::string label =
      fmt::format(fmt::runtime(in(language, "{}: {} trên {:g} điểm. Số liệu ở bảng bên dưới.", "{}: {} of {:g} points. Figures in the table below.")),
                  chart.title, decimal_words(chart.total, language), whole);
  return chart_figure({}, chart.said.empty() ? label : chart.said, y, drawing);
}

std::string column_chart(const ColumnChart& chart, Language language) {
  constexpr int height = 290, bottom = 26, top = 24, most_labels = 9;
  std::int64_t peak = 1;
  const auto sum = [](const Column& column) {
    std::int64_t total = 0;
    for (const auto value : column.values) total += value;
    return total;
  };
  for (const Column& column : chart.columns) peak = std::max(peak, sum(column));
  const auto count = static_cast<double>(chart.columns.size());
  const std::size_t every = (chart.columns.size() + most_labels - 1) / most_labels;  // more labels than that run into each other
  std::string drawing = fmt::format(R"(<line x2="100%" y1="{0}" y2="{0}"/>)", height - bottom);
  for (std::size_t i = 0; i < chart.columns.size(); ++i) {
    const Column& column = chart.columns[i];
    const auto place = static_cast<double>(i);
    double y = height - bottom;
    for (std::size_t series = 0; series < column.values.size(); ++series) {
      if (column.values[series] <= 0) continue;
      const double tall = (height - bottom - top) * static_cast<double>(column.values[series]) / static_cast<double>(peak);
      y -= tall;
      put(drawing, R"(<rect class="f{}" x="{}" y="{:.1f}" width="{}" height="{:.1f}"/>)", colour_at(series), percent((place + .19) / count), y,
          percent(.62 / count), std::max(1.0, tall - 1.5));
    }
    const std::string middle = percent((place + .5) / count);
    put(drawing, R"(<text class="mid big" x="{}" y="{:.1f}">{}</text>)", middle, y - 6, sum(column));
    if (i % every == 0) put(drawing, R"(<text class="mid dim" x="{}" y="{}">{}</text>)", middle, height - 7, chart_escaped(column.label));
  }
  std::vector<Swatch> swatches;
  for (std::size_t series = 0; series < chart.series.size(); ++series) swatches.push_back({chart.series[series], colour_at(series), {}});
  const std::string label = fmt::format("{}. {}", chart.title, in(language, "Số liệu ở bảng bên cạnh.", "Figures in the table beside it."));
  return chart_figure(chart_legend(swatches), label, height, drawing);
}

std::string share_chart(const ShareChart& chart) {
  std::int64_t total = 0;
  for (const SharePart& part : chart.parts) total += part.count;
  std::string drawing;
  std::string label = chart.title;
  std::vector<Swatch> swatches;
  double x = 0;
  if (total <= 0) drawing = R"(<rect class="track" width="100%" height="26"/>)";
  for (std::size_t i = 0; i < chart.parts.size(); ++i) {
    const SharePart& part = chart.parts[i];
    const int colour = part.colour >= 1 && part.colour <= 4 ? part.colour : colour_at(i);
    label += fmt::format("{}{} {}", i ? ", " : ": ", part.label, part.count);
    swatches.push_back({part.label, colour, std::to_string(part.count)});
    if (part.count <= 0) continue;
    const double share = static_cast<double>(part.count) / static_cast<double>(total);
    put(drawing, R"(<rect class="f{}" x="{}" width="{}" height="26"/>)", colour, percent(x), percent(std::max(share - .004, .002)));
    x += share;
  }
  return chart_figure({}, label, 26, drawing, chart_legend(swatches));
}

}  // namespace luan::web
