// The dossier on an official: what it holds, and what is done with one item.
#include "api/endpoints.hpp"
#include "api/resources.hpp"

namespace luan::api {
namespace {

json::value day_or_null(const std::optional<Date>& day) { return day ? json::value(luan::to_text(*day)) : json::value(nullptr); }

json::object to_json(const app::DossierLineView& line, Language language) {
  return {{"item", line.item},
          {"title", line.title.in(language)},
          {"validity", text_or_null(line.validity.in(language))},
          {"required", line.required},
          {"state", line.state},
          {"signed", day_or_null(line.signed_on)},
          {"expires", day_or_null(line.expires)},
          {"runs_out_soon", line.runs_out},
          {"by", text_or_null(line.by)},
          {"at", line.at ? json::value(luan::to_text(*line.at)) : json::value(nullptr)},
          {"log_index", line.log_index < 0 ? json::value(nullptr) : json::value(line.log_index)},
          {"values", values_json(line.values, language)}};
}

json::object to_json(const app::DossierView& view, Language language) {
  json::array items;
  for (const app::DossierLineView& line : view.lines) items.push_back(to_json(line, language));
  return {{"percent", view.percent},       {"present", view.there},         {"lacking", view.lacking},
          {"may_record", view.may_record}, {"may_except", view.may_except}, {"items", std::move(items)}};
}

Awaitable<Result<Answer>> keep(app::App& app, Call call, app::DossierAct::Kind kind, json::value body) {
  const auto meta = access::request_meta(call.request);
  if (!meta) co_return std::unexpected(meta.error());
  const auto recorded = co_await app.keep_dossier(call.caller, call.param("id"), call.param("item"), kind, std::move(body), *meta);
  if (!recorded) co_return std::unexpected(recorded.error());
  co_return Answer{api::to_json(*recorded, call.language), 201, recorded->version, "/api/v1/rotations/" + recorded->rotation};
}

}  // namespace

void add_dossier(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get, "/api/v1/rotations/{id}/dossier", "dossier", "What the dossier on the official holds, and what it lacks", "Dossier"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto view = app.dossier(call.caller, call.param("id"));
                   if (!view) return std::unexpected(view.error());
                   return Answer{to_json(*view, call.language)};
                 });
  const json::object form{{"type", "object"},
                          {"required", json::array{"form"}},
                          {"properties", json::object{{"form", json::object{{"type", "object"}}}}},
                          {"additionalProperties", false}};
  using Kind = app::DossierAct::Kind;
  struct Way {
    http::Method method;
    const char *path, *id, *summary;
    Kind kind;
  };
  for (const Way& way : {Way{http::Method::put, "", "recordDossierItem", "Records an item: signed_on, expires, number, place, file", Kind::record},
                         Way{http::Method::post, "/withdrawal", "withdrawDossierItem", "Withdraws an item, with a reason", Kind::withdraw},
                         Way{http::Method::post, "/exception", "exceptDossierItem", "Records an exception: authoriser and basis", Kind::except}})
    endpoints.write({way.method, std::string("/api/v1/rotations/{id}/dossier/{item}") + way.path, way.id, way.summary, "Recorded", false, {}, form, false, 201},
                    [&app, kind = way.kind](Call call, json::value body) { return keep(app, call, kind, std::move(body)); });
}

}  // namespace luan::api
