#include "calendar.hpp"

#include <fmt/format.h>

namespace notify_mail {
namespace {

/// RFC 5545 §3.3.11.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

/// RFC 5545 §3.1: at most 75 bytes a line without its end; none of ours is folded within a character.
std::string line(std::string_view text) {
  constexpr std::size_t most = 75;
  std::string out;
  std::size_t room = most;
  while (text.size() > room) {
    std::size_t size = room;
    while ((static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    out += std::string(text.substr(0, size)) + "\r\n ";
    text.remove_prefix(size);
    room = most - 1;  // the space counts
  }
  return out + std::string(text) + "\r\n";
}

std::string day(std::chrono::year_month_day date) {
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string entry(const Deadline& deadline, const std::string& domain, const std::string& stamp) {
  std::string out = line("BEGIN:VEVENT") + line("UID:" + escaped(deadline.id) + "@" + domain) + line("DTSTAMP:" + stamp) +
                    line("DTSTART;VALUE=DATE:" + day(deadline.date)) +
                    line("DTEND;VALUE=DATE:" + day(std::chrono::sys_days(deadline.date) + std::chrono::days(1))) + line("SUMMARY:" + escaped(deadline.summary));
  if (!deadline.link.empty()) out += line("URL:" + deadline.link);
  // The day is marked, not taken: people stay free.
  return out + line("TRANSP:TRANSPARENT") + line("BEGIN:VALARM") + line("ACTION:DISPLAY") + line("TRIGGER:-P1D") +
         line("DESCRIPTION:" + escaped(deadline.summary)) + line("END:VALARM") + line("END:VEVENT");
}

}  // namespace

std::string calendar(std::span<const Deadline> deadlines, const std::string& domain, std::chrono::sys_seconds written) {
  const auto midnight = std::chrono::floor<std::chrono::days>(written);
  const std::chrono::hh_mm_ss time(written - midnight);
  const std::string stamp = day(midnight) + fmt::format("T{:02}{:02}{:02}Z", time.hours().count(), time.minutes().count(), time.seconds().count());
  std::string out =
      line("BEGIN:VCALENDAR") + line("VERSION:2.0") + line("PRODID:-//Luan//notify_mail//VI") + line("CALSCALE:GREGORIAN") + line("METHOD:PUBLISH");
  for (const Deadline& deadline : deadlines) out += entry(deadline, domain, stamp);
  return out + line("END:VCALENDAR");
}

}  // namespace notify_mail
