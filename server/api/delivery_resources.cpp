// Plugins and what is sent out by them, as JSON.
#include "api/resources.hpp"

namespace luan::api {

json::object to_json(const app::PluginView& view, Language language) {
  return {{"id", view.id},
          {"version", view.version},
          {"title", view.title.in(language)},
          {"enabled", view.enabled},
          {"state", view.state},
          {"restarts", view.restarts},
          {"error", text_or_null(view.error.in(language))},
          {"digest", text_or_null(view.digest)},
          {"digest_found", text_or_null(view.digest_found)},
          {"last_lines", json::value_from(view.last_lines)}};
}

json::object to_json(const app::DeliveryView& view, Language language) {
  json::array about;
  for (const Localized& one : view.about) about.push_back(json::value(one.in(language)));
  return {{"id", view.id},
          {"plugin", view.plugin},
          {"call", view.call},
          {"code", text_or_null(view.code)},
          {"recipient", text_or_null(view.recipient)},
          {"about", std::move(about)},
          {"state", view.state},
          {"attempts", view.attempts},
          {"error", text_or_null(view.error.in(language))},
          {"next", to_text(view.next)},
          {"created", to_text(view.created)},
          {"settled", view.settled ? json::value(to_text(*view.settled)) : json::value(nullptr)},
          {"decided_by", text_or_null(view.decided_by)},
          {"reason", text_or_null(view.reason)}};
}

json::object to_json(const app::PreferencesView& view, Language language) {
  json::array channels;
  for (const app::ChannelView& one : view.channels) channels.push_back(json::object{{"id", one.id}, {"title", one.title.in(language)}});
  return {{"channel", view.chosen.channel},       {"address", view.chosen.address},   {"own_address", view.own_address},  {"daily", view.chosen.daily},
          {"quiet_from", view.chosen.quiet_from}, {"quiet_to", view.chosen.quiet_to}, {"language", view.chosen.language}, {"channels", std::move(channels)}};
}

json::object to_json(const app::LetterPreview& view, Language language) {
  return {{"about", view.about.in(language)},
          {"language", view.language == Language::vi ? "vi" : "en"},
          {"subject", view.subject},
          {"text", view.text},
          {"html", view.html}};
}

}  // namespace luan::api
