// Figures by stage: the funnel, why rotations fell out, how long each stage takes, and the rotations behind a number.
#include "web/exports/exports.hpp"
#include "web/pages/stage_statistics.hpp"
#include "web/stage_charts.hpp"

namespace luan::web {
namespace {

using table::Kind;

Result<void> funnel(const Visit& visit, Taken& into) {
  const auto asked = valid_period(visit);
  if (!asked) return std::unexpected(asked.error());
  const auto found = app::stage_funnel(visit.app(), visit.caller, asked->query);
  if (!found) return std::unexpected(found.error());
  for (const app::FunnelStage& stage : found->stages) {
    std::vector<table::Cell> cells{visit.in(stage.title), std::int64_t{stage.entered.turns}, std::int64_t{stage.entered.persons}};
    for (const app::TurnCount& fate : stage.fates) cells.emplace_back(std::int64_t{fate.turns});
    into.table.rows.push_back(std::move(cells));
  }
  return {};
}

Result<void> exits(const Visit& visit, Taken& into) {
  const auto asked = valid_period(visit);
  if (!asked) return std::unexpected(asked.error());
  const auto found = app::stage_funnel(visit.app(), visit.caller, asked->query);
  if (!found) return std::unexpected(found.error());
  for (const app::FunnelStage& stage : found->stages)
    for (const app::FunnelExit& exit : stage.exits)
      into.table.rows.push_back(
          {visit.in(stage.title), visit.in(exit.why), visit.in(exit.end_title), std::int64_t{exit.count.turns}, std::int64_t{exit.count.persons}});
  return {};
}

Result<void> durations(const Visit& visit, Taken& into) {
  const auto asked = valid_period(visit);
  if (!asked) return std::unexpected(asked.error());
  const auto found = app::stage_durations(visit.app(), visit.caller, asked->query);
  if (!found) return std::unexpected(found.error());
  for (const app::StageDays& stage : found->stages) {
    const auto days = [](int quarters, bool known) { return known ? decimal_cell(quarter_decimal(quarters)) : table::Cell(); };
    const auto known = [&](int quarters) { return days(quarters, stage.stays > 0); };
    into.table.rows.push_back({visit.in(stage.title), std::int64_t{stage.stays}, std::int64_t{stage.count.turns}, std::int64_t{stage.count.persons},
                               known(stage.least), known(stage.lower), known(stage.median), known(stage.upper), known(stage.most),
                               days(stage.allowed, stage.with_deadline > 0), std::int64_t{stage.late}});
  }
  return {};
}

Result<void> listed(const Visit& visit, Taken& into) {
  const auto asked = valid_period(visit);
  if (!asked) return std::unexpected(asked.error());
  app::StageListQuery query = asked_stage_list(visit, *asked);
  query.offset = 0, query.limit = static_cast<int>(export_rows_most) + 1;
  const auto found = app::stage_list(visit.app(), visit.caller, query);
  if (!found) return std::unexpected(found.error());
  for (const app::StageLine& one : found->items)
    into.table.rows.push_back({one.official.name, one.code, visit.in(one.position), visit.in(found->stage), one.entered, table::day(one.left),
                               std::int64_t{one.days}, table::day(one.due), visit.in(one.why)});
  return {};
}

table::Column number(const char* vi, const char* en) { return {{vi, en}, Kind::number}; }

std::vector<table::Column> funnel_columns() {
  return {{{"Giai đoạn", "Stage"}},
          number("Lượt đã vào", "Turns that entered"),
          number("Người", "Persons"),
          number("Đi tiếp", "Went on"),
          number("Bị trả lại", "Returned"),
          number("Đang ở đây", "Here now"),
          number("Dừng ở đây", "Fell out here"),
          number("Hoàn thành", "Completed")};
}

}  // namespace

std::vector<Export> stage_exports() {
  return {{"/thong-ke/giai-doan", "", {"Hồ sơ qua các giai đoạn", "Rotations through the stages"}, "qua-giai-doan", funnel_columns(), at_once(funnel)},
          {"/thong-ke/giai-doan",
           "vi-sao-dung",
           {"Vì sao dừng", "Why they fell out"},
           "vi-sao-dung",
           {{{"Giai đoạn", "Stage"}}, {{"Vì", "Because of"}}, {{"Kết thúc", "End"}}, number("Lượt", "Turns"), number("Người", "Persons")},
           at_once(exits)},
          {"/thong-ke/giai-doan/ho-so",
           "",
           {"Các hồ sơ được tính", "The rotations counted"},
           "ho-so-theo-giai-doan",
           {{{"Cán bộ", "Official"}},
            {{"Mã hồ sơ", "Code"}},
            {{"Chức danh", "Post"}},
            {{"Giai đoạn", "Stage"}},
            {{"Vào", "Entered"}, Kind::date},
            {{"Rời", "Left"}, Kind::date},
            number("Ngày", "Days"),
            {{"Thời hạn", "Deadline"}, Kind::date},
            {{"Rời vì", "Left by"}}},
           at_once(listed)},
          {"/thong-ke/thoi-gian",
           "",
           {"Thời gian ở từng giai đoạn", "Time in each stage"},
           "thoi-gian-giai-doan",
           {{{"Giai đoạn", "Stage"}},
            number("Lần", "Stays"),
            number("Lượt", "Turns"),
            number("Người", "Persons"),
            number("Ngắn nhất (ngày)", "Shortest (days)"),
            number("Tứ phân vị dưới", "Lower quartile"),
            number("Trung vị", "Median"),
            number("Tứ phân vị trên", "Upper quartile"),
            number("Dài nhất", "Longest"),
            number("Thời hạn (trung vị)", "Allowed (median)"),
            number("Quá hạn (lần)", "Late (stays)")},
           at_once(durations)}};
}

}  // namespace luan::web
