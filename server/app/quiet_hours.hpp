// When a person may be told something: at once, after the quiet hours, or with the next daily letter. Pure.
#pragma once
#include "base/date.hpp"
#include "base/working_days.hpp"
#include "store/preferences.hpp"

namespace luan::app {

/// The first instant from `now` on at which these preferences allow a message. A daily letter goes at 07:00 of a working
/// day, or when the quiet hours end, where they reach into that.
[[nodiscard]] Instant release_at(const store::Preferences& preferences, Instant now, const TimeZone& zone, const WorkingDays& calendar);

}  // namespace luan::app
