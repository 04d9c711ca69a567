// A calendar for districts made by hand: years enough for a rotation to run through, without holidays.
#pragma once
#include "base/working_days.hpp"
#include "store/directory_event.hpp"

namespace luan::test {

inline store::CalendarSet every_weekday() { return {1, {}, WorkingDays::weekdays(2020, 2060).years()}; }

}  // namespace luan::test
