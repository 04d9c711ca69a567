// Working days: Monday to Friday, less holidays, plus swapped days. A table edited each year, because the government
// announces it each year. Source: domain.md §9, Holidays/working days. Immutable once built, thread-safe.
#pragma once
#include <map>
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
  WorkingDays(int version, std::map<std::chrono::sys_days, Exception> exceptions) : version_(version), exceptions_(std::move(exceptions)) {}

  /// Kept in history with every date that was computed from it.
  [[nodiscard]] int version() const { return version_; }
  [[nodiscard]] bool works(Date date) const;
  /// The day `count` working days after `from` (not counting it); 0 gives `from` itself; negative counts back.
  [[nodiscard]] Date add(Date from, int count) const;
  /// Working days in (from, to]; negative when `to` is before `from`.
  [[nodiscard]] int between(Date from, Date to) const;

 private:
  int version_ = 0;
  std::map<std::chrono::sys_days, Exception> exceptions_;
};

}  // namespace luan
