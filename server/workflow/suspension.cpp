// What moves when time did not count: a suspension gives its days back, an extension moves what counts from the term's end.
//
// A due date is what people may be late for, and silence after it is an outcome. In a suspension nobody can act, so its days
// do not count: each open due date moves on by them, in working days where it was given in working days. A date that had
// passed before stays passed, and one that counts from a date of the term moves with the term only.
#include <algorithm>

#include "workflow/deadlines.hpp"
#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

const Step& step_of(const Unfolding& unfolding, const StepRun& run) { return *unfolding.definition().find_step(run.step).second; }

/// The run's dates, so many days later.
Result<StepRescheduled> later(const StepRun& run, bool working, Date since, Date today, const WorkingDays& calendar) {
  const int days = working ? calendar.between(since, today) : days_between(since, today);
  const auto moved = [&](Date day) { return working ? calendar.add(day, days) : add_days(day, days); };
  StepRescheduled out{run.step, run.run, moved(*run.due), {}, {}, working ? calendar.version() : 0};
  for (const Date day : run.remind) out.remind.push_back(moved(day));
  if (run.escalate) out.escalate = moved(*run.escalate);
  if (working)
    if (const auto year = calendar.missing_year(since, std::max(out.due, out.escalate.value_or(out.due))))
      return refuse(RefusalCode::calendar_incomplete, {{"year", std::to_string(*year)}});
  return out;
}

std::expected<void, Refusal> emit_all(Unfolding& unfolding, std::vector<StepRescheduled> moved) {
  for (StepRescheduled& one : moved) unfolding.emit(std::move(one));
  return {};
}

}  // namespace

std::expected<void, Refusal> resume(Unfolding& unfolding) {
  const Context& context = unfolding.context();
  const Date since = context.zone->date(*unfolding.state().suspended_at), today = unfolding.today();
  unfolding.emit(RotationResumed{});
  std::vector<StepRescheduled> moved;
  for (const StepRun& run : unfolding.state().runs) {
    if (!run.open() || !run.due || *run.due < since) continue;
    const Step& step = step_of(unfolding, run);
    if (!step.due || step.due->of_term()) continue;
    auto one = later(run, step.due->wait.working, since, today, *context.calendar);
    if (!one) return std::unexpected(std::move(one.error()));
    if (one->due != *run.due) moved.push_back(std::move(*one));
  }
  return emit_all(unfolding, std::move(moved));
}

std::expected<void, Refusal> extend_term(Unfolding& unfolding, int months) {
  const Date begins = add_days(*unfolding.state().term_end, 1);
  unfolding.emit(TermExtended{months, last_day_of_term(begins, months)});
  std::vector<StepClosed> lapsed;
  std::vector<StepRescheduled> moved;
  for (const StepRun& run : unfolding.state().runs) {
    if (!run.open()) continue;
    const Step& step = step_of(unfolding, run);
    if (std::holds_alternative<BeforeTermEnd>(step.when)) {
      lapsed.push_back({run.step, run.run, "lapsed", {}});
    } else if (step.due && step.due->from == Due::From::term_end) {
      auto dates = timetable(step, unfolding.state(), unfolding.today(), *unfolding.context().zone, *unfolding.context().calendar, unfolding.context().remind);
      if (!dates) return std::unexpected(std::move(dates.error()));
      moved.push_back({run.step, run.run, *dates->due, std::move(dates->remind), dates->escalate, dates->calendar});
    }
  }
  for (StepClosed& one : lapsed) unfolding.emit(std::move(one));
  return emit_all(unfolding, std::move(moved));
}

}  // namespace luan::workflow
