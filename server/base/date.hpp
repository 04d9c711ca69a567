// Calendar dates and the zone that turns an Instant into one. A Date prints as 2026-11-24 in storage and 24/11/2026 on
// pages.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace luan {

using Date = std::chrono::year_month_day;

[[nodiscard]] std::string to_text(Date date);       // 2026-11-24
[[nodiscard]] std::string to_page_text(Date date);  // 24/11/2026
/// A minute of the day, 0 to 1439, as HH:MM, and back; nothing for what is none.
[[nodiscard]] std::string clock_text(int minute);
[[nodiscard]] std::optional<int> parse_clock(std::string_view text);
/// Strict YYYY-MM-DD of an existing day, or nothing.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
/// What a person types: 24/11/2026, 4/1/2026, 2026-11-24. Nothing where no such day exists.
[[nodiscard]] std::optional<Date> parse_page_date(std::string_view text);

[[nodiscard]] Date add_days(Date date, int days);
/// End of month clamps: 31/08 + 6 months is 28/02 or 29/02. Source: domain.md §7b, term arithmetic.
[[nodiscard]] Date add_months(Date date, int months);
[[nodiscard]] int days_between(Date from, Date to);

/// An IANA zone by ICU. Immutable, thread-safe.
class TimeZone {
 public:
  /// Throws std::invalid_argument for a name ICU does not know.
  explicit TimeZone(const std::string& name = "Asia/Ho_Chi_Minh");
  ~TimeZone();
  TimeZone(TimeZone&&) noexcept;
  TimeZone& operator=(TimeZone&&) noexcept;

  [[nodiscard]] Date date(Instant instant) const;
  /// 00:00 of that local day.
  [[nodiscard]] Instant start_of(Date date) const;
  /// 24:00 of that local day: the instant from which a due date is over. Source: DESIGN §8.
  [[nodiscard]] Instant end_of(Date date) const { return start_of(add_days(date, 1)); }
  /// That minute of the local day, 0 to 1439: 17:00 is 1020.
  [[nodiscard]] Instant at(Date date, int minute) const;
  [[nodiscard]] std::string clock_text(Instant instant) const;  // "14:36"
  [[nodiscard]] std::string page_text(Instant instant) const;   // "24/11/2026, 14:36"

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan
