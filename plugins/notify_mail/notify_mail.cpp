// Mail: handed to a mail server by SMTP, or written into a Maildir on this machine. A letter's name comes from its delivery
// id, so that one which comes again is known: by its file in the Maildir, by its Message-ID everywhere.
#include <algorithm>
#include <deque>
#include <optional>
#include <span>
#include <system_error>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "maildir.hpp"
#include "message.hpp"
#include "settings.hpp"
#include "smtp.hpp"

namespace {

using luan::Json;
using luan::Refused;

constexpr std::size_t recipients_max = 100, deadlines_max = 100;
/// How many letters taken over by the mail server are remembered, for the host that did not hear of it in time.
constexpr std::size_t remembered_max = 1000;

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

notify_mail::Deadline read_deadline(const Json& value, const std::string& place) {
  if (!value.is_object()) throw Refused(place, "must be an object with id, date and summary");
  const auto text = [&](const char* key, bool needed) -> std::string {
    const Json* given = value.as_object().if_contains(key);
    if (given && given->is_string() && (!needed || !given->as_string().empty())) return std::string(given->as_string());
    if (!given && !needed) return {};
    throw Refused(place + "." + key, "must be a text");
  };
  const auto date = luan::parse_date(text("date", true));
  if (!date) throw Refused(place + ".date", "must be a day like 2026-11-24");
  return {text("id", true), *date, text("summary", true), text("link", false)};
}

notify_mail::Letter read_letter(const std::string& id, const notify_mail::Address& from, const boost::json::object& message) {
  notify_mail::Letter letter{id, from, {}, needed_text(message, "subject"), needed_text(message, "text"), optional_text(message, "language"), date_of(message)};
  if (!letter.language.empty() && letter.language != "vi" && letter.language != "en") throw Refused("message.language", "must be vi or en");
  letter.html = optional_text(message, "html");
  const Json* to = message.if_contains("to");
  if (!to || !to->is_array() || to->as_array().empty() || to->as_array().size() > recipients_max)
    throw Refused("message.to", "must be a list of 1 to 100 recipients");
  for (std::size_t i = 0; i < to->as_array().size(); ++i) letter.to.push_back(notify_mail::read_address(to->as_array()[i], "message.to." + std::to_string(i)));
  if (const Json* deadlines = message.if_contains("deadlines")) {
    if (!deadlines->is_array() || deadlines->as_array().size() > deadlines_max) throw Refused("message.deadlines", "must be a list of at most 100");
    for (std::size_t i = 0; i < deadlines->as_array().size(); ++i)
      letter.deadlines.push_back(read_deadline(deadlines->as_array()[i], "message.deadlines." + std::to_string(i)));
  }
  return letter;
}

class Mail : public luan::Notifier {
 public:
  void configure(const Json& configuration) override {
    settings_ = notify_mail::read_settings(configuration.as_object());
    if (settings_.smtp) {
      smtp_.emplace(*settings_.smtp, settings_.from.address.substr(settings_.from.address.find('@') + 1), [this] { return cancelled(); });
      return;
    }
    try {
      maildir_.emplace(settings_.maildir);
    } catch (const std::system_error& error) {
      throw Refused("maildir", std::string("cannot be used; is it the folder that was granted? ") + error.what());
    }
  }

  std::string notify(const luan::Delivery& delivery) override {
    const std::string hash = luan::to_hex(std::span<const unsigned char>(luan::sha256(delivery.id)).first(16));
    const notify_mail::Letter letter = read_letter(hash, settings_.from, delivery.message.as_object());
    if (smtp_)
      hand_over(letter);
    else
      file(letter);
    return message_id(letter);
  }

 private:
  void hand_over(const notify_mail::Letter& letter) {
    if (std::find(taken_.begin(), taken_.end(), letter.id) != taken_.end()) return;
    std::vector<std::string> to;
    for (const notify_mail::Address& one : letter.to) to.push_back(one.address);
    smtp_->send(letter.from.address, to, notify_mail::write(letter));
    taken_.push_back(letter.id);
    if (taken_.size() > remembered_max) taken_.pop_front();
  }

  void file(const notify_mail::Letter& letter) {
    const std::string name = letter.id + ".luan";
    try {
      if (!maildir_->has(name)) maildir_->deliver(name, notify_mail::write(letter));
    } catch (const std::system_error& error) {
      throw luan::Later(error.what());  // a full disk passes
    }
  }

  notify_mail::Settings settings_;
  std::optional<notify_mail::Maildir> maildir_;
  std::optional<notify_mail::Smtp> smtp_;
  std::deque<std::string> taken_;
};

}  // namespace

LUAN_PLUGIN(Mail, "notify_mail", "1.1.0")
