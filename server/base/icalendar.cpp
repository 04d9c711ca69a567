#include "base/icalendar.hpp"

#include <fmt/format.h>

#include <chrono>

namespace luan {
namespace {

constexpr std::size_t octets_most = 75;  // RFC 5545 §3.1, the line break not counted

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string date_value(Date date) {
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// §3.3.5, form 2: 20261124T070000Z.
std::string instant_value(Instant at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  const auto days = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::hh_mm_ss time(seconds - days);
  return fmt::format("{}T{:02}{:02}{:02}Z", date_value(Date(days)), time.hours().count(), time.minutes().count(), time.seconds().count());
}

class Lines {
 public:
  void raw(std::string_view name, std::string_view value) { out += folded_line(std::string(name) + ":" + std::string(value)); }
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) raw(name, calendar_text(value));
  }
  std::string out;
};

void write(Lines& lines, const CalendarEvent& event, Instant made) {
  lines.raw("BEGIN", "VEVENT");
  lines.text("UID", event.uid);
  lines.raw("DTSTAMP", instant_value(made));
  lines.raw("SEQUENCE", std::to_string(event.sequence));
  if (event.at)
    lines.raw("DTSTART", instant_value(*event.at));
  else  // without an end it takes that one day (§3.6.1)
    lines.raw("DTSTART;VALUE=DATE", date_value(event.on));
  lines.text("SUMMARY", event.summary), lines.text("DESCRIPTION", event.description), lines.text("LOCATION", event.location);
  if (!event.url.empty()) lines.raw("URL", event.url);
  lines.raw("STATUS", event.cancelled ? "CANCELLED" : "CONFIRMED");
  lines.raw("TRANSP", event.at ? "OPAQUE" : "TRANSPARENT");  // a day on which something is due is a free day
  if (event.alarm && !event.cancelled) {
    lines.raw("BEGIN", "VALARM"), lines.raw("ACTION", "DISPLAY");
    lines.text("DESCRIPTION", event.summary);
    lines.raw("TRIGGER;VALUE=DATE-TIME", instant_value(*event.alarm));
    lines.raw("END", "VALARM");
  }
  lines.raw("END", "VEVENT");
}

}  // namespace

std::string folded_line(std::string_view line) {
  std::string out;
  std::size_t room = octets_most;
  while (line.size() > room) {
    std::size_t end = room;
    while (end > 1 && continues_character(line[end])) --end;
    out.append(line.substr(0, end)).append("\r\n ");
    line.remove_prefix(end);
    room = octets_most - 1;  // the space counts
  }
  return out.append(line).append("\r\n");
}

std::string calendar_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\\' || c == ';' || c == ',')
      (out += '\\') += c;
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
      out += c;
  }
  return out;
}

std::string to_icalendar(const Calendar& calendar) {
  Lines lines;
  lines.raw("BEGIN", "VCALENDAR"), lines.raw("VERSION", "2.0");
  lines.raw("PRODID", calendar.language == Language::vi ? "-//Luan//Lich thoi han//VI" : "-//Luan//Deadlines//EN");
  lines.raw("CALSCALE", "GREGORIAN"), lines.raw("METHOD", "PUBLISH");
  lines.text("NAME", calendar.name), lines.text("X-WR-CALNAME", calendar.name);  // RFC 7986 §5.1, and what was used before it
  lines.raw("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"), lines.raw("X-PUBLISHED-TTL", "PT1H");
  for (const CalendarEvent& event : calendar.events) write(lines, event, calendar.made);
  lines.raw("END", "VCALENDAR");
  return std::move(lines.out);
}

}  // namespace luan
