// Charts by stage: the funnel of rotations and how long each stage takes. Drawn as in charts.hpp; a table belongs beside each.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/localized.hpp"

namespace luan::web {

/// A bar for each stage, as long as those that entered it among all, cut into what became of them.
struct FunnelBar {
  std::string label;
  std::string note;  // beside the label, at the right: «12 lượt, 11 người»
  std::vector<std::int64_t> parts;
};
struct FunnelChart {
  std::string title;
  std::vector<std::string> series;  // at most four
  std::int64_t whole = 0;           // the full width
  std::vector<FunnelBar> bars;
};
/// Each part of a bar wide enough for it bears its number.
[[nodiscard]] std::string funnel_chart(const FunnelChart& chart, Language language);

/// A line for each stage on a scale of its own: from nothing to the longest; the box holds the middle half, the thick line is
/// the median, the flag the deadline.
struct DurationBox {
  std::string label;
  std::string note;                                           // «n = 12»
  int least = 0, lower = 0, median = 0, upper = 0, most = 0;  // quarters of a day
  std::optional<int> allowed{};
};
struct DurationChart {
  std::string title;
  std::vector<DurationBox> boxes;
};
[[nodiscard]] std::string duration_chart(const DurationChart& chart, Language language);

/// Quarters of a day as days in words: 50 -> «12,5».
[[nodiscard]] std::string quarter_days(int quarters, Language language);
/// The same as a program reads it: «12.5».
[[nodiscard]] std::string quarter_decimal(int quarters);

}  // namespace luan::web
