#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

/// The first occurrence strictly after `last`.
Date next_occurrence(const Repeat& repeat, Date last) {
  if (repeat.every == Repeat::Every::year) {
    const Date same_year(last.year(), month(static_cast<unsigned>(repeat.month)), day(static_cast<unsigned>(repeat.day)));
    return same_year > last ? same_year : Date(last.year() + std::chrono::years(1), same_year.month(), same_year.day());
  }
  const unsigned quarter = (static_cast<unsigned>(last.month()) - 1) / 3;
  return add_months(Date(last.year(), month(quarter * 3 + 1), day(1)), 3);
}

std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) { return !a ? b : !b ? a : std::min(a, b); }

}  // namespace

bool asked_again(const Step& step, const StepRun& run) { return std::holds_alternative<BeforeTermEnd>(step.when) && run.outcome == "lapsed"; }

std::optional<Date> next_opening(const Step& step, const Rotation& rotation, const TimeZone& zone) {
  if (const auto* before = std::get_if<BeforeTermEnd>(&step.when)) {
    const StepRun* run = rotation.run_now(step.id);
    if (!rotation.term_end || (run && !asked_again(step, *run))) return {};
    return add_days(*rotation.term_end, -before->days);
  }
  const auto* repeat = std::get_if<Repeat>(&step.when);
  if (!repeat) return {};
  Date last = zone.date(rotation.stage_entered_at);
  if (rotation.decision) last = std::max(last, rotation.decision->effective);
  if (const StepRun* run = rotation.run_now(step.id)) last = std::max(last, zone.date(run->opened_at));
  return next_occurrence(*repeat, last);
}

std::optional<Instant> next_wake(const Definition& definition, const Rotation& rotation, const TimeZone& zone) {
  std::optional<Instant> wake;
  // Petitions are waited for whatever becomes of their rotation.
  for (const Petition& petition : rotation.petition_list)
    if (petition.state == Petition::State::open && petition.due && !petition.overdue) wake = earlier(wake, zone.end_of(*petition.due));
  if (rotation.status == Status::suspended && rotation.suspended_until) return earlier(wake, zone.start_of(*rotation.suspended_until));
  if (rotation.status != Status::open) return wake;
  for (const Step& step : definition.stage(rotation.stage)->steps) {
    if (const auto opening = next_opening(step, rotation, zone)) wake = earlier(wake, zone.start_of(*opening));
    const StepRun* run = rotation.run_now(step.id);
    if (run && run->open() && !run->remind.empty()) wake = earlier(wake, zone.start_of(run->remind.front()));
    if (run && run->open() && run->escalate) wake = earlier(wake, zone.start_of(*run->escalate));
    // A step for one person waits however late; the other rules let the deadline decide.
    if (run && run->open() && run->due && !step.plugin && !waits_past_due(step)) wake = earlier(wake, run->deadline(zone));
  }
  return wake;
}

}  // namespace luan::workflow
