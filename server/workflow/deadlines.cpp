#include "workflow/deadlines.hpp"

#include <algorithm>

#include "workflow/engine.hpp"

namespace luan::workflow {
namespace {

/// Counts on the calendar and remembers that it was needed.
class Reckoner {
 public:
  Reckoner(const WorkingDays& calendar, Timetable& out) : calendar_(calendar), out_(out) {}

  Result<Date> count(Date from, const Wait& wait, bool back) {
    const int days = back ? -wait.days : wait.days;
    if (!wait.working) return add_days(from, days);
    const Date counted = calendar_.add(from, days);
    if (const auto year = calendar_.missing_year(from, counted)) return refuse(RefusalCode::calendar_incomplete, {{"year", std::to_string(*year)}});
    out_.calendar = calendar_.version();
    return counted;
  }

 private:
  const WorkingDays& calendar_;
  Timetable& out_;
};

Date counted_from(const Due& due, const Rotation& rotation, Date today) {
  switch (due.from) {
    case Due::From::opening: return today;
    case Due::From::effective:
      if (rotation.decision) return rotation.decision->effective;
      break;
    case Due::From::term_end:
      if (rotation.term_end) return *rotation.term_end;
      break;
  }
  throw Unsound(
      {"Hạn của bước tính theo thời hạn luân chuyển mà chưa có quyết định nào định thời hạn.", "A step is due by a date of a term that no decision has set."});
}

}  // namespace

Result<Timetable> timetable(const Step& step, const Rotation& rotation, Date today, const WorkingDays& calendar) {
  Timetable out;
  if (!step.due) return out;
  Reckoner reckoner(calendar, out);
  const auto due = reckoner.count(counted_from(*step.due, rotation, today), step.due->wait, step.due->before);
  if (!due) return std::unexpected(due.error());
  out.due = std::max(*due, today);
  out.minute = step.due->minute;
  return out;
}

}  // namespace luan::workflow
