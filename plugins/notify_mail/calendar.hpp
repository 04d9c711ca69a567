// Deadlines as a calendar file (RFC 5545): a whole-day entry each, with an alarm the day before.
#pragma once
#include <chrono>
#include <span>
#include <string>

namespace notify_mail {

struct Deadline {
  std::string id;  // unique; the same deadline again replaces its entry
  std::chrono::year_month_day date;
  std::string summary;
  std::string link;  // or empty
};

/// Lines end in CRLF. `written` is when the letter was: the same input gives the same bytes.
[[nodiscard]] std::string calendar(std::span<const Deadline> deadlines, const std::string& domain, std::chrono::sys_seconds written);

}  // namespace notify_mail
