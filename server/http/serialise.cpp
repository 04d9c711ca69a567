#include "http/serialise.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "http/ascii.hpp"
#include "http/status.hpp"

namespace luan::http {
namespace {

bool of_connection(std::string_view name) {
  for (const std::string_view own : {"content-length", "connection", "date", "transfer-encoding", "keep-alive"})
    if (same_text(name, own)) return true;
  return false;
}

/// Status line, Date, and what the reply says itself.
std::string own_fields(const Reply& reply, std::time_t now) {
  std::string out;
  out.reserve(512);
  auto end = std::back_inserter(out);
  fmt::format_to(end, "HTTP/1.1 {} {}\r\nDate: {}\r\n", reply.status, reason(reply.status), http_date(now));
  for (const auto& [name, value] : reply.headers)
    if (!of_connection(name)) fmt::format_to(end, "{}: {}\r\n", name, value);
  return out;
}

}  // namespace

std::optional<std::string> fault_of(const Reply& reply) {
  if (reply.status < 200 || reply.status > 599) return fmt::format("reply with status {}", reply.status);
  for (const auto& [name, value] : reply.headers) {
    if (!is_token(name)) return "reply field with a bad name";
    if (value.find_first_of(std::string_view("\r\n\0", 3)) != value.npos) return fmt::format("reply field {} with a line break or NUL", name);
  }
  return {};
}

std::string head_of(const Reply& reply, bool close, std::time_t now) {
  std::string out = own_fields(reply, now);
  if (may_have_body(reply.status)) fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", reply.bytes().size());
  if (close) out += "Connection: close\r\n";
  out += "\r\n";
  return out;
}

// RFC 9112 6.3: without length and coding, the body ends with the connection.
std::string stream_head_of(const Reply& reply, std::time_t now) { return own_fields(reply, now) + "Connection: close\r\n\r\n"; }

bool may_have_body(int status) { return status != 204 && status != 304; }

std::string http_date(std::time_t time) {
  // Not strftime: its names of days and months follow the locale.
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&time, &utc);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                     months.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace luan::http
