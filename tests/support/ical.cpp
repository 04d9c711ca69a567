#include "support/ical.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace luan::test {
namespace {

/// Content lines unfolded, or nothing.
std::optional<std::vector<std::string>> unfolded(std::string_view bytes, std::string& fault) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto end = bytes.find("\r\n", at);
    if (end == bytes.npos) return fault = "the last line is not ended", std::nullopt;
    const std::string_view line = bytes.substr(at, end - at);
    at = end + 2;
    if (line.size() > 75) return fault = "more than 75 octets: " + std::string(line), std::nullopt;
    if (!is_utf8(line)) return fault = "folded within a character: " + std::string(line), std::nullopt;
    for (const char c : line)
      if (static_cast<unsigned char>(c) < 0x20 && c != '\t') return fault = "a bare control character: " + std::string(line), std::nullopt;
    if (line.empty()) return fault = "an empty line", std::nullopt;
    if (line.starts_with(' ')) {
      if (out.empty()) return fault = "begins with a continuation", std::nullopt;
      out.back() += line.substr(1);
    } else {
      out.emplace_back(line);
    }
  }
  return out;
}

bool well_escaped(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ';' || text[i] == ',') return false;
    if (text[i] == '\\' && (i + 1 == text.size() || std::string_view("\\;,nN").find(text[++i]) == std::string_view::npos)) return false;
  }
  return true;
}

bool is_text(std::string_view name) {
  for (const std::string_view one : {"UID", "SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME"})
    if (name == one) return true;
  return false;
}

std::string missing(const IcalEvent& event) {
  for (const char* name : {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "STATUS"})
    if (std::ranges::count(event.lines, name, &IcalLine::name) < 1) return name;
  return event.value("DTSTART").empty() == event.value("DTSTART;VALUE=DATE").empty() ? "DTSTART" : "";
}

}  // namespace

std::string IcalEvent::value(std::string_view name) const {
  const auto found = std::ranges::find(lines, name, &IcalLine::name);
  return found == lines.end() ? "" : found->value;
}
std::string IcalEvent::text(std::string_view name) const {
  const std::string raw = value(name);
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) out += raw[i] != '\\' ? raw[i] : raw[++i] == 'n' ? '\n' : raw[i];
  return out;
}

std::optional<Ical> read_ical(std::string_view bytes, std::string& fault) {
  const auto lines = unfolded(bytes, fault);
  if (!lines) return {};
  Ical out;
  std::vector<std::string> open;
  for (const std::string& line : *lines) {
    const auto colon = line.find(':');
    if (colon == line.npos || colon == 0) return fault = "no name: " + line, std::nullopt;
    const std::string name = line.substr(0, colon), value = line.substr(colon + 1);
    if (is_text(name) && !well_escaped(value)) return fault = "not escaped: " + line, std::nullopt;
    if (name == "BEGIN") {
      open.push_back(value);
      if (value == "VEVENT") out.events.emplace_back();
    } else if (name == "END") {
      if (open.empty() || open.back() != value) return fault = "ends what is not open: " + line, std::nullopt;
      open.pop_back();
      if (value == "VEVENT")
        if (const std::string lacks = missing(out.events.back()); !lacks.empty()) return fault = "an event without " + lacks, std::nullopt;
    } else if (open.empty()) {
      return fault = "outside of the calendar: " + line, std::nullopt;
    } else {
      (open.size() == 1 ? out.lines : out.events.back().lines).push_back({name, value});
    }
  }
  if (!open.empty()) return fault = "never ended: " + open.back(), std::nullopt;
  for (std::size_t i = 0; i < out.events.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (out.events[i].value("UID") == out.events[j].value("UID")) return fault = "a UID twice: " + out.events[i].value("UID"), std::nullopt;
  return out;
}

}  // namespace luan::test
