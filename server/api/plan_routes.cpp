// Plans of rotations and their lines.
#include "api/endpoints.hpp"
#include "api/resources.hpp"

namespace luan::api {
namespace {

using Kind = app::PlanAct::Kind;

/// Answers the plan as it stands then.
Awaitable<Result<Answer>> change(app::App& app, Call call, Kind kind, json::value body) {
  app::PlanAct act{kind, call.param("id"), call.param("line")};
  const auto changed = co_await app.change_plan(call.caller, std::move(act), std::move(body));
  if (!changed) co_return std::unexpected(changed.error());
  const auto plan = app.plan(call.caller, changed->plan);
  if (!plan) co_return std::unexpected(plan.error());
  const bool made = kind == Kind::adopt || kind == Kind::add_line;
  co_return Answer{to_json(*plan, call.language), made ? 201 : 200, 0, made ? "/api/v1/plans/" + changed->plan : std::string()};
}

/// What is sent has a schema of its own, with the posts and officials of now, at `schema`.
json::object form_body() {
  return {{"type", "object"},
          {"required", json::array{"form"}},
          {"properties", json::object{{"form", json::object{{"type", "object"}}}}},
          {"additionalProperties", false}};
}

/// The schema of a body: of a new plan, or of a line of this one.
Result<Answer> form(const app::App& app, const Call& call, Kind kind) {
  const auto asked = app.plan_form(call.caller, {kind, call.param("id"), ""});
  if (!asked) return std::unexpected(asked.error());
  return Answer{asked->schema};
}

}  // namespace

void add_plans(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get, "/api/v1/plans", "plans",
                  "Plans of rotations, the latest period first; of others than the committee and auditors only "
                  "lines that concern their unit",
                  "Plan", true},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.plans(call.caller);
                   if (!found) return std::unexpected(found.error());
                   json::array items;
                   for (const app::PlanView& plan : *found) items.push_back(to_json(plan, call.language));
                   return list(std::move(items));
                 });
  endpoints.read({http::Method::get, "/api/v1/plans/{id}", "plan", "One plan: its lines, and the rotations by each", "Plan"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.plan(call.caller, call.param("id"));
                   if (!found) return std::unexpected(found.error());
                   return Answer{to_json(*found, call.language)};
                 });
  endpoints.read({http::Method::get, "/api/v1/plans/schema", "planSchema", "JSON Schema of the body that makes a plan", "JsonSchema"},
                 [&app](const Call& call) { return form(app, call, Kind::adopt); });
  endpoints.read(
      {http::Method::get, "/api/v1/plans/{id}/lines/schema", "planLineSchema", "JSON Schema of the body that adds a line to this plan", "JsonSchema"},
      [&app](const Call& call) { return form(app, call, Kind::add_line); });
  const auto writes = [&app](const app::Caller& caller) { return app.may_write_plans(caller); };
  const auto write = [&](http::Method method, const char* pattern, const char* id, const char* summary, Kind kind) {
    const bool made = kind == Kind::adopt || kind == Kind::add_line;
    endpoints.write(writes, {method, pattern, id, summary, "Plan", false, {}, form_body(), false, made ? 201 : 200},
                    [&app, kind](Call call, json::value body) { return change(app, std::move(call), kind, std::move(body)); });
  };
  write(http::Method::post, "/api/v1/plans", "adoptPlan", "Makes a plan; its lines are added afterwards", Kind::adopt);
  write(http::Method::post, "/api/v1/plans/{id}/lines", "addPlanLine", "Adds a line", Kind::add_line);
  write(http::Method::put, "/api/v1/plans/{id}/lines/{line}", "changePlanLine", "The line says this from now on; `form.why` says why", Kind::change_line);
  write(http::Method::post, "/api/v1/plans/{id}/lines/{line}/withdrawal", "withdrawPlanLine", "Nobody is nominated by the line any more; `form.why` says why",
        Kind::withdraw_line);
  write(http::Method::post, "/api/v1/plans/{id}/closure", "closePlan", "The plan is neither used nor altered any more; `form.why` says why", Kind::close);
}

}  // namespace luan::api
