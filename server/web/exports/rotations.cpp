// Lists of rotations and of tasks.
#include "app/directions.hpp"
#include "web/exports/exports.hpp"

namespace luan::web {
namespace {

using table::Kind;

table::Cell due_day(const std::optional<app::DueView>& due) { return due ? table::Cell(due->date) : table::Cell(); }
table::Cell days_left(const std::optional<app::DueView>& due) { return due ? table::Cell(std::int64_t{due->working_days_left}) : table::Cell(); }

std::string status_words(const Visit& visit, const app::RotationRow& row) {
  if (row.suspended_until) return visit.word("Hoãn đến ", "Deferred until ") + to_page_text(*row.suspended_until);
  return row.status == "open"        ? visit.word("Đang mở", "Open")
         : row.status == "suspended" ? visit.word("Tạm dừng", "Suspended")
                                     : visit.word("Đã xong", "Closed");
}

std::string link_to(const Visit& visit, const std::string& path) { return server_address(visit.site, visit.request) + path; }

void add_row(const Visit& visit, const app::RotationRow& row, Taken& into) {
  const app::Parties& parties = row.parties;
  into.table.rows.push_back({row.code, parties.official.name, visit.in(parties.sending.name), visit.in(parties.from_position.title),
                             visit.in(parties.receiving.name), visit.in(parties.position.title), kind_words(parties.kind, visit.language),
                             visit.in(app::direction_label(parties.direction)), visit.in(row.stage_title), status_words(visit, row), row.nominated,
                             due_day(row.due), days_left(row.due), visit.in(row.awaited), row.contested ? visit.word("Có", "Yes") : visit.word("Không", "No"),
                             row.number, table::day(row.ends), link_to(visit, "/ho-so/" + row.id)});
}

std::vector<table::Column> rotation_columns() {
  return {{{"Mã hồ sơ", "Code"}},
          {{"Cán bộ", "Official"}},
          {{"Nơi đi", "From"}},
          {{"Chức danh khi đề cử", "Post at the nomination"}},
          {{"Nơi đến", "To"}},
          {{"Chức danh", "Post"}},
          {{"Loại", "Kind"}},
          {{"Hướng", "Direction"}},
          {{"Giai đoạn", "Stage"}},
          {{"Trạng thái", "Status"}},
          {{"Ngày đề cử", "Nominated"}, Kind::date},
          {{"Hạn gần nhất", "Due first"}, Kind::date},
          {{"Còn (ngày làm việc)", "Left (working days)"}, Kind::number},
          {{"Đang chờ", "Waits for"}},
          {{"Có ý kiến khác", "Contested"}},
          {{"Số quyết định", "Decision"}},
          {{"Hết thời hạn", "Term ends"}, Kind::date},
          {{"Địa chỉ", "Address"}, Kind::link}};
}

/// `from` is the list of `app` that answers.
Result<std::string> add_rotations(const Visit& visit, decltype(&app::App::rotations) from, app::RotationFilter filter, const std::string& cursor, Taken& into) {
  filter.cursor = cursor, filter.limit = 200;
  const auto found = (visit.app().*from)(visit.caller, filter);
  if (!found) return std::unexpected(found.error());
  for (const app::RotationRow& row : found->items) add_row(visit, row, into);
  return found->next;
}

Result<std::string> listed(const Visit& visit, const std::string& cursor, Taken& into) {
  app::RotationFilter filter;
  filter.text = visit.query("q"), filter.stage = visit.query("giai-doan"), filter.status = visit.query("trang-thai"), filter.kind = visit.query("loai"),
  filter.sort = visit.query("sap-xep");
  return add_rotations(visit, &app::App::rotations, std::move(filter), cursor, into);
}

Result<std::string> traceable(const Visit& visit, const std::string& cursor, Taken& into) {
  app::RotationFilter filter;
  filter.text = visit.query("q");
  return add_rotations(visit, &app::App::traceable, std::move(filter), cursor, into);
}

Result<void> tasks(const Visit& visit, Taken& into) {
  const auto mine = visit.app().tasks(visit.caller);
  if (!mine) return std::unexpected(mine.error());
  for (const app::TaskView& task : *mine)
    into.table.rows.push_back({visit.in(task.title), task.code, task.parties.official.name, visit.in(task.parties.position.title), visit.in(task.stage),
                               visit.in(task.kind), due_day(task.due), days_left(task.due), visit.in(task.why),
                               task.meeting ? table::Cell(table::Moment{task.meeting->on, task.meeting->minute}) : table::Cell(),
                               link_to(visit, "/ho-so/" + task.rotation + "/buoc/" + task.step)});
  return {};
}

}  // namespace

std::vector<Export> rotation_exports() {
  return {{"/ho-so", "", {"Hồ sơ luân chuyển", "Rotations"}, "ho-so-luan-chuyen", rotation_columns(), listed},
          {"/truy-vet", "", {"Hồ sơ để truy vết", "Rotations to trace"}, "truy-vet", rotation_columns(), traceable},
          {"/",
           "",
           {"Việc của tôi", "My tasks"},
           "viec-cua-toi",
           {{{"Việc", "Task"}},
            {{"Mã hồ sơ", "Code"}},
            {{"Cán bộ", "Official"}},
            {{"Chức danh", "Post"}},
            {{"Giai đoạn", "Stage"}},
            {{"Loại", "Kind"}},
            {{"Hạn", "Due"}, Kind::date},
            {{"Còn (ngày làm việc)", "Left (working days)"}, Kind::number},
            {{"Vì sao", "Why"}},
            {{"Phiên họp", "Meeting"}, Kind::date},
            {{"Địa chỉ", "Address"}, Kind::link}},
           at_once(tasks)}};
}

}  // namespace luan::web
