// Who stands in for whom, and units that begin, change their names, merge and split.
#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"

namespace luan::api {
namespace {

Awaitable<Result<Answer>> grant(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"principal", "substitute", "role", "unit", "steps", "from", "until", "reason"});
  app::NewSubstitution wanted{read.text("principal"), read.text("substitute"), read.text_if("role"), read.text_if("unit"),
                              read.texts("steps"),    read.text("from"),       read.text("until"),   read.text("reason")};
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const auto granted = co_await app.grant_substitution(call.caller, std::move(wanted));
  if (!granted) co_return std::unexpected(granted.error());
  co_return Answer{to_json(*granted, call.language), 201};
}

Awaitable<Result<Answer>> add_unit(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"kind", "traits", "level", "name_vi", "name_en", "from"});
  app::NewUnit unit{read.text("kind"), read.text("traits"), read.number("level"), {read.text("name_vi"), read.text("name_en")}, read.text("from")};
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const auto added = co_await app.add_unit(call.caller, std::move(unit));
  if (!added) co_return std::unexpected(added.error());
  const auto units = app.units(call.caller);
  for (const app::UnitView& one : *units)
    if (one.id == *added) co_return Answer{to_json(one, call.language), 201};
  co_return refuse(RefusalCode::not_found);
}

json::object with_list(json::object schema, const char* name, bool required) {
  schema["properties"].as_object()[name] = json::object{{"type", "array"}, {"items", json::object{{"type", "string"}}}};
  if (required) schema["required"].as_array().push_back(json::value(name));
  return schema;
}

void add_substitutions(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get, "/api/v1/substitutions", "substitutions",
                  "Who stands in for whom: the caller's own on either side; all for the organisation board and the administrator", "Substitution", true},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.substitutions(call.caller);
                   if (!found) return std::unexpected(found.error());
                   json::array items;
                   for (const auto& view : *found) items.push_back(to_json(view, call.language));
                   return list(std::move(items));
                 });
  json::object body = with_list(
      object_schema({{"principal", "string"}, {"substitute", "string"}, {"from", "string"}, {"until", "string"}, {"reason", "string"}}), "steps", false);
  for (const char* name : {"role", "unit"}) body["properties"].as_object()[name] = json::object{{"type", "string"}};
  endpoints.write({http::Method::post,
                   "/api/v1/substitutions",
                   "grantSubstitution",
                   "Lets somebody stand in for the caller, or for one who is absent: in a role at a unit, or in named steps",
                   "Substitution",
                   false,
                   {},
                   body,
                   false,
                   201},
                  [&app](Call call, json::value given) { return grant(app, call, std::move(given)); });
  endpoints.write({http::Method::post,
                   "/api/v1/substitutions/{id}/end",
                   "endSubstitution",
                   "Ends a substitution at once",
                   "",
                   false,
                   {},
                   object_schema({{"reason", "string"}}),
                   false,
                   204},
                  [&app](Call call, json::value given) {
                    Reading read{given.as_object()};
                    read.nothing_but({"reason"});
                    std::string reason = read.text("reason");
                    return read.faults.empty() ? done(app.end_substitution(call.caller, call.param("id"), std::move(reason))) : refused(std::move(read.faults));
                  });
}

void add_handing_over(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const auto changes_units = [&app](const app::Caller& caller) { return app.may_change_units(caller); };
  endpoints.write(changes_units,
                  {http::Method::post,
                   "/api/v1/units/{id}/merger",
                   "mergeUnits",
                   "Merges units into this one from a day on; what is open there passes to it",
                   "",
                   false,
                   {},
                   with_list(object_schema({{"on", "string"}}), "from", true),
                   false,
                   204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    read.nothing_but({"from", "on"});
                    std::vector<std::string> from = read.texts("from");
                    std::string on = read.text("on");
                    return read.faults.empty() ? done(app.merge_units(call.caller, std::move(from), call.param("id"), std::move(on)))
                                               : refused(std::move(read.faults));
                  });
  endpoints.write(changes_units,
                  {http::Method::post,
                   "/api/v1/units/{id}/split",
                   "splitUnit",
                   "Splits this unit from a day on; what is open there passes to the first of the parts",
                   "",
                   false,
                   {},
                   with_list(object_schema({{"on", "string"}}), "into", true),
                   false,
                   204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    read.nothing_but({"into", "on"});
                    std::vector<std::string> into = read.texts("into");
                    std::string on = read.text("on");
                    return read.faults.empty() ? done(app.split_unit(call.caller, call.param("id"), std::move(into), std::move(on)))
                                               : refused(std::move(read.faults));
                  });
}

}  // namespace

void add_people(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const auto changes_units = [&app](const app::Caller& caller) { return app.may_change_units(caller); };
  add_substitutions(endpoints);
  endpoints.write(
      changes_units,
      {http::Method::post,
       "/api/v1/units",
       "addUnit",
       "Adds a unit",
       "Unit",
       false,
       {},
       object_schema({{"kind", "string"}, {"traits", "string"}, {"level", "integer"}, {"name_vi", "string"}, {"name_en", "string"}, {"from", "string"}}),
       false,
       201},
      [&app](Call call, json::value body) { return add_unit(app, call, std::move(body)); });
  endpoints.write(changes_units,
                  {http::Method::put,
                   "/api/v1/units/{id}/name",
                   "renameUnit",
                   "Renames a unit from a day on; history keeps the name it had",
                   "",
                   false,
                   {},
                   object_schema({{"name_vi", "string"}, {"name_en", "string"}, {"on", "string"}}),
                   false,
                   204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    read.nothing_but({"name_vi", "name_en", "on"});
                    Localized name{read.text("name_vi"), read.text("name_en")};
                    std::string on = read.text("on");
                    return read.faults.empty() ? done(app.rename_unit(call.caller, call.param("id"), std::move(name), std::move(on)))
                                               : refused(std::move(read.faults));
                  });
  add_handing_over(endpoints);
}

}  // namespace luan::api
