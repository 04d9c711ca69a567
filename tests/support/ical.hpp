// A strict reader of iCalendar (RFC 5545): what is folded, ended or escaped otherwise than the standard says fails.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luan::test {

struct IcalLine {
  std::string name, value;  // the name with its parameters: "DTSTART;VALUE=DATE"
};
struct IcalEvent {
  std::vector<IcalLine> lines;                                   // those of its alarm included
  [[nodiscard]] std::string value(std::string_view name) const;  // of the first line of that name; "" without one
  [[nodiscard]] std::string text(std::string_view name) const;   // unescaped
};
struct Ical {
  std::vector<IcalLine> lines;  // of the calendar itself
  std::vector<IcalEvent> events;
};

/// Nothing where it breaks a rule; `fault` says which.
[[nodiscard]] std::optional<Ical> read_ical(std::string_view bytes, std::string& fault);

}  // namespace luan::test
