// A calendar as other programs subscribe to it: RFC 5545, one VEVENT for each day or hour that something is due. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/localized.hpp"

namespace luan {

struct CalendarEvent {
  std::string uid;              // the same for the same matter for ever
  int sequence = 0;             // never falls
  Date on{};                    // a whole day, unless `at` is set
  std::optional<Instant> at{};  // in UTC in the file: no time zone has to be described
  std::string summary{}, description{}, location{};
  std::string url{};  // an absolute address, or empty
  bool cancelled = false;
  std::optional<Instant> alarm{};
};
struct Calendar {
  std::string name;
  Language language = Language::vi;
  Instant made{};
  std::vector<CalendarEvent> events{};
};

/// Lines end in CR LF and are folded at 75 octets, never within a character (§3.1). Texts are escaped, control characters left out
/// (§3.3.11).
[[nodiscard]] std::string to_icalendar(const Calendar& calendar);

/// One content line, folded and ended.
[[nodiscard]] std::string folded_line(std::string_view line);
/// A value of type TEXT.
[[nodiscard]] std::string calendar_text(std::string_view text);

}  // namespace luan
