#include "message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace notify_mail {
namespace {

using luan::Refused;

constexpr std::string_view letters_and_digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool plain(std::string_view text, std::string_view further) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) { return letters_and_digits.find(c) != text.npos || further.find(c) != further.npos; });
}

/// Text for a header whose line is filled up to `column`: plain ASCII as it is; anything else in encoded words, one a line
/// (RFC 2047 §2: such a line has 76 characters at most, and no character is cut in two).
std::string header_text(std::string_view text, std::size_t column) {
  if (plain(text, " .,-()/") && text.front() != ' ' && text.back() != ' ' && text.size() <= 60) return std::string(text);
  constexpr std::string_view begin = "=?UTF-8?B?", end = "?=";
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min((76 - column - begin.size() - end.size()) / 4 * 3, text.size());
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    if (size == 0) throw Refused("message", "is not UTF-8");
    out += out.empty() ? "" : "\n ";
    out.append(begin).append(luan::to_base64(text.substr(0, size))).append(end);
    text.remove_prefix(size);
    column = 1;
  }
  return out;
}

std::string header_address(const Address& who, std::size_t column) {
  if (who.name.empty()) return who.address;
  // Commas and dots end a phrase unless it is quoted; an encoded word needs no quotes.
  const std::string text = header_text(who.name, column);
  const std::string name = plain(who.name, " -") || text.starts_with("=?") ? text : '"' + who.name + '"';
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

std::string part(const std::string& type, std::string_view content, const std::string& further = "") {
  return "Content-Type: " + type + "\nContent-Transfer-Encoding: base64\n" + further + "\n" + base64_lines(content);
}

/// `boundary` cannot occur in the parts: they are base64, which has no underscore.
std::string multipart(const std::string& kind, const std::string& boundary, std::initializer_list<std::string> parts) {
  std::string out = "Content-Type: multipart/" + kind + ";\n boundary=\"" + boundary + "\"\n\n";
  for (const std::string& one : parts) out += "--" + boundary + "\n" + one;
  return out + "--" + boundary + "--\n";
}

std::string body(const Letter& letter) {
  const std::string language = letter.language.empty() ? "" : "Content-Language: " + letter.language + "\n";
  std::string out = part("text/plain; charset=utf-8", letter.text, language);
  if (!letter.html.empty()) {
    const std::string page = "<!DOCTYPE html>\n<html" + (letter.language.empty() ? "" : " lang=\"" + letter.language + "\"") +
                             "><head><meta charset=\"utf-8\"></head><body>\n" + letter.html + "</body></html>\n";
    out = multipart("alternative", "_two_" + letter.id, {out, part("text/html; charset=utf-8", page, language)});
  }
  if (letter.deadlines.empty()) return out;
  const std::string domain = letter.from.address.substr(letter.from.address.find('@') + 1);
  return multipart("mixed", "_all_" + letter.id,
                   {out, part("text/calendar; charset=utf-8; method=PUBLISH; name=\"han.ics\"", calendar(letter.deadlines, domain, letter.date),
                              "Content-Disposition: attachment; filename=\"han.ics\"\n")});
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
  if (!luan::is_mail_address(read.address)) throw Refused(place + ".address", "«" + read.address + "» is not an address of the form local@domain");
  if (std::ranges::any_of(read.name, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) throw Refused(place + ".name", "holds a control character");
  return read;
}

std::string message_id(const Letter& letter) { return "<" + letter.id + "@" + letter.from.address.substr(letter.from.address.find('@') + 1) + ">"; }

std::string write(const Letter& letter) {
  std::string to;
  for (const Address& who : letter.to) to += (to.empty() ? "" : ",\n ") + header_address(who, to.empty() ? 4 : 1);
  std::string out = "Date: " + header_date(letter.date) + "\n";
  out += "From: " + header_address(letter.from, 6) + "\n";
  out += "To: " + to + "\n";
  out += "Subject: " + header_text(letter.subject, 9) + "\n";
  out += "Message-ID: " + message_id(letter) + "\n";
  // RFC 3834 §5: a letter of a machine, not to be answered by another.
  out += "Auto-Submitted: auto-generated\n";
  return out + "MIME-Version: 1.0\n" + body(letter);
}

}  // namespace notify_mail
