#include "web/pages/deadline_words.hpp"

namespace luan::web {

app::DeadlineQuery DeadlineMonth::query() const {
  const bool present = today.year() == first.year() && today.month() == first.month();
  return {first, last, present, !all};
}

namespace {

Date today_of(const Visit& visit) { return visit.app().zone().date(visit.app().clock().now()); }

bool is_of_calendar(Date date) { return date.year() > std::chrono::year(1900) && date.year() < std::chrono::year(2200); }

/// Who reads all and has no work of his own has nothing else to see; who reads not all sees what he may know of at once.
bool asks_for_all(const Visit& visit) {
  const std::string whose = visit.query("ai");
  return visit.caller.reads_all() ? whose == "tat-ca" || (whose.empty() && !visit.caller.takes_part()) : true;
}

}  // namespace

std::string whose_in_address(const Visit& visit, bool all) { return !visit.caller.reads_all() ? "" : all ? "ai=tat-ca" : "ai=toi"; }

std::optional<app::DeadlineQuery> deadline_list(const Visit& visit) {
  const std::string day = visit.param("ngay");
  const bool only_mine = !asks_for_all(visit);
  if (const Date today = today_of(visit); day == "qua-han") return app::DeadlineQuery{add_days(today, 1), today, true, only_mine};
  const auto date = parse_date(day);
  if (!date || !is_of_calendar(*date)) return {};
  return app::DeadlineQuery{*date, *date, false, only_mine};
}

DeadlineMonth deadline_month(const Visit& visit) {
  DeadlineMonth out;
  out.today = today_of(visit);
  const auto asked = parse_date(visit.query("thang") + "-01");
  out.first = asked && is_of_calendar(*asked) ? *asked : Date{out.today.year(), out.today.month(), std::chrono::day(1)};
  out.last = add_days(add_months(out.first, 1), -1);
  out.all = asks_for_all(visit);
  return out;
}

Localized weekday_name(Date date) {
  static const Localized names[] = {{"Thứ hai", "Monday"}, {"Thứ ba", "Tuesday"},   {"Thứ tư", "Wednesday"}, {"Thứ năm", "Thursday"},
                                    {"Thứ sáu", "Friday"}, {"Thứ bảy", "Saturday"}, {"Chủ nhật", "Sunday"}};
  return names[std::chrono::weekday(std::chrono::sys_days(date)).iso_encoding() - 1];
}

Localized deadline_kind(const app::DeadlineView& one) {
  using Kind = app::DeadlineView::Kind;
  if (one.cancelled) return {"Đã huỷ", "Cancelled"};
  if (one.overdue) return {"Quá hạn", "Overdue"};
  switch (one.kind) {
    case Kind::task: return {"Việc của tôi", "My task"};
    case Kind::awaited: return {"Chờ người khác", "Waits for others"};
    case Kind::petition: return {"Kiến nghị", "Petition"};
    case Kind::meeting: return {"Phiên họp", "Meeting"};
    case Kind::term_end: return {"Hết thời hạn", "Term ends"};
    case Kind::opening: return {"Đến kỳ", "Opens"};
    case Kind::resumption: return {"Hết hoãn", "Goes on"};
  }
  return {};
}

std::string deadline_tone(const app::DeadlineView& one) {
  if (one.cancelled) return {};
  if (one.overdue) return "bad";
  return one.kind == app::DeadlineView::Kind::task || one.kind == app::DeadlineView::Kind::meeting ? "act" : "";
}

}  // namespace luan::web
