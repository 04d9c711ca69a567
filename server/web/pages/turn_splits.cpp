#include "web/pages/turn_splits.hpp"

#include <algorithm>

#include "app/directions.hpp"

namespace luan::web {

bool TurnSeries::holds(std::string_view value) const { return ("," + values + ",").find("," + std::string(value) + ",") != std::string::npos; }

std::vector<TurnSplit> turn_splits(const Visit& visit) {
  TurnSplit direction{"huong", "direction", visit.word("hướng", "direction"), {}}, kind{"loai", "kind", visit.word("loại", "kind"), {}};
  for (const app::Direction& one : app::directions()) direction.series.push_back({visit.in(one.label), std::string(one.id)});
  for (const char* value : {"key", "civil_servant"}) kind.series.push_back({kind_words(value, visit.language), value});
  return {std::move(direction), split_by_result(visit), std::move(kind)};
}

TurnSplit split_by_result(const Visit& visit) {
  return {"ket-qua",
          "result",
          visit.word("kết quả", "result"),
          {{visit.word("Tốt trở lên", "Good or better"), "excellent,good"},
           {visit.word("Hoàn thành nhiệm vụ", "Completed"), "completed"},
           {visit.word("Không hoàn thành, kết thúc sớm", "Not completed, ended early"), "not_completed,ended_early"},
           {visit.word("Chưa đánh giá", "Not evaluated yet"), "open"}}};
}

TurnSplit asked_split(const Visit& visit) {
  std::vector<TurnSplit> known = turn_splits(visit);
  const auto chosen = std::ranges::find(known, visit.query("chia-theo"), &TurnSplit::id);
  return std::move(chosen == known.end() ? known.front() : *chosen);
}

std::string asked_of(const std::string& values, const std::string& asked) {
  std::string out;
  for (std::size_t at = 0; at < values.size();) {
    const auto end = std::min(values.find(',', at), values.size());
    const std::string value = values.substr(at, end - at);
    if (asked.empty() || TurnSeries{"", asked}.holds(value)) out += (out.empty() ? "" : ",") + value;
    at = end + 1;
  }
  return out;
}

}  // namespace luan::web
