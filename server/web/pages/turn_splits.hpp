// Turns as the page of figures and its tables count them: which are asked for, and what they are divided by: direction, result or kind
// («chia-theo»).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "web/pages/figure_parts.hpp"

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

/// Those of the period, with the filters of the address: don-vi, loai, huong, ket-qua.
[[nodiscard]] app::TurnQuery asked_turns(const Visit& visit, const AskedPeriod& asked);

struct SplitTurns {
  std::string key, label;
  std::int64_t turns = 0, persons = 0;
  std::vector<std::int64_t> parts;  // turns of each series
};
/// Rows by `first` (year, unit), each cut into the series of the split.
[[nodiscard]] Result<std::vector<SplitTurns>> turns_by(const Visit& visit, app::TurnQuery query, const std::string& first, const TurnSplit& split);

struct ResultTurns {
  std::string label;
  app::TurnQuery query;  // of these alone; no result where none of them was asked for
  std::int64_t turns = 0, persons = 0;
};
/// By the levels of `split_by_result`, however the rest is divided.
[[nodiscard]] Result<std::vector<ResultTurns>> turns_by_result(const Visit& visit, const app::TurnQuery& query);

}  // namespace luan::web
