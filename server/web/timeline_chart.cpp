#include "web/timeline_chart.hpp"

#include <algorithm>

#include "web/chart_parts.hpp"

namespace luan::web {
namespace {

/// From the first day that is known to the last.
struct Axis {
  Date first, last;

  explicit Axis(const TimelineChart& chart) : first(chart.today), last(chart.today) {
    bool known = false;
    const auto reach = [&](const std::optional<Date>& day) {
      if (!day || !day->ok()) return;
      first = known ? std::min(first, *day) : *day, last = known ? std::max(last, *day) : *day, known = true;
    };
    bool before = false;
    for (const TimelineSpan& span : chart.spans) {
      reach(span.from), reach(span.due), reach(span.to ? span.to : chart.today);
      for (const auto& [number, day] : span.marks) reach(day);
      before = before || !span.from;
    }
    // What came before is drawn a little way to the left of what is known.
    if (before) first = add_days(first, -std::max(days_between(first, last) / 8, 30));
  }
  [[nodiscard]] double place(Date day) const { return days_between(first, day) / static_cast<double>(std::max(days_between(first, last), 1)); }
};

std::string dates_of(const TimelineSpan& span, Language language) {
  const std::string to = span.to ? to_page_text(*span.to) : std::string(in(language, "nay", "today"));
  if (!span.from) return std::string(in(language, "đến ", "until ")) + to;
  std::string out = to_page_text(*span.from) + " – " + to;
  if (span.due) out += std::string(in(language, ", hạn ", ", due ")) + to_page_text(*span.due);
  return out;
}

int put_span(std::string& out, const TimelineSpan& span, const Axis& axis, Date today, Language language, int y) {
  y = put_label(out, span.label, 270, y);
  put(out, R"(<text class="dim" y="{}">{}</text>)", y + 14, dates_of(span, language));
  y += 24;
  const double from = span.from ? axis.place(*span.from) : 0, to = axis.place(std::max(span.to.value_or(today), span.from.value_or(axis.first)));
  const double wide = std::max(to - from, .008);
  put(out, R"(<rect class="track" y="{}" width="100%" height="10" rx="2"/>)", y);
  put(out, R"(<rect class="f{}" x="{}" y="{}" width="{}" height="10" rx="2"/>)", span.colour, percent(std::min(from, 1 - wide)), y, percent(wide));
  if (span.due) {
    const std::string at = percent(axis.place(*span.due));
    put(out, R"(<line class="due-mark" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>)", at, y - 9, y + 19);
  }
  for (const auto& [number, day] : span.marks) {
    // Within the picture: a disc at the very end would be cut in half.
    const std::string at = percent(std::clamp(axis.place(day), .03, .97));
    put(out, R"(<circle class="disc" cx="{}" cy="{}" r="11"/><text class="mid small-mark" x="{}" y="{}">{}</text>)", at, y + 5, at, y + 10,
        chart_escaped(number));
  }
  return y + (span.marks.empty() && !span.due ? 24 : 30);
}

}  // namespace

std::string timeline_chart(const TimelineChart& chart, Language language) {
  const Axis axis(chart);
  std::string drawing;
  int y = 0;
  for (const TimelineSpan& span : chart.spans) y = put_span(drawing, span, axis, chart.today, language, y);
  put(drawing, R"(<line x2="100%" y1="{0}" y2="{0}"/><text class="dim" y="{1}">{2}</text><text class="dim end" x="100%" y="{1}">{3}</text>)", y, y + 18,
      to_page_text(axis.first), to_page_text(axis.last));
  const std::string label = chart.title + ": " + chart.counted + std::string(in(language, ", từ ", ", from ")) + to_page_text(axis.first) +
                            std::string(in(language, " đến ", " to ")) + to_page_text(axis.last) +
                            std::string(in(language, ". Số liệu ở bảng bên dưới.", ". Figures in the table below."));
  return chart_figure({}, label, y + 24, drawing);
}

}  // namespace luan::web
