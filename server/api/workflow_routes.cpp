// A definition changes while rotations run: versions, where open rotations would go, and moving them.
#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"
#include "base/text.hpp"

namespace luan::api {
namespace {

json::array texts(const std::vector<Localized>& all, Language language) {
  json::array out;
  for (const Localized& one : all) out.push_back(json::value(one.in(language)));
  return out;
}

json::object to_json(const app::MigrationView& view, Language language) {
  json::array proved, moves;
  for (const app::MigrationProved& one : view.proved) {
    json::array unplaced, again;
    for (const auto& state : one.unplaced) unplaced.push_back(json::object{{"why", state.why.in(language)}, {"story", texts(state.story, language)}});
    for (const auto& [stage, steps] : one.again) again.push_back(json::object{{"stage", stage.in(language)}, {"steps", texts(steps, language)}});
    proved.push_back(json::object{
        {"version", one.version}, {"states", one.states}, {"complete", one.complete}, {"unplaced", std::move(unplaced)}, {"again", std::move(again)}});
  }
  for (const app::MigrationMove& move : view.moves)
    moves.push_back(json::object{{"rotation", move.rotation},
                                 {"code", move.code},
                                 {"version", move.version},
                                 {"from", move.from.in(language)},
                                 {"to", move.to.in(language)},
                                 {"kept", texts(move.kept, language)},
                                 {"again", texts(move.again, language)},
                                 {"gone", texts(move.gone, language)},
                                 {"refused", move.refused ? json::value(move.refused->in(language)) : json::value(nullptr)}});
  return {{"workflow", view.name}, {"version", view.version}, {"possible", view.possible()}, {"proved", std::move(proved)}, {"rotations", std::move(moves)}};
}

json::object described(const workflow::Definition& definition, Language language) {
  return {{"name", definition.name}, {"version", definition.version}, {"title", definition.title.in(language)}, {"digest", definition.digest}};
}

int version_of(const Call& call) { return whole_number(call.param("version")).value_or(0); }

Awaitable<Result<Answer>> install(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"text"});
  std::string text = read.text("text");
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const auto installed = co_await app.install_workflow(call.caller, std::move(text));
  if (!installed) co_return std::unexpected(installed.error());
  co_return Answer{described(**installed, call.language), 201};
}

Awaitable<Result<Answer>> migrate(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"mapping"});
  std::string mapping = read.body.contains("mapping") ? read.text("mapping") : std::string();
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const auto done = co_await app.migrate(call.caller, call.param("name"), version_of(call), std::move(mapping));
  if (!done) co_return std::unexpected(done.error());
  json::array refused;
  for (const auto& [code, why] : done->refused) refused.push_back(json::object{{"code", code}, {"why", why.in(call.language)}});
  co_return Answer{json::object{{"moved", done->moved}, {"refused", std::move(refused)}}};
}

}  // namespace

void add_workflow_changes(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const auto installs = [&app](const app::Caller& caller) { return app.may_install_workflows(caller); };
  const auto changes = [&app](const app::Caller& caller) { return app.may_change_workflows(caller); };
  endpoints.write(installs,
                  {http::Method::post,
                   "/api/v1/workflows",
                   "installWorkflow",
                   "Installs a version of a workflow, once it is proved; open rotations stay under theirs",
                   "WorkflowVersion",
                   false,
                   {},
                   object_schema({{"text", "string"}}),
                   false,
                   201},
                  [&app](Call call, json::value body) { return install(app, call, std::move(body)); });
  endpoints.read({http::Method::get, "/api/v1/workflows/{name}/versions", "workflowVersions", "Every version installed, oldest first", "WorkflowVersion", true},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.workflow_versions(call.caller, call.param("name"));
                   if (!found) return std::unexpected(found.error());
                   json::array items;
                   for (const auto& definition : *found) items.push_back(described(*definition, call.language));
                   return list(std::move(items));
                 });
  endpoints.read({http::Method::get,
                  "/api/v1/workflows/{name}/versions/{version}/migration",
                  "migration",
                  "Where every open rotation of older versions would go; nothing is changed",
                  "Migration",
                  false,
                  {{"mapping", "YAML: stages and steps that are called otherwise, old: new"}}},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto view = app.migration(call.caller, call.param("name"), version_of(call), call.query("mapping"));
                   if (!view) return std::unexpected(view.error());
                   return Answer{to_json(*view, call.language)};
                 });
  json::object mapping{{"type", "object"}, {"additionalProperties", false}, {"properties", json::object{{"mapping", json::object{{"type", "string"}}}}}};
  endpoints.write(changes,
                  {http::Method::post,
                   "/api/v1/workflows/{name}/versions/{version}/migration",
                   "migrate",
                   "Moves every open rotation of older versions; refused as a whole where one of their states has no place",
                   "MigrationDone",
                   false,
                   {},
                   std::move(mapping)},
                  [&app](Call call, json::value body) { return migrate(app, call, std::move(body)); });
}

}  // namespace luan::api
