#include "month_count.hpp"

#include <charconv>

namespace score_eligibility {

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const auto number = [&](std::size_t at, std::size_t count) -> std::optional<unsigned> {
    unsigned value = 0;
    const char* const end = text.data() + at + count;
    if (std::from_chars(text.data() + at, end, value).ptr != end) return {};
    return value;
  };
  const auto year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (!year || !month || !day) return {};
  const Day read{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month), std::chrono::day(*day)};
  return read.ok() ? std::optional(read) : std::nullopt;
}

std::string page_text(Day day) {
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(static_cast<unsigned>(day.day())) + "/" + two(static_cast<unsigned>(day.month())) + "/" + std::to_string(static_cast<int>(day.year()));
}

Day add_months(Day day, int months) {
  const Day moved = day + std::chrono::months(months);
  return moved.ok() ? moved : Day{moved.year() / moved.month() / std::chrono::last};
}

int months_between(Day from, Day to) {
  int months = (static_cast<int>(to.year()) - static_cast<int>(from.year())) * 12 + static_cast<int>(static_cast<unsigned>(to.month())) -
               static_cast<int>(static_cast<unsigned>(from.month()));
  if (months >= 0 && add_months(from, months) > to) --months;
  if (months < 0 && add_months(from, months) < to) ++months;
  return months;
}

}  // namespace score_eligibility
