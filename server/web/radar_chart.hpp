// A radar: several criteria around a centre, one shape for each nominee. Drawn as in charts.hpp, but at one size, which fits a
// phone: the criteria stand as numbers on their rays and as words in the key. A table belongs beside it.
#pragma once
#include <string>
#include <vector>

#include "base/localized.hpp"

namespace luan::web {

struct RadarShape {
  std::string label;
  std::vector<double> shares;  // of the most each criterion can earn, 0 to 1; one for each criterion
};
struct RadarChart {
  std::string title;
  std::vector<std::string> criteria;  // with their values where there is one shape only
  std::vector<RadarShape> shapes;     // at most four; each has a colour, a stroke and a sign of its own
};
/// Empty where there are fewer than three criteria or no shape: a radar of two rays is a line.
[[nodiscard]] std::string radar_chart(const RadarChart& chart, Language language);

}  // namespace luan::web
