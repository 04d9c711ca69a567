// Working days: Monday to Friday, less holidays, plus swapped days. A table edited each year, because the government
// announces it each year. Source: domain.md §9, Holidays/working days. Immutable once built, thread-safe.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/date.hpp"

namespace luan {

class WorkingDays {
 public:
  struct Exception {
    bool works = false;  // true: a swapped day on which people work
    std::string name;
  };
  WorkingDays() = default;
  /// `years`: those whose days were entered. A year outside them has no holidays that anybody knows of.
  WorkingDays(int version, std::map<std::chrono::sys_days, Exception> exceptions, std::set<int> years)
      : version_(version), exceptions_(std::move(exceptions)), years_(std::move(years)) {}

  /// Monday to Friday in these years and no holiday, version 1: for rehearsals.
  [[nodiscard]] static WorkingDays weekdays(int first_year, int last_year);

  /// Kept in history with every date that was computed from it.
  [[nodiscard]] int version() const { return version_; }
  [[nodiscard]] bool works(Date date) const;
  [[nodiscard]] bool covers(int year) const { return years_.contains(year); }
  [[nodiscard]] const std::set<int>& years() const { return years_; }
  /// The first year between the two days, in either order, whose days were never entered: counting there is guessing.
  [[nodiscard]] std::optional<int> missing_year(Date one, Date other) const;
  /// The days that are not as their weekday says, in order.
  [[nodiscard]] const std::map<std::chrono::sys_days, Exception>& exceptions() const { return exceptions_; }
  /// The day `count` working days after `from` (not counting it); 0 gives `from` itself; negative counts back.
  [[nodiscard]] Date add(Date from, int count) const;
  /// Working days in (from, to]; negative when `to` is before `from`.
  [[nodiscard]] int between(Date from, Date to) const;

 private:
  int version_ = 0;
  std::map<std::chrono::sys_days, Exception> exceptions_;
  std::set<int> years_;
};

}  // namespace luan
