// The deadlines of a month, of a day, and those that are late.
#include "web/exports/exports.hpp"
#include "web/pages/deadline_words.hpp"

namespace luan::web {
namespace {

using table::Kind;

void add_rows(const Visit& visit, const app::DeadlineQuery& query, Taken& into) {
  for (const app::DeadlineView& one : app::deadlines(visit.app(), visit.caller, query).items)
    into.table.rows.push_back({one.minute ? table::Cell(table::Moment{one.on, *one.minute}) : table::Cell(one.on), visit.in(weekday_name(one.on)),
                               visit.in(one.title), visit.in(deadline_kind(one)), one.code, one.official, visit.in(one.post), visit.in(one.who), one.place});
}

Result<void> of_month(const Visit& visit, Taken& into) {
  const DeadlineMonth month = deadline_month(visit);
  into.subject = to_text(month.first).substr(0, 7);
  add_rows(visit, month.query(), into);
  return {};
}

Result<void> of_list(const Visit& visit, Taken& into) {
  const auto query = deadline_list(visit);
  if (!query) return refuse(RefusalCode::not_found);
  into.subject = query->overdue ? "qua-han" : to_text(query->from);
  add_rows(visit, *query, into);
  return {};
}

const std::vector<table::Column> columns{{{"Ngày", "Day"}, Kind::date}, {{"Thứ", "Weekday"}},     {{"Nội dung", "What"}},  {{"Loại", "Kind"}},
                                         {{"Mã hồ sơ", "Code"}},        {{"Cán bộ", "Official"}}, {{"Chức danh", "Post"}}, {{"Còn chờ", "Waits for"}},
                                         {{"Địa điểm", "Place"}}};

}  // namespace

std::vector<Export> deadline_exports() {
  return {{"/lich", "", {"Lịch của tháng", "The month's calendar"}, "lich", columns, at_once(of_month)},
          {"/lich/{ngay}", "", {"Mục đến hạn", "What falls due"}, "den-han", columns, at_once(of_list)}};
}

}  // namespace luan::web
