#include "app/quiet_hours.hpp"

namespace luan::app {
namespace {

using std::chrono::minutes;

constexpr int letter_hour = 7;

int minute_of_day(const TimeZone& zone, Instant instant) {
  return static_cast<int>(std::chrono::floor<minutes>(instant - zone.start_of(zone.date(instant))).count());
}

Instant next_letter(Instant now, const TimeZone& zone, const WorkingDays& calendar) {
  Date day = zone.date(now);
  while (!calendar.works(day) || zone.at(day, letter_hour * 60) <= now) day = add_days(day, 1);
  return zone.at(day, letter_hour * 60);
}

Instant after_quiet(int from, int to, Instant wanted, const TimeZone& zone) {
  const int minute = minute_of_day(zone, wanted);
  const Date day = zone.date(wanted);
  const bool over_midnight = from > to;
  if (over_midnight && minute >= from) return zone.at(add_days(day, 1), to);
  if (minute < to && (over_midnight || minute >= from)) return zone.at(day, to);
  return wanted;
}

}  // namespace

Instant release_at(const store::Preferences& preferences, Instant now, const TimeZone& zone, const WorkingDays& calendar) {
  const Instant wanted = preferences.daily ? next_letter(now, zone, calendar) : now;
  const auto from = parse_clock(preferences.quiet_from), to = parse_clock(preferences.quiet_to);
  return from && to && *from != *to ? after_quiet(*from, *to, wanted, zone) : wanted;
}

}  // namespace luan::app
