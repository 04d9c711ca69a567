// The deadlines of a month.
#include "web/exports/exports.hpp"
#include "web/pages/deadline_words.hpp"

namespace luan::web {
namespace {

using table::Kind;

Result<void> deadlines(const Visit& visit, Taken& into) {
  const DeadlineMonth month = deadline_month(visit);
  into.subject = to_text(month.first).substr(0, 7);
  for (const app::DeadlineView& one : app::deadlines(visit.app(), visit.caller, month.query()))
    into.table.rows.push_back({one.minute ? table::Cell(table::Moment{one.on, *one.minute}) : table::Cell(one.on), visit.in(weekday_name(one.on)),
                               visit.in(one.title), visit.in(deadline_kind(one)), one.code, one.official, visit.in(one.post), visit.in(one.who), one.place});
  return {};
}

}  // namespace

std::vector<Export> deadline_exports() {
  return {{"/lich",
           "",
           {"Lịch của tháng", "The month's calendar"},
           "lich",
           {{{"Ngày", "Day"}, Kind::date},
            {{"Thứ", "Weekday"}},
            {{"Nội dung", "What"}},
            {{"Loại", "Kind"}},
            {{"Mã hồ sơ", "Code"}},
            {{"Cán bộ", "Official"}},
            {{"Chức danh", "Post"}},
            {{"Còn chờ", "Waits for"}},
            {{"Địa điểm", "Place"}}},
           at_once(deadlines)}};
}

}  // namespace luan::web
