// What the page of one rotation shows beside its history, its opinions and its scores: the stages it came through, and what was
// filled in: assignments, evaluations, minutes, and what each member answered.
#include <algorithm>

#include "app/rotation_timeline.hpp"
#include "web/exports/exports.hpp"

namespace luan::web {
namespace {

using table::Kind;

Result<void> timeline(const Visit& visit, Taken& into) {
  const std::string id = visit.param("id");
  const auto found = app::rotation_timeline(visit.app(), visit.caller, id);
  if (!found) return std::unexpected(found.error());
  if (const auto rotation = visit.app().rotation(visit.caller, id)) into.subject = rotation->row.code;
  const Date today = visit.app().zone().date(visit.app().clock().now());
  const auto add = [&](const char* vi, const char* en, std::string what, Date from, const std::optional<Date>& to, const std::optional<Date>& due,
                       std::string why) {
    into.table.rows.push_back(
        {visit.word(vi, en), std::move(what), from, table::day(to), std::int64_t{days_between(from, to.value_or(today))}, table::day(due), std::move(why)});
  };
  for (const app::TimelineStay& stay : found->stays) add("Giai đoạn", "Stage", visit.in(stay.title), stay.entered, stay.left, stay.due, visit.in(stay.why));
  for (const app::ConcludedEvaluation& mark : found->evaluations) add("Đánh giá", "Evaluation", visit.in(mark.label), mark.on, mark.on, {}, {});
  return {};
}

/// One row a field that was filled in, and one a row of a table in it: «Nhiệm vụ | Sản phẩm | Thời hạn».
void add_values(const Visit& visit, const app::ResponseSummary& one, Taken& into) {
  const auto add = [&](std::string label, std::string text) {
    into.table.rows.push_back({visit.in(one.title), std::int64_t{one.run}, one.by, visit.in(one.answer), std::move(label), std::move(text),
                               table::moment(visit.app().zone(), one.at), one.log_index});
  };
  bool any = false;
  for (const app::ValueView& value : one.values) {
    if (!value.text.empty()) add(visit.in(value.label), value.text), any = true;
    for (const auto& row : value.rows) {
      std::string text;
      for (std::size_t i = 0; i < row.size(); ++i)
        if (!row[i].empty()) text += (text.empty() ? "" : "\n") + (i < value.columns.size() ? visit.in(value.columns[i]) + ": " : std::string()) + row[i];
      add(visit.in(value.label), text), any = true;
    }
    for (const app::FileView& file : value.files) add(visit.in(value.label), file.name + " (SHA-256 " + file.sha256 + ")"), any = true;
  }
  if (!any) add({}, {});
}

auto responses(std::vector<app::ResponseSummary> app::RotationView::* list) {
  return at_once([list](const Visit& visit, Taken& into) -> Result<void> {
    const auto found = visit.app().rotation(visit.caller, visit.param("id"));
    if (!found) return std::unexpected(found.error());
    into.subject = found->row.code;
    for (const app::ResponseSummary& one : (*found).*list) add_values(visit, one, into);
    return {};
  });
}

std::vector<table::Column> response_columns() {
  return {{{"Bước", "Step"}}, {{"Lần", "Run"}, Kind::number}, {{"Người gửi", "Sent by"}},          {{"Trả lời", "Answer"}},
          {{"Mục", "Field"}}, {{"Nội dung", "In words"}},     {{"Thời điểm", "Time"}, Kind::date}, {{"Số trong nhật ký", "Log number"}, Kind::number}};
}

/// As the matrix of the page: a line for each who was asked in the same step, a column for each field.
Result<void> matrix(const Visit& visit, Taken& into) {
  const auto found = visit.app().rotation(visit.caller, visit.param("id"));
  if (!found) return std::unexpected(found.error());
  into.subject = found->row.code;
  std::vector<std::string> fields;
  const std::size_t fixed = into.table.columns.size();
  for (const app::ResponseSummary& one : found->others)
    for (const app::ValueView& value : one.values)
      if (!value.text.empty() && std::ranges::find(fields, value.id) == fields.end()) fields.push_back(value.id), into.table.columns.push_back({value.label});
  for (const app::ResponseSummary& one : found->others) {
    const auto same = std::ranges::count_if(found->others, [&](const app::ResponseSummary& other) { return other.step == one.step && other.run == one.run; });
    if (same < 2) continue;
    std::vector<table::Cell> cells{visit.in(one.title), std::int64_t{one.run}, one.by, visit.in(one.answer)};
    cells.resize(fixed + fields.size());
    for (const app::ValueView& value : one.values)
      if (const auto at = std::ranges::find(fields, value.id); at != fields.end()) cells[fixed + static_cast<std::size_t>(at - fields.begin())] = value.text;
    into.table.rows.push_back(std::move(cells));
  }
  return {};
}

}  // namespace

std::vector<Export> rotation_part_exports() {
  const std::string page = "/ho-so/{id}";
  return {
      {page,
       "dien-bien",
       {"Diễn biến theo thời gian", "Over time"},
       "dien-bien",
       {{{"Là", "What"}},
        {{"Tên", "Name"}},
        {{"Vào", "Entered"}, Kind::date},
        {{"Rời", "Left"}, Kind::date},
        {{"Ngày", "Days"}, Kind::number},
        {{"Thời hạn", "Deadline"}, Kind::date},
        {{"Rời vì", "Left by"}}},
       at_once(timeline)},
      {page, "nhiem-vu", {"Nhiệm vụ được giao", "Assignments"}, "nhiem-vu", response_columns(), responses(&app::RotationView::assignments)},
      {page, "danh-gia", {"Nhận xét, đánh giá", "Evaluations"}, "danh-gia", response_columns(), responses(&app::RotationView::evaluations)},
      {page, "gap-go", {"Gặp gỡ cán bộ", "Meetings with the official"}, "gap-go", response_columns(), responses(&app::RotationView::meetings)},
      {page, "tra-loi", {"Các bước khác đã trả lời", "Other steps that were answered"}, "tra-loi", response_columns(), responses(&app::RotationView::others)},
      {page,
       "tung-nguoi",
       {"Trả lời của từng người, cạnh nhau", "What each answered, side by side"},
       "tung-nguoi",
       {{{"Bước", "Step"}}, {{"Lần", "Run"}, Kind::number}, {{"Ai", "Who"}}, {{"Trả lời", "Answer"}}},
       at_once(matrix)}};
}

}  // namespace luan::web
