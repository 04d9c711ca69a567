// Figures: turns by year, by unit and by result, each turn counted, what needs attention, petitions by unit.

#include "base/text.hpp"
#include "web/exports/exports.hpp"
#include "web/pages/turn_splits.hpp"

namespace luan::web {
namespace {

using table::Kind;

/// As the page of statistics is asked: by default the last ten years.
Result<app::TurnQuery> query_of(const Visit& visit) {
  const auto period = valid_period(visit);
  if (!period) return std::unexpected(period.error());
  return asked_turns(visit, *period);
}

/// Rows by `first`, and after the sums the turns of each part that the page divides by.
Result<void> figure(const Visit& visit, Taken& into, const std::string& first, const TurnSplit& split) {
  const auto query = query_of(visit);
  if (!query) return std::unexpected(query.error());
  const auto rows = turns_by(visit, *query, first, split);
  if (!rows) return std::unexpected(rows.error());
  for (const TurnSeries& series : split.series) into.table.columns.push_back({{series.label, series.label}, Kind::number});
  for (const SplitTurns& row : *rows) {
    const auto year = whole_number(row.key);
    std::vector<table::Cell> cells{first == "year" && year ? table::Cell(std::int64_t{*year}) : table::Cell(row.label), row.turns, row.persons};
    for (const std::int64_t part : row.parts) cells.emplace_back(part);
    into.table.rows.push_back(std::move(cells));
  }
  return {};
}

Result<void> by_year(const Visit& visit, Taken& into) { return figure(visit, into, "year", asked_split(visit)); }
Result<void> by_unit(const Visit& visit, Taken& into) { return figure(visit, into, "unit", asked_split(visit)); }
/// As the page groups them, however it divides the years.
Result<void> by_result(const Visit& visit, Taken& into) {
  const auto query = query_of(visit);
  if (!query) return std::unexpected(query.error());
  const auto levels = turns_by_result(visit, *query);
  if (!levels) return std::unexpected(levels.error());
  for (const ResultTurns& one : *levels)
    if (!one.query.result.empty()) into.table.rows.push_back({one.label, one.turns, one.persons});
  return {};
}

Result<void> turns(const Visit& visit, Taken& into) {
  const auto query = query_of(visit);
  if (!query) return std::unexpected(query.error());
  const auto found = visit.app().turn_list(visit.caller, *query, {1, static_cast<int>(export_rows_most) + 1});
  if (!found) return std::unexpected(found.error());
  for (const app::TurnView& turn : found->items)
    into.table.rows.push_back(
        {turn.official.name, visit.in(turn.sending), visit.in(turn.position), turn.number, turn.effective, visit.in(turn.result), turn.code});
  return {};
}

Result<void> alerts(const Visit& visit, Taken& into) {
  const auto found = visit.app().alerts(visit.caller);
  if (!found) return std::unexpected(found.error());
  for (const app::AlertView& alert : *found) into.table.rows.push_back({alert.official, alert.code, visit.in(alert.text), alert.since});
  return {};
}

Result<void> petition_sums(const Visit& visit, Taken& into) {
  const auto sums = visit.app().petition_sums(visit.caller);
  if (!sums) return std::unexpected(sums.error());
  for (const app::PetitionSum& sum : *sums)
    into.table.rows.push_back(
        {visit.in(sum.unit.name), std::int64_t{sum.open}, std::int64_t{sum.overdue}, std::int64_t{sum.answered}, std::int64_t{sum.closed}});
  return {};
}

table::Column number(const char* vi, const char* en) { return {{vi, en}, Kind::number}; }

}  // namespace

std::vector<Export> statistics_exports() {
  const table::Column turns_column = number("Lượt", "Turns"), persons = number("Người", "Persons");
  return {{"/thong-ke", "", {"Số lượt mỗi năm", "Turns a year"}, "luot-theo-nam", {number("Năm", "Year"), turns_column, persons}, at_once(by_year)},
          {"/thong-ke",
           "don-vi",
           {"Số lượt theo nơi đến", "Turns by receiving unit"},
           "luot-theo-don-vi",
           {{{"Nơi đến", "To"}}, turns_column, persons},
           at_once(by_unit)},
          {"/thong-ke",
           "ket-qua",
           {"Kết quả các lượt", "Results of turns"},
           "ket-qua-cac-luot",
           {{{"Kết quả", "Result"}}, turns_column, persons},
           at_once(by_result)},
          {"/thong-ke",
           "can-chu-y",
           {"Hồ sơ cần chú ý", "Rotations that need attention"},
           "can-chu-y",
           {{{"Cán bộ", "Official"}}, {{"Mã hồ sơ", "Code"}}, {{"Nội dung", "What"}}, {{"Từ ngày", "Since"}, Kind::date}},
           at_once(alerts)},
          {"/thong-ke/luot",
           "",
           {"Các lượt luân chuyển", "Turns of rotation"},
           "cac-luot",
           {{{"Cán bộ", "Official"}},
            {{"Từ", "From"}},
            {{"Chức danh", "Post"}},
            {{"Quyết định", "Decision"}},
            {{"Hiệu lực", "In effect"}, Kind::date},
            {{"Kết quả", "Result"}},
            {{"Mã hồ sơ", "Code"}}},
           at_once(turns)},
          {"/thong-ke/kien-nghi",
           "",
           {"Thống kê kiến nghị", "Statistics of petitions"},
           "thong-ke-kien-nghi",
           {{{"Đơn vị giải quyết", "Responsible unit"}},
            number("Chưa trả lời", "Open"),
            number("Trong đó quá hạn", "Of which overdue"),
            number("Đã trả lời, chờ đóng", "Answered, to be closed"),
            number("Đã giải quyết xong", "Settled")},
           at_once(petition_sums)}};
}

}  // namespace luan::web
