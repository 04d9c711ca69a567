#include "message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/bytes.hpp"

namespace notify_mail {
namespace {

using luan::Refused;

constexpr std::string_view letters_and_digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool plain(std::string_view text, std::string_view further) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) { return letters_and_digits.find(c) != text.npos || further.find(c) != further.npos; });
}

/// RFC 5322 §3.4.1, dot-atom on both sides: what every mail system takes.
bool is_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == text.npos || text.size() > 254) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  const auto dotted = [](std::string_view part) { return part.front() != '.' && part.back() != '.' && part.find("..") == part.npos; };
  return plain(local, "!#$%&'*+-/=?^_`{|}~.") && plain(domain, "-.") && dotted(local) && dotted(domain) && local.size() <= 64;
}

/// Text for a header: plain ASCII as it is; anything else in encoded words (RFC 2047 §2: 75 characters at most, and no
/// character cut in two), one a line.
std::string header_text(std::string_view text) {
  if (plain(text, " .,-()/") && text.front() != ' ' && text.back() != ' ' && text.size() <= 60) return std::string(text);
  constexpr std::size_t bytes_a_word = 45;  // 60 in base64, 72 with the frame around them
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(bytes_a_word, text.size());
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    if (size == 0) throw Refused("message", "is not UTF-8");
    out += (out.empty() ? "=?UTF-8?B?" : "\n =?UTF-8?B?") + luan::to_base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

std::string header_address(const Address& who) {
  if (who.name.empty()) return who.address;
  // Commas and dots end a phrase unless it is quoted; an encoded word needs no quotes.
  const std::string name = plain(who.name, " -")                     ? header_text(who.name)
                           : header_text(who.name).starts_with("=?") ? header_text(who.name)
                                                                     : '"' + who.name + '"';
  return name + "\n <" + who.address + ">";
}

/// RFC 5322 §3.3, always in UTC. English names whatever the locale.
std::string header_date(std::chrono::sys_seconds instant) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::string base64_lines(std::string_view text) {
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(57, text.size()))) out += luan::to_base64(text.substr(0, 57)) + "\n";
  return out;
}

}  // namespace

Address read_address(const luan::Json& value, const std::string& place) {
  if (!value.is_object()) throw Refused(place, "must be an object with name and address");
  const auto text = [&](const char* key) -> std::string {
    const luan::Json* given = value.as_object().if_contains(key);
    if (!given || given->is_null()) return {};
    if (!given->is_string()) throw Refused(place + "." + key, "must be a text");
    return std::string(given->as_string());
  };
  Address read{text("name"), text("address")};
  if (!is_address(read.address)) throw Refused(place + ".address", "«" + read.address + "» is not an address of the form local@domain");
  if (std::ranges::any_of(read.name, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) throw Refused(place + ".name", "holds a control character");
  return read;
}

std::string message_id(const Letter& letter) { return "<" + letter.id + "@" + letter.from.address.substr(letter.from.address.find('@') + 1) + ">"; }

std::string write(const Letter& letter) {
  std::string to;
  for (const Address& who : letter.to) to += (to.empty() ? "" : ",\n ") + header_address(who);
  std::string out = "Date: " + header_date(letter.date) + "\n";
  out += "From: " + header_address(letter.from) + "\n";
  out += "To: " + to + "\n";
  out += "Subject: " + header_text(letter.subject) + "\n";
  out += "Message-ID: " + message_id(letter) + "\n";
  // RFC 3834 §5: a letter of a machine, not to be answered by another.
  out += "Auto-Submitted: auto-generated\n";
  out += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n";
  if (!letter.language.empty()) out += "Content-Language: " + letter.language + "\n";
  return out + "\n" + base64_lines(letter.text);
}

}  // namespace notify_mail
