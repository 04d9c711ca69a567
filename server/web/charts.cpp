#include "web/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include "web/html/escape.hpp"
#include "web/spine_text.hpp"

namespace luan::web {
namespace {

constexpr int text_size = 14;
constexpr int label_line = 20;

std::string escaped(std::string_view text) {
  std::string out;
  html::escape(out, text);
  return out;
}

/// Numbers and classes of our own; words go through escaped().
template <class... Values>
void put(std::string& out, fmt::format_string<Values...> format, Values&&... values) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Values>(values)...);
}

std::string_view in(Language language, std::string_view vi, std::string_view en) { return language == Language::vi ? vi : en; }

/// A share of the width: "62.5%", at most two decimals.
std::string percent(double share) {
  std::string text = fmt::format("{:.2f}", 100 * std::clamp(share, 0.0, 1.0));
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text + '%';
}

double number(std::string_view decimal) {
  double value = 0;
  std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
  return std::isfinite(value) ? std::max(value, 0.0) : 0;
}

std::string figure(std::string_view before, std::string_view label, int height, std::string_view drawing, std::string_view after = {}) {
  return fmt::format(R"(<figure class="chart">{}<svg width="100%" height="{}" role="img" aria-label="{}">{}</svg>{}</figure>)", before, height, escaped(label),
                     drawing, after);
}

struct Swatch {
  std::string_view label;
  int colour;
  std::string count;  // "" for none
};
std::string legend(const std::vector<Swatch>& swatches) {
  std::string out = R"(<figcaption class="legend small">)";
  for (const auto& [label, colour, count] : swatches) {
    put(out, R"(<span class="swatch"><svg width="14" height="14" aria-hidden="true"><rect class="f{}" width="14" height="14"/></svg>{})", colour,
        escaped(label));
    if (!count.empty()) put(out, " <b>{}</b>", count);
    out += "</span> ";
  }
  return out + "</figcaption>";
}

/// Lines of a label from `y` down; returns the y under them. Nothing is known of the column but that it is 280 px or more.
int put_label(std::string& out, std::string_view label, double width, int y) {
  for (const std::string& line : wrap_text(label, width, text_size, false)) {
    put(out, R"(<text y="{}">{}</text>)", y + 16, escaped(line));
    y += label_line;
  }
  return y;
}

constexpr int colour_at(std::size_t place) { return static_cast<int>(place % 4) + 1; }

}  // namespace

std::string decimal_words(std::string_view decimal, Language language) {
  std::string text(decimal);
  if (language == Language::vi) std::ranges::replace(text, '.', ',');
  return text;
}

std::string score_chart(const ScoreChart& chart, Language language) {
  double most = 0;
  for (const ScoreBar& bar : chart.bars) most = std::max({most, number(bar.weight), number(bar.points)});
  std::string drawing;
  double whole = 0;
  int y = 0;
  for (const ScoreBar& bar : chart.bars) {
    const double weight = number(bar.weight);
    whole += weight;
    put(drawing, R"(<text class="end big" x="100%" y="{}">{}/{}</text>)", y + 16, escaped(decimal_words(bar.points, language)),
        escaped(decimal_words(bar.weight, language)));
    y = put_label(drawing, bar.label, 200, y) + 3;
    if (most > 0) {
      put(drawing, R"(<rect class="track" y="{}" width="{}" height="14" rx="2"/>)", y, percent(weight / most));
      put(drawing, R"(<rect class="f1" y="{}" width="{}" height="14" rx="2"/>)", y, percent(number(bar.points) / most));
    }
    y += 29;
  }
  const std::string label =
      fmt::format(fmt::runtime(in(language, "{}: {} trên {:g} điểm. Số liệu ở bảng bên dưới.", "{}: {} of {:g} points. Figures in the table below.")),
                  chart.title, decimal_words(chart.total, language), whole);
  return figure({}, label, y, drawing);
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
    if (i % every == 0) put(drawing, R"(<text class="mid dim" x="{}" y="{}">{}</text>)", middle, height - 7, escaped(column.label));
  }
  std::vector<Swatch> swatches;
  for (std::size_t series = 0; series < chart.series.size(); ++series) swatches.push_back({chart.series[series], colour_at(series), {}});
  const std::string label = fmt::format("{}. {}", chart.title, in(language, "Số liệu ở bảng bên cạnh.", "Figures in the table beside it."));
  return figure(legend(swatches), label, height, drawing);
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
  return figure({}, label, 26, drawing, legend(swatches));
}

std::string career_chart(const CareerChart& chart, Language language) {
  std::vector<const CareerSpan*> spans;
  for (const CareerSpan& span : chart.spans)
    if (span.from.ok()) spans.push_back(&span);
  const auto end_of = [&](const CareerSpan& span) { return std::max(span.to.value_or(chart.today), span.from); };
  Date first = chart.today, last = chart.today;
  for (const CareerSpan* span : spans) {
    first = std::min(first, span->from);
    last = std::max(last, end_of(*span));
  }
  const double whole = std::max(days_between(first, last), 1);
  const auto place = [&](Date date) { return days_between(first, date) / whole; };
  std::string drawing;
  int y = 0;
  for (const CareerSpan* span : spans) {
    const Date end = end_of(*span);
    y = put_label(drawing, span->label, 270, y);
    put(drawing, R"(<text class="dim" y="{}">{} – {}</text>)", y + 14, to_page_text(span->from),
        span->to ? to_page_text(*span->to) : std::string(in(language, "nay", "today")));
    y += 21;
    put(drawing, R"(<rect class="track" y="{}" width="100%" height="10" rx="2"/>)", y);
    put(drawing, R"(<rect class="f{}" x="{}" y="{}" width="{}" height="10" rx="2"/>)", span->rotation ? 2 : 1, percent(place(span->from)), y,
        percent(std::max(place(end) - place(span->from), .006)));
    y += 24;
  }
  put(drawing, R"(<line x2="100%" y1="{0}" y2="{0}"/><text class="dim" y="{1}">{2}</text><text class="dim end" x="100%" y="{1}">{3}</text>)", y, y + 18,
      static_cast<int>(first.year()), static_cast<int>(last.year()));
  const std::string label = fmt::format(fmt::runtime(in(language, "{}: {} chức vụ, từ {} đến {}", "{}: {} posts, from {} to {}")), chart.title, spans.size(),
                                        to_page_text(first), to_page_text(last));
  return figure({}, label, y + 24, drawing);
}

}  // namespace luan::web
