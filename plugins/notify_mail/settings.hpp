// The configuration of notify_mail, read and checked.
#pragma once
#include <luan_plugin.hpp>

#include <optional>
#include <string>

#include "message.hpp"
#include "smtp.hpp"

namespace notify_mail {

struct Settings {
  Address from{"Luân", "luan@localhost"};
  std::string maildir;               // or
  std::optional<SmtpServer> smtp{};  // one of the two
};

/// Throws luan::Refused with the place of what is wrong.
[[nodiscard]] Settings read_settings(const boost::json::object& given);

}  // namespace notify_mail
