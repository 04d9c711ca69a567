// Spans one under another on one axis of time, with marks: the timeline of a rotation, the career of an official. Drawn as in
// charts.hpp; a table belongs beside it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/localized.hpp"

namespace luan::web {

struct TimelineSpan {
  std::string label;                                  // what, in words
  std::optional<Date> from{};                         // nothing: not known since when, drawn from the left edge
  std::optional<Date> to{};                           // nothing: until today
  int colour = 1;                                     // 1 to 4; say the difference in the label too
  std::optional<Date> due{};                          // a line across the bar
  std::vector<std::pair<std::string, Date>> marks{};  // numbered discs: the number, and when
};
struct TimelineChart {
  std::string title;
  std::string counted;  // «3 chức vụ»: what the spans are, for the label
  std::vector<TimelineSpan> spans;
  Date today{};
};
[[nodiscard]] std::string timeline_chart(const TimelineChart& chart, Language language);

}  // namespace luan::web
