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

/// When the step was opened last, or closed last otherwise than by being left.
std::optional<Instant> instant_of(const Rotation& rotation, std::string_view step, bool closing) {
  std::optional<Instant> last;
  for (const StepRun& run : rotation.runs)
    if (run.step == step && (!closing || (!run.open() && run.outcome != "lapsed"))) last = closing ? *run.closed_at : run.opened_at;
  return last;
}

/// When the rotation entered the stage last, or left it last.
std::optional<Instant> instant_of_stage(const Rotation& rotation, std::string_view stage, bool leaving) {
  std::optional<Instant> last;
  for (const StageVisit& visit : rotation.visits)
    if (visit.stage == stage && (!leaving || visit.left)) last = leaving ? *visit.left : visit.entered;
  return last;
}

/// Nothing where it counts from a step or stage that has not been. A definition by itself never comes to that (checker_time.cpp); a
/// rotation may that moved to it from a version without that step or stage.
std::optional<Date> counted_from(const Due& due, const Rotation& rotation, Date today, const TimeZone& zone) {
  const auto day_of = [&](const std::optional<Instant>& at) { return at ? std::optional(zone.date(*at)) : std::nullopt; };
  switch (due.from) {
    case Due::From::opening: return today;
    case Due::From::nomination: return zone.date(rotation.nominated_at);
    case Due::From::step_opened: return day_of(instant_of(rotation, due.of, false));
    case Due::From::step_closed: return day_of(instant_of(rotation, due.of, true));
    case Due::From::stage_entered: return day_of(instant_of_stage(rotation, due.of, false));
    case Due::From::stage_left: return day_of(instant_of_stage(rotation, due.of, true));
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

/// What never was has no day to count from, forward or back: as many days as it says, from the opening.
Result<Date> due_day(const Due& due, const Rotation& rotation, Date today, const TimeZone& zone, Reckoner& reckoner) {
  const auto from = counted_from(due, rotation, today, zone);
  return from ? reckoner.count(*from, due.wait, due.before) : reckoner.count(today, due.wait, false);
}

/// Days that have come when the step opens are left out: the task itself is news then. So is what would come after a
/// deadline that closes the step.
std::vector<Date> reminders(const Step& step, const std::vector<Moment>& moments, Date today, Date due, const WorkingDays& calendar) {
  std::vector<Date> out;
  for (const Moment& moment : moments) {
    const int days = moment.before ? -moment.wait.days : moment.wait.days;
    const Date day = moment.wait.working ? calendar.add(due, days) : add_days(due, days);
    if (day > today && (day <= due || waits_past_due(step))) out.push_back(day);
  }
  std::ranges::sort(out);
  const auto again = std::ranges::unique(out);
  out.erase(again.begin(), again.end());
  return out;
}

}  // namespace

Result<Timetable> timetable(const Step& step, const Rotation& rotation, Date today, const TimeZone& zone, const WorkingDays& calendar,
                            const std::vector<Moment>& remind, std::optional<Date> due_by) {
  Timetable out;
  if (!step.due) return out;
  Reckoner reckoner(calendar, out);
  const auto due = due_by ? Result<Date>(*due_by) : due_day(*step.due, rotation, today, zone, reckoner);
  if (!due) return std::unexpected(due.error());
  out.due = std::max(*due, today);
  out.minute = step.due->minute;
  out.remind = reminders(step, step.remind.value_or(remind), today, *out.due, calendar);
  if (!step.escalate) return out;
  const auto escalate = reckoner.count(*out.due, step.escalate->when.wait, step.escalate->when.before);
  if (!escalate) return std::unexpected(escalate.error());
  // Told of at the opening already that answers are missing would say nothing: the next day at the earliest.
  out.escalate = std::max(*escalate, add_days(today, 1));
  return out;
}

}  // namespace luan::workflow
