// One letter as RFC 5322 writes it: headers in ASCII, Vietnamese in them as RFC 2047 encoded words, the text as UTF-8 in
// base64. Lines end in LF, as local mail stores keep them.
#pragma once
#include <luan_plugin.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "calendar.hpp"

namespace notify_mail {

struct Address {
  std::string name;     // any text, or empty
  std::string address;  // local@domain
};

struct Letter {
  std::string id;  // unique word for the Message-ID, before the @
  Address from;
  std::vector<Address> to;
  std::string subject, text, language;
  std::chrono::sys_seconds date;
  std::string html{};                 // content of the body; empty: text alone
  std::vector<Deadline> deadlines{};  // become an attached calendar
};

/// {"name": …, "address": …}. Throws luan::Refused with the place where the address could not stand in a header.
[[nodiscard]] Address read_address(const luan::Json& value, const std::string& place);

[[nodiscard]] std::string message_id(const Letter& letter);  // <id@domain of the sender>
/// Text and HTML as alternatives (RFC 2046 §5.1.4), the calendar beside them. The same letter gives the same bytes.
[[nodiscard]] std::string write(const Letter& letter);

}  // namespace notify_mail
