// What columns and bars of the turns are divided by: direction, result or kind, as the page is asked («chia-theo»).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "web/site.hpp"

namespace luan::web {

/// One of four at most.
struct TurnSeries {
  std::string label, values;  // values: of the key, separated by commas
  [[nodiscard]] bool holds(std::string_view value) const;
};
struct TurnSplit {
  std::string id, key, title;  // id: in the address
  std::vector<TurnSeries> series;
};
[[nodiscard]] std::vector<TurnSplit> turn_splits(const Visit& visit);
/// That of the address; by direction where it names none.
[[nodiscard]] TurnSplit asked_split(const Visit& visit);
[[nodiscard]] TurnSplit split_by_result(const Visit& visit);
/// Of these values, separated by commas, those that were asked for; all, where none was.
[[nodiscard]] std::string asked_of(const std::string& values, const std::string& asked);

}  // namespace luan::web
