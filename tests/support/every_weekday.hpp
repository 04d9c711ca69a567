// A calendar for districts made by hand: years enough for a rotation to run through, without holidays.
#pragma once
#include "store/directory_event.hpp"

namespace luan::test {

inline store::CalendarSet every_weekday() {
  store::CalendarSet calendar{1, {}, {}};
  for (int year = 2020; year <= 2060; ++year) calendar.years.insert(year);
  return calendar;
}

}  // namespace luan::test
