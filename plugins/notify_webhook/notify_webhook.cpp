// Webhooks: each message as a CloudEvent (JSON, version 1.0) to one HTTPS address, signed as Standard Webhooks has it. The
// receiver knows a delivery that comes again by its `webhook-id`.
#include <charconv>
#include <chrono>
#include <optional>

#include "base/bytes.hpp"
#include "post.hpp"
#include "signature.hpp"

#include <luan_plugin.hpp>

namespace {

using luan::Json;
using luan::Refused;
using namespace notify_webhook;

constexpr std::size_t secrets_max = 5;
constexpr int seconds_max = 10;

struct Settings {
  Receiver receiver;
  std::string source = "/luan";
  std::vector<std::string> keys;
};

std::string text(const boost::json::object& from, const char* key) {
  const Json* value = from.if_contains(key);
  if (!value) return {};
  if (!value->is_string() || value->as_string().empty()) throw Refused(key, "must be a text that is not empty");
  return std::string(value->as_string());
}

std::vector<std::string> texts(const boost::json::object& from, const char* key, std::size_t most) {
  std::vector<std::string> out;
  const Json* value = from.if_contains(key);
  if (!value) return out;
  if (!value->is_array() || value->as_array().size() > most) throw Refused(key, "must be a list of at most " + std::to_string(most));
  for (const Json& one : value->as_array()) {
    if (!one.is_string()) throw Refused(std::string(key) + "." + std::to_string(out.size()), "must be a text");
    out.emplace_back(one.as_string());
  }
  return out;
}

int seconds_of(const boost::json::object& from) {
  const Json* value = from.if_contains("seconds");
  if (!value) return seconds_max;
  int seconds = 0;
  if (value->is_int64() && value->as_int64() <= seconds_max) seconds = static_cast<int>(value->as_int64());
  if (value->is_string()) std::from_chars(value->as_string().data(), value->as_string().data() + value->as_string().size(), seconds);
  if (seconds < 1 || seconds > seconds_max) throw Refused("seconds", "must be a whole number from 1 to 10");
  return seconds;
}

Settings read_settings(const boost::json::object& given) {
  for (const auto& [key, ignored] : given)
    if (key != "url" && key != "secrets" && key != "source" && key != "allow" && key != "ca" && key != "seconds")
      throw Refused(std::string(key), "is not known here: url, secrets, source, allow, ca, seconds");
  Settings settings;
  settings.receiver.url = text(given, "url");
  if (!settings.receiver.url.starts_with("https://")) throw Refused("url", "must be an address that begins with https://");
  const auto secrets = texts(given, "secrets", secrets_max);
  if (secrets.empty()) throw Refused("secrets", "must be a list of 1 to 5 secrets, the newest first");
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    auto key = parse_secret(secrets[i]);
    if (!key) throw Refused("secrets." + std::to_string(i), "must be whsec_ and 24 to 64 bytes in base64");
    settings.keys.push_back(std::move(*key));
  }
  const auto allow = texts(given, "allow", 100);
  for (std::size_t i = 0; i < allow.size(); ++i) {
    const auto network = parse_network(allow[i]);
    if (!network) throw Refused("allow." + std::to_string(i), "must be an address or a network like 10.1.0.0/16");
    settings.receiver.allow.push_back(*network);
  }
  if (const std::string source = text(given, "source"); !source.empty()) settings.source = source;
  settings.receiver.ca = text(given, "ca");
  settings.receiver.seconds = seconds_of(given);
  return settings;
}

/// CloudEvents 1.0, structured mode. What the host sends stands in `data` as it came.
boost::json::object cloud_event(const std::string& source, const std::string& id, const boost::json::object& message) {
  boost::json::object event{{"specversion", "1.0"}, {"id", id}, {"source", source}, {"type", "luan.notice"}};
  const Json* items = message.if_contains("items");
  if (items && items->is_array() && items->as_array().size() == 1 && items->as_array()[0].is_object()) {
    const boost::json::object& item = items->as_array()[0].as_object();
    if (const Json* about = item.if_contains("about"); about && about->is_string()) event["type"] = "luan.notice." + std::string(about->as_string());
    if (const Json* rotation = item.if_contains("rotation"); rotation && rotation->is_string()) event["subject"] = *rotation;
  }
  if (const Json* date = message.if_contains("date")) event["time"] = *date;
  event["datacontenttype"] = "application/json";
  boost::json::object data = message;
  data.erase("html");  // the text says the same
  event["data"] = std::move(data);
  return event;
}

class Webhook : public luan::Notifier {
 public:
  void configure(const Json& configuration) override {
    settings_ = read_settings(configuration.as_object());
    post_.emplace(settings_.receiver, [this] { return cancelled(); });
  }

  std::string notify(const luan::Delivery& delivery) override {
    const std::string body = boost::json::serialize(cloud_event(settings_.source, delivery.id, delivery.message.as_object()));
    // The time of this attempt: receivers refuse what is minutes old.
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    const long status =
        post_->send({"Content-Type: application/cloudevents+json; charset=utf-8", "webhook-id: " + delivery.id, "webhook-timestamp: " + std::to_string(now),
                     "webhook-signature: " + sign(settings_.keys, delivery.id, now, body), "Expect:"},
                    body);
    if (status >= 200 && status < 300) return "HTTP " + std::to_string(status);
    // Standard Webhooks: 410 says that nothing is wanted here any more.
    if (status == 410) throw Refused("url", "the receiver wants no more of these (410)");
    if (status >= 300 && status < 400)
      throw luan::Later("the receiver redirects (" + std::to_string(status) + "), which is not followed: configure its final address");
    throw luan::Later("the receiver answers " + std::to_string(status));
  }

 private:
  Settings settings_;
  std::optional<Post> post_;
};

}  // namespace

LUAN_PLUGIN(Webhook, "notify_webhook", "1.0.0")
