// The field: officials, units, posts, workflows, statistics.
#include <algorithm>

#include "api/endpoints.hpp"
#include "api/resources.hpp"

namespace luan::api {
namespace {

template <class Views>
Result<Answer> all(const Result<Views>& views, Language language) {
  if (!views) return std::unexpected(views.error());
  json::array items;
  for (const auto& view : *views) items.push_back(to_json(view, language));
  return list(std::move(items));
}

Result<app::TurnQuery> turn_query(const app::App& app, const Call& call) {
  app::TurnQuery query;
  std::vector<FieldError> faults;
  const Date today = app.zone().date(app.clock().now());
  const auto date = [&](const char* name, Date otherwise) {
    const std::string text = call.query(name);
    if (text.empty()) return otherwise;
    if (const auto parsed = parse_date(text)) return *parsed;
    faults.push_back({name, {"Ngày dạng YYYY-MM-DD", "A date like 2017-12-31"}});
    return otherwise;
  };
  query.from = date("from", Date{std::chrono::year(1900), std::chrono::January, std::chrono::day(1)});
  query.to = date("to", today);
  query.unit = call.query("unit");
  std::string by = call.query("by");
  while (!by.empty()) {
    const auto comma = std::min(by.find(','), by.size());
    const std::string one = by.substr(0, comma);
    by.erase(0, comma + 1);
    if (std::ranges::find(app::turn_keys, one) == app::turn_keys.end())
      faults.push_back({"by", {"Chỉ gồm: kind, unit, year, direction, result", "Only: kind, unit, year, direction, result"}});
    else if (std::ranges::find(query.by, one) == query.by.end())
      query.by.push_back(one);
  }
  if (!faults.empty()) return refuse_fields(std::move(faults));
  return query;
}

/// Of the whole body of a nomination: the form's own schema, and the workflow's name.
json::object nomination_schema(const app::StartView& start) {
  json::object schema = start.schema;
  json::object properties{{"workflow", json::object{{"type", "string"}, {"enum", json::array{json::value(start.workflow)}}}}};
  for (auto& [name, part] : schema["properties"].as_object()) properties[name] = part;
  schema["properties"] = std::move(properties);
  schema["required"].as_array().push_back("workflow");
  return schema;
}

void add_workflows(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get, "/api/v1/workflows", "workflows", "The newest version of each workflow", "Workflow", true},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.workflows(call.caller);
                   if (!found) return std::unexpected(found.error());
                   json::array items;
                   for (const auto& definition : *found) items.push_back(to_json(*definition, call.language));
                   return list(std::move(items));
                 });
  endpoints.read({http::Method::get, "/api/v1/workflows/{name}", "workflow", "One workflow, with start_schema for those who may nominate", "Workflow"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto definition = app.workflow(call.caller, call.param("name"));
                   if (!definition) return std::unexpected(definition.error());
                   json::object out = to_json(**definition, call.language);
                   const auto start = app.start(call.caller, call.param("name"));
                   out["start_schema"] = start ? json::value(nomination_schema(*start)) : json::value(nullptr);
                   return Answer{std::move(out)};
                 });
}

}  // namespace

void add_field(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read(
      {http::Method::get, "/api/v1/officials", "officials", "Officials by given name", "Official", true, {{"text", "words, marks and case ignored"}}},
      [&app](const Call& call) { return all(app.officials(call.caller, call.query("text")), call.language); });
  endpoints.read({http::Method::get, "/api/v1/officials/{id}", "official", "One official with the posts held by rotation", "Official"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto view = app.official(call.caller, call.param("id"));
                   if (!view) return std::unexpected(view.error());
                   return Answer{to_json(*view, call.language)};
                 });
  endpoints.read({http::Method::get, "/api/v1/units", "units", "Units, with those merged away", "Unit", true},
                 [&app](const Call& call) { return all(app.units(call.caller), call.language); });
  endpoints.read({http::Method::get, "/api/v1/positions", "positions", "Posts at units that exist today", "Position", true},
                 [&app](const Call& call) { return all(app.positions(call.caller), call.language); });
  add_workflows(endpoints);
  endpoints.read(
      {http::Method::get, "/api/v1/alerts", "alerts", "What must not be left lying: placements dragged out, terms over, poor ratings", "Alert", true},
      [&app](const Call& call) { return all(app.alerts(call.caller), call.language); });
  endpoints.read({http::Method::get,
                  "/api/v1/statistics/turns",
                  "turns",
                  "Turns: posting decisions by the day they take effect, at the receiving unit",
                  "TurnRow",
                  true,
                  {{"from", "first day, YYYY-MM-DD"}, {"to", "last day, inclusive"}, {"unit", "receiving unit"}, {"by", "kind,unit,year,direction,result"}}},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto query = turn_query(app, call);
                   if (!query) return std::unexpected(query.error());
                   const auto table = app.turns(call.caller, *query);
                   if (!table) return std::unexpected(table.error());
                   return Answer{to_json(*table, call.language)};
                 });
}

}  // namespace luan::api
