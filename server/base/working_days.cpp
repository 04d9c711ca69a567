#include "base/working_days.hpp"

#include <algorithm>

namespace luan {
using std::chrono::sys_days;

bool WorkingDays::works(Date date) const {
  if (const auto found = exceptions_.find(sys_days(date)); found != exceptions_.end()) return found->second.works;
  const std::chrono::weekday day{sys_days(date)};
  return day != std::chrono::Saturday && day != std::chrono::Sunday;
}

WorkingDays WorkingDays::weekdays(int first_year, int last_year) {
  std::set<int> years;
  for (int year = first_year; year <= last_year; ++year) years.insert(years.end(), year);
  return {1, {}, std::move(years)};
}

std::optional<int> WorkingDays::missing_year(Date one, Date other) const {
  const auto [first, last] = std::minmax(one, other);
  for (int year = static_cast<int>(first.year()); year <= static_cast<int>(last.year()); ++year)
    if (!covers(year)) return year;
  return {};
}

Date WorkingDays::add(Date from, int count) const {
  Date date = from;
  for (int left = count < 0 ? -count : count; left > 0;) {
    date = add_days(date, count < 0 ? -1 : 1);
    if (works(date)) --left;
  }
  return date;
}

int WorkingDays::between(Date from, Date to) const {
  if (to < from) return -between(to, from);
  int count = 0;
  for (Date date = from; date < to;) {
    date = add_days(date, 1);
    count += works(date);
  }
  return count;
}

}  // namespace luan
