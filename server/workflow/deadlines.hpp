// What the dates of a definition come to when a step opens: reckoned once, with the calendar of that day, and kept in
// step.opened, so that neither a later calendar nor a later term changes what people were told. Private to the engine.
#pragma once
#include "base/refusal.hpp"
#include "base/working_days.hpp"
#include "workflow/definition.hpp"
#include "workflow/rotation.hpp"

namespace luan::workflow {

struct Timetable {
  std::optional<Date> due{};
  std::optional<int> minute{};  // of that day
  std::vector<Date> remind{};   // ascending, after the day of opening
  std::optional<Date> escalate{};
  int calendar = 0;  // version of the calendar that was needed; 0: none was
};

/// Refused as calendar_incomplete where working days would be counted in a year that the calendar does not have. A date
/// relative to something that has gone by already is taken as today: a step is never overdue when it opens. One that counts from a step
/// or stage which has not been in this rotation, as a migration can bring about, counts from today instead.
/// A reminder is only a help: it is reckoned with the days the calendar has. `remind` counts where the step says nothing.
/// `due_by` stands instead of the step's own due date.
[[nodiscard]] Result<Timetable> timetable(const Step& step, const Rotation& rotation, Date today, const TimeZone& zone, const WorkingDays& calendar,
                                          const std::vector<Moment>& remind = {}, std::optional<Date> due_by = {});

}  // namespace luan::workflow
