#include "web/site.hpp"

namespace luan::web {

std::string due_words(const app::DueView& due, Language language) {
  const bool vi = language == Language::vi;
  const int count = std::abs(due.working_days_left);
  const std::string days = vi ? std::to_string(count) + " ngày làm việc" : counted(count, "working day", "working days");
  if (due.overdue) return vi ? "quá hạn " + days : days + " overdue";
  const std::string clock = due.minute ? clock_text(*due.minute) : std::string();
  if (count == 0) return (vi ? "hạn hôm nay" : "due today") + (clock.empty() ? "" : (vi ? ", " : " at ") + clock);
  return vi ? "còn " + days : days + " left";
}

std::string due_text(const app::DueView& due) { return to_page_text(due.date) + (due.minute ? ", " + clock_text(*due.minute) : ""); }

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return grouped(count, Language::en) + " " + std::string(count == 1 ? one : many);
}

std::string due_tone(const app::DueView& due) { return due.overdue ? "bad" : due.working_days_left <= 2 ? "warn" : ""; }

std::string instant_words(const TimeZone& zone, Instant at) { return zone.page_text(at); }

std::string kind_words(std::string_view kind, Language language) {
  const bool vi = language == Language::vi;
  return kind == "key" ? (vi ? "Cán bộ chủ chốt" : "Key official") : (vi ? "Công chức" : "Civil servant");
}

}  // namespace luan::web
