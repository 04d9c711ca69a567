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

app::TurnQuery asked_turns(const Visit& visit, const AskedPeriod& asked) {
  app::TurnQuery query;
  query.from = asked.query.from, query.to = asked.query.to;
  query.unit = asked.query.unit, query.kind = asked.query.kind, query.direction = asked.query.direction, query.result = visit.query("ket-qua");
  return query;
}

Result<std::vector<SplitTurns>> turns_by(const Visit& visit, app::TurnQuery query, const std::string& first, const TurnSplit& split) {
  query.by = {first};
  const auto whole = visit.app().turns(visit.caller, query);
  if (!whole) return std::unexpected(whole.error());
  query.by = {first, split.key};
  const auto cut = visit.app().turns(visit.caller, query);
  if (!cut) return std::unexpected(cut.error());
  std::vector<SplitTurns> out;
  for (const app::TurnRow& row : whole->items)
    out.push_back({row.keys.at(first), visit.in(row.labels.at(first)), row.turns, row.persons, std::vector<std::int64_t>(split.series.size())});
  for (const app::TurnRow& part : cut->items) {
    const auto row = std::ranges::find(out, part.keys.at(first), &SplitTurns::key);
    for (std::size_t i = 0; i < split.series.size(); ++i)
      if (row != out.end() && split.series[i].holds(part.keys.at(split.key))) row->parts[i] += part.turns;
  }
  return out;
}

namespace {

/// Of these values, separated by commas, those that were asked for; all, where none was.
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

}  // namespace

Result<std::vector<ResultTurns>> turns_by_result(const Visit& visit, const app::TurnQuery& query) {
  std::vector<ResultTurns> out;
  for (const TurnSeries& series : split_by_result(visit).series) {
    ResultTurns one{series.label, query};
    one.query.result = asked_of(series.values, query.result);
    if (!one.query.result.empty()) {
      const auto sum = visit.app().turns(visit.caller, one.query);
      if (!sum) return std::unexpected(sum.error());
      one.turns = sum->turns, one.persons = sum->persons;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace luan::web
