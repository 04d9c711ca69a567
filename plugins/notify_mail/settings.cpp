#include "settings.hpp"

#include <algorithm>
#include <charconv>

namespace notify_mail {
namespace {

using luan::Json;
using luan::Refused;

std::string text(const boost::json::object& from, const char* key, const std::string& place) {
  const Json* value = from.if_contains(key);
  if (!value) return {};
  if (!value->is_string() || value->as_string().empty()) throw Refused(place + key, "must be a text that is not empty");
  return std::string(value->as_string());
}

/// Numbers come as text from the configuration file.
int number(const boost::json::object& from, const char* key, const std::string& place, int least, int most, int otherwise) {
  const Json* value = from.if_contains(key);
  if (!value) return otherwise;
  std::int64_t read = least - 1;
  if (value->is_int64()) read = value->as_int64();
  if (value->is_string()) {
    const std::string_view digits = value->as_string();
    if (std::from_chars(digits.data(), digits.data() + digits.size(), read).ptr != digits.data() + digits.size()) read = least - 1;
  }
  if (read < least || read > most) throw Refused(place + key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return static_cast<int>(read);
}

Security security_of(const std::string& word) {
  if (word.empty() || word == "starttls") return Security::starttls;
  if (word == "tls") return Security::tls;
  if (word == "none") return Security::none;
  throw Refused("smtp.security", "must be starttls, tls or none");
}

SmtpServer read_smtp(const Json& value) {
  if (!value.is_object()) throw Refused("smtp", "must be an object with host, port, security, user, password, ca");
  const boost::json::object& given = value.as_object();
  for (const auto& [key, ignored] : given)
    if (key != "host" && key != "port" && key != "security" && key != "user" && key != "password" && key != "ca" && key != "seconds")
      throw Refused("smtp." + std::string(key), "is not known here: host, port, security, user, password, ca, seconds");
  SmtpServer server;
  server.host = text(given, "host", "smtp.");
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'; };
  if (server.host.empty() || !std::ranges::all_of(server.host, plain)) throw Refused("smtp.host", "must be the name or IPv4 address of the mail server");
  server.security = security_of(text(given, "security", "smtp."));
  server.port = number(given, "port", "smtp.", 1, 65535, server.security == Security::tls ? 465 : server.security == Security::none ? 25 : 587);
  server.user = text(given, "user", "smtp."), server.password = text(given, "password", "smtp.");
  if (server.user.empty() != server.password.empty()) throw Refused(server.user.empty() ? "smtp.user" : "smtp.password", "user and password come together");
  if (server.security == Security::none && !server.user.empty()) throw Refused("smtp.security", "a password is not sent without TLS: use starttls or tls");
  server.ca = text(given, "ca", "smtp.");
  server.seconds = number(given, "seconds", "smtp.", 1, 25, 25);
  return server;
}

}  // namespace

Settings read_settings(const boost::json::object& given) {
  for (const auto& [key, ignored] : given)
    if (key != "maildir" && key != "from" && key != "smtp") throw Refused(std::string(key), "is not known here: maildir, smtp, from");
  Settings settings;
  if (const Json* from = given.if_contains("from")) settings.from = read_address(*from, "from");
  if (const Json* smtp = given.if_contains("smtp")) {
    if (given.contains("maildir")) throw Refused("maildir", "is given beside smtp; a letter goes one way");
    settings.smtp = read_smtp(*smtp);
    return settings;
  }
  settings.maildir = text(given, "maildir", "");
  if (!settings.maildir.starts_with("/")) throw Refused("maildir", "must be the absolute path of a folder");
  return settings;
}

}  // namespace notify_mail
