// Mail into a Maildir on this machine. A message's name comes from its delivery id: when the same delivery comes again,
// the message lies there already and is not written twice.
#include <optional>
#include <span>
#include <system_error>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "maildir.hpp"
#include "message.hpp"

namespace {

using luan::Json;
using luan::Refused;

constexpr std::size_t recipients_max = 100;

std::string needed_text(const boost::json::object& from, const char* key) {
  const Json* value = from.if_contains(key);
  if (!value || !value->is_string() || value->as_string().empty()) throw Refused(std::string("message.") + key, "must be a text that is not empty");
  return std::string(value->as_string());
}

std::string optional_text(const boost::json::object& from, const char* key) { return from.contains(key) ? needed_text(from, key) : std::string(); }

/// When the message was written, where it says so: then the same delivery has the same bytes.
std::chrono::sys_seconds date_of(const boost::json::object& message) {
  if (!message.contains("date")) return std::chrono::floor<std::chrono::seconds>(luan::SystemClock().now());
  const auto instant = luan::parse_instant(needed_text(message, "date"));
  if (!instant) throw Refused("message.date", "must have the form 2026-11-24T02:15:07.123Z");
  return std::chrono::floor<std::chrono::seconds>(*instant);
}

notify_mail::Letter read_letter(const std::string& id, const notify_mail::Address& from, const boost::json::object& message) {
  notify_mail::Letter letter{id, from, {}, needed_text(message, "subject"), needed_text(message, "text"), optional_text(message, "language"), date_of(message)};
  if (!letter.language.empty() && letter.language != "vi" && letter.language != "en") throw Refused("message.language", "must be vi or en");
  const Json* to = message.if_contains("to");
  if (!to || !to->is_array() || to->as_array().empty() || to->as_array().size() > recipients_max)
    throw Refused("message.to", "must be a list of 1 to 100 recipients");
  for (std::size_t i = 0; i < to->as_array().size(); ++i) letter.to.push_back(notify_mail::read_address(to->as_array()[i], "message.to." + std::to_string(i)));
  return letter;
}

class Mail : public luan::Notifier {
 public:
  void configure(const Json& configuration) override {
    const boost::json::object& given = configuration.as_object();
    for (const auto& [key, ignored] : given)
      if (key != "maildir" && key != "from") throw Refused(std::string(key), "is not known here: maildir, from");
    const Json* from = given.if_contains("from");
    from_ = from ? notify_mail::read_address(*from, "from") : notify_mail::Address{"Luân", "luan@localhost"};
    const Json* folder = given.if_contains("maildir");
    if (!folder || !folder->is_string() || !folder->as_string().starts_with("/")) throw Refused("maildir", "must be the absolute path of a folder");
    try {
      maildir_.emplace(std::string(folder->as_string()));
    } catch (const std::system_error& error) {
      throw Refused("maildir", std::string("cannot be used; is it the folder that was granted? ") + error.what());
    }
  }

  std::string notify(const luan::Delivery& delivery) override {
    const std::string hash = luan::to_hex(std::span<const unsigned char>(luan::sha256(delivery.id)).first(16));
    const notify_mail::Letter letter = read_letter(hash, from_, delivery.message.as_object());
    const std::string name = hash + ".luan";
    try {
      if (!maildir_->has(name)) maildir_->deliver(name, notify_mail::write(letter));
    } catch (const std::system_error& error) {
      throw luan::Later(error.what());  // a full disk passes
    }
    return message_id(letter);
  }

 private:
  notify_mail::Address from_;
  std::optional<notify_mail::Maildir> maildir_;
};

}  // namespace

LUAN_PLUGIN(Mail, "notify_mail", "1.0.0")
