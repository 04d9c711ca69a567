// What is laid side by side: the nominees for a post, and one rotation at two moments.
#include "app/moments.hpp"
#include "web/exports/exports.hpp"
#include "web/pages/comparison_scores.hpp"
#include "web/pages/moment_words.hpp"

namespace luan::web {
namespace {

using table::Kind;

Result<void> nominees(const Visit& visit, Taken& into) {
  const auto found = visit.app().comparison(visit.caller, visit.param("id"));
  if (!found) return std::unexpected(found.error());
  into.subject = found->code;
  for (const app::ComparisonCriterion& one : found->criteria) into.table.columns.push_back({one.label});
  for (const app::ComparisonNominee& one : found->nominees) {
    std::vector<table::Cell> cells{one.rank > 0 ? table::Cell(std::int64_t{one.rank}) : table::Cell(), one.official.name, one.code, visit.in(one.stage),
                                   decimal_cell(one.closeness)};
    for (const app::ComparisonValue& value : one.values)
      cells.emplace_back(visit.in(value.shown) + (value.missing ? visit.word(" (thiếu dữ liệu)", " (data missing)") : ""));
    cells.resize(into.table.columns.size());
    into.table.rows.push_back(std::move(cells));
  }
  return {};
}

/// The radar: points of each nominee by criterion, of what the criterion's weight allows.
Result<void> nominee_points(const Visit& visit, Taken& into) {
  const auto found = visit.app().comparison(visit.caller, visit.param("id"));
  if (!found) return std::unexpected(found.error());
  into.subject = found->code;
  if (found->state != "ready") return {};
  const ComparedScores compared = compared_scores(visit, *found);
  for (const std::string& name : compared.names) into.table.columns.push_back({{name, name}, Kind::number});
  for (const app::ScoreCriterion* criterion : compared.criteria()) {
    std::vector<table::Cell> cells{visit.in(criterion->label), decimal_cell(criterion->weight)};
    for (std::size_t i = 0; i < compared.scores.size(); ++i) {
      const app::ScoreCriterion* same = compared.of(i, *criterion);
      cells.push_back(same ? decimal_cell(same->points) : table::Cell());
    }
    into.table.rows.push_back(std::move(cells));
  }
  return {};
}

Result<void> compared_moments(const Visit& visit, Taken& into) {
  const auto a = asked_moment(visit, "a"), b = asked_moment(visit, "b");
  if (!a || !b) return refuse(RefusalCode::bad_request, {{"detail", "a, b: log numbers"}});
  const auto found = app::moments(visit.app(), visit.caller, visit.param("id"), *a, *b);
  if (!found) return std::unexpected(found.error());
  into.subject = found->row.code + "-" + std::to_string(found->before.log_index) + "-" + std::to_string(found->after.log_index);
  for (const app::ComparedPart& part : found->parts)
    for (const app::ComparedLine& line : part.lines)
      into.table.rows.push_back({visit.in(part.title), visit.in(line.label), line.before, line.after, visit.in(compared_change(line.change))});
  return {};
}

Result<void> weights(const Visit& visit, Taken& into) {
  const auto found = visit.app().comparison(visit.caller, visit.param("id"));
  if (!found) return std::unexpected(found.error());
  into.subject = found->code;
  for (const app::ComparisonCriterion& one : found->criteria)
    into.table.rows.push_back({visit.in(one.label), std::int64_t{one.weight},
                               one.better == "more" ? visit.word("cao hơn", "higher") : visit.word("thấp hơn", "lower"), one.worst, one.best,
                               decimal_cell(one.down.weight), one.down.first, decimal_cell(one.up.weight), one.up.first});
  return {};
}

}  // namespace

std::vector<Export> comparison_exports() {
  return {{"/ho-so/{id}/so-sanh",
           "",
           {"So sánh các ứng viên", "The nominees compared"},
           "so-sanh",
           {{{"Hạng", "Rank"}, Kind::number},
            {{"Cán bộ", "Official"}},
            {{"Mã hồ sơ", "Code"}},
            {{"Giai đoạn", "Stage"}},
            {{"Độ gần phương án lý tưởng", "Closeness to the ideal"}, Kind::number}},
           at_once(nominees)},
          {"/truy-vet/{id}/so-sanh",
           "",
           {"So hai thời điểm", "Two moments"},
           "so-hai-thoi-diem",
           {{{"Phần", "Part"}}, {{"Mục", "Item"}}, {{"Trước", "Before"}}, {{"Sau", "After"}}, {{"Thay đổi", "Change"}}},
           at_once(compared_moments)},
          {"/ho-so/{id}/so-sanh",
           "tieu-chi",
           {"Điểm của các ứng viên theo tiêu chí", "Points of the nominees by criterion"},
           "diem-ung-vien",
           {{{"Tiêu chí", "Criterion"}}, {{"Điểm tối đa", "Points at most"}, Kind::number}},
           at_once(nominee_points)},
          {"/ho-so/{id}/so-sanh",
           "trong-so",
           {"Tiêu chí và trọng số", "Criteria and weights"},
           "trong-so",
           {{{"Tiêu chí", "Criterion"}},
            {{"Trọng số", "Weight"}, Kind::number},
            {{"Tốt hơn khi", "Better when"}},
            {{"Kém nhất", "Worst"}},
            {{"Tốt nhất", "Best"}},
            {{"Đứng đầu đổi khi trọng số dưới", "First place changes below"}, Kind::number},
            {{"Người đứng đầu khi dưới", "First below"}},
            {{"Đứng đầu đổi khi trọng số trên", "First place changes above"}, Kind::number},
            {{"Người đứng đầu khi trên", "First above"}}},
           at_once(weights)}};
}

}  // namespace luan::web
