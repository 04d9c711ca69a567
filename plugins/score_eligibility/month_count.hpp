// Days and whole months between them, for rules that count in months.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace score_eligibility {

using Day = std::chrono::year_month_day;

/// "2026-03-02"; nothing for what is no day of the calendar.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);
/// "02/03/2026", as pages write it.
[[nodiscard]] std::string page_text(Day day);
/// The same day of the month so many months on, or the last one of a month that is shorter.
[[nodiscard]] Day add_months(Day day, int months);
/// Whole months from one day to the other, negative where `to` comes first.
[[nodiscard]] int months_between(Day from, Day to);

}  // namespace score_eligibility
