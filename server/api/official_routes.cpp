// What is recorded of officials: for the organisation board.
#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"

namespace luan::api {
namespace {

Awaitable<Result<Answer>> keep(app::App& app, Call call, std::string id, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"form", "basis", "seen"});
  app::FactsMeta meta{read.text_if("basis"), read.text_if("seen")};
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const json::value* form = body.as_object().if_contains("form");
  const bool fresh = id.empty();
  json::object wanted;
  if (form) wanted["form"] = *form;
  const auto kept = co_await app.keep_official(call.caller, std::move(id), std::move(wanted), std::move(meta));
  if (!kept) co_return std::unexpected(kept.error());
  co_return Answer{json::object{{"id", kept->id}, {"changed", kept->changed}}, fresh ? 201 : 200, 0, fresh ? "/api/v1/officials/" + kept->id : ""};
}

json::object form_of(const app::OfficialFormView& view) {
  return {{"schema", workflow::form_schema(*view.form, view.world)}, {"values", view.values}, {"seen", text_or_null(view.seen)}};
}

Result<Answer> form(const app::App& app, const Call& call, const std::string& id) {
  const auto view = app.official_form(call.caller, id);
  if (!view) return std::unexpected(view.error());
  return Answer{form_of(*view)};
}

Result<Answer> history(const app::App& app, const Call& call) {
  const auto changes = app.facts_history(call.caller, call.param("id"));
  if (!changes) return std::unexpected(changes.error());
  json::array items;
  for (const app::FactsChange& change : *changes)
    items.push_back(json::object{{"at", to_text(change.at)},
                                 {"by", change.by},
                                 {"basis", text_or_null(change.basis)},
                                 {"registered", change.registered},
                                 {"now", change.now},
                                 {"gone", json::value_from(change.gone)}});
  return list(std::move(items));
}

}  // namespace

void add_officials(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const auto keeps = [&app](const app::Caller& caller) { return app.may_keep_officials(caller); };
  const json::object body{{"type", "object"},
                          {"required", json::array{"form"}},
                          {"properties", json::object{{"form", json::object{{"type", "object"}, {"description", "as the form of the official says"}}},
                                                      {"basis", json::object{{"type", "string"}, {"description", "on what paper"}}},
                                                      {"seen", json::object{{"type", "string"}, {"description", "of the form that was read"}}}}}};
  endpoints.read({http::Method::get, "/api/v1/officials/form", "newOfficialForm", "What is recorded of somebody new", "OfficialForm"},
                 [&app](const Call& call) { return form(app, call, ""); });
  endpoints.read({http::Method::get, "/api/v1/officials/{id}/form", "officialForm", "What is recorded, with the schema of a change", "OfficialForm"},
                 [&app](const Call& call) { return form(app, call, call.param("id")); });
  endpoints.read({http::Method::get, "/api/v1/officials/{id}/facts", "factsHistory", "What became otherwise and when, newest first", "FactsChange", true},
                 [&app](const Call& call) { return history(app, call); });
  endpoints.write(keeps, {http::Method::post, "/api/v1/officials", "registerOfficial", "Registers an official", "OfficialKept", false, {}, body, false, 201},
                  [&app](Call call, json::value given) { return keep(app, call, "", std::move(given)); });
  endpoints.write(
      keeps,
      {http::Method::put, "/api/v1/officials/{id}", "keepOfficial", "Records what an official's facts are now: all of them", "OfficialKept", false, {}, body},
      [&app](Call call, json::value given) { return keep(app, call, call.param("id"), std::move(given)); });
}

}  // namespace luan::api
