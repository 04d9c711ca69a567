// Deliveries and letters: for the administrator.
#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"

namespace luan::api {

void add_deliveries(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const auto administers = [&app](const app::Caller& caller) { return app.may_administer(caller); };
  endpoints.read({http::Method::get,
                  "/api/v1/deliveries",
                  "deliveries",
                  "Deliveries that wait or were given up",
                  "Delivery",
                  true,
                  {{"state", "waiting, leased, dead, dropped or delivered; without it those that wait and the dead ones"}}},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.deliveries(call.caller, call.query("state"));
                   if (!found) return std::unexpected(found.error());
                   json::array items;
                   for (const app::DeliveryView& one : found->items) items.push_back(to_json(one, call.language));
                   return list(std::move(items));
                 });
  endpoints.read({http::Method::get, "/api/v1/deliveries/{id}", "delivery", "One delivery", "Delivery"}, [&app](const Call& call) -> Result<Answer> {
    const auto found = app.delivery(call.caller, call.param("id"));
    if (!found) return std::unexpected(found.error());
    return Answer{to_json(*found, call.language)};
  });
  endpoints.write(administers,
                  {http::Method::post, "/api/v1/deliveries/{id}/retry", "retry", "Tries a delivery again that was given up", "", false, {}, {}, false, 204},
                  [&app](Call call, json::value) { return done(app.retry_delivery(call.caller, call.param("id"))); });
  endpoints.write(administers,
                  {http::Method::post,
                   "/api/v1/deliveries/{id}/drop",
                   "drop",
                   "Drops a delivery that was given up, with a reason",
                   "",
                   false,
                   {},
                   object_schema({{"reason", "string"}}),
                   false,
                   204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    std::string reason = read.text("reason");
                    read.nothing_but({"reason"});
                    return read.faults.empty() ? done(app.drop_delivery(call.caller, call.param("id"), std::move(reason))) : refused(std::move(read.faults));
                  });
  endpoints.read({http::Method::get, "/api/v1/letters", "letters", "Every letter there is, in both languages, on an invented rotation", "Letter", true},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto letters = app.letter_previews(call.caller);
                   if (!letters) return std::unexpected(letters.error());
                   json::array items;
                   for (const app::LetterPreview& one : *letters) items.push_back(to_json(one, call.language));
                   return list(std::move(items));
                 });
}

void add_preferences(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get, "/api/v1/preferences", "preferences", "How I am told", "Preferences"}, [&app](const Call& call) -> Result<Answer> {
    const auto found = app.preferences(call.caller);
    if (!found) return std::unexpected(found.error());
    return Answer{to_json(*found, call.language)};
  });
  endpoints.write(
      {http::Method::put,
       "/api/v1/preferences",
       "setPreferences",
       "Changes how I am told",
       "",
       false,
       {},
       object_schema(
           {{"channel", "string"}, {"address", "string"}, {"daily", "boolean"}, {"quiet_from", "string"}, {"quiet_to", "string"}, {"language", "string"}}),
       false,
       204},
      [&app](Call call, json::value body) {
        Reading read{body.as_object()};
        app::NoticePreferences wanted{read.any_text("channel"),    read.any_text("address"),  read.flag("daily"),
                                      read.any_text("quiet_from"), read.any_text("quiet_to"), read.text("language")};
        read.nothing_but({"channel", "address", "daily", "quiet_from", "quiet_to", "language"});
        return read.faults.empty() ? done(app.set_preferences(call.caller, std::move(wanted))) : refused(std::move(read.faults));
      });
}

}  // namespace luan::api
