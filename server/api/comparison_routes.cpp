// The nominees for one post, side by side.
#include "api/endpoints.hpp"

namespace luan::api {
namespace {

json::value change(const app::ComparisonChange& change) {
  if (change.weight.empty()) return nullptr;
  return json::object{{"weight", change.weight}, {"first", change.first}};
}

json::object to_json(const app::ComparisonView& view, Language language) {
  json::array nominees, criteria;
  for (const app::ComparisonNominee& one : view.nominees) {
    json::array values;
    for (const app::ComparisonValue& value : one.values) values.push_back(json::object{{"shown", value.shown.in(language)}, {"missing", value.missing}});
    nominees.push_back(json::object{{"rotation", one.rotation},
                                    {"code", one.code},
                                    {"official", json::object{{"id", one.official.id}, {"name", one.official.name}}},
                                    {"stage", one.stage.in(language)},
                                    {"rank", one.rank > 0 ? json::value(one.rank) : json::value()},
                                    {"closeness", one.closeness.empty() ? json::value() : json::value(one.closeness)},
                                    {"values", std::move(values)}});
  }
  for (const app::ComparisonCriterion& one : view.criteria)
    criteria.push_back(json::object{{"label", one.label.in(language)},
                                    {"weight", one.weight},
                                    {"better", one.better},
                                    {"worst", one.worst},
                                    {"best", one.best},
                                    {"down_to", change(one.down)},
                                    {"up_to", change(one.up)}});
  const auto or_null = [](const std::string& text) { return text.empty() ? json::value() : json::value(text); };
  return {{"rotation", view.rotation},
          {"code", view.code},
          {"position", json::object{{"id", view.position.id}, {"name", view.position.title.in(language)}}},
          {"state", view.state},
          {"error", or_null(view.error.in(language))},
          {"advice", true},
          {"plugin", view.plugin},
          {"version", or_null(view.version)},
          {"digest", or_null(view.digest)},
          {"nominees", std::move(nominees)},
          {"criteria", std::move(criteria)}};
}

}  // namespace

void add_comparison(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get, "/api/v1/rotations/{id}/comparison", "comparison",
                  "All who are nominated for this rotation's post, ranked as an advice; `state` is computing until the plugin has answered", "Comparison"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto view = app.comparison(call.caller, call.param("id"));
                   if (!view) return std::unexpected(view.error());
                   return Answer{to_json(*view, call.language)};
                 });
}

}  // namespace luan::api
