// Tasks and rotations: lists, one rotation, its history and trace, nomination.
#include <algorithm>

#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"

namespace luan::api {
namespace {

Result<Answer> rotations(const app::App& app, const Call& call) {
  const auto limit = limit_of(call);
  if (!limit) return std::unexpected(limit.error());
  app::RotationFilter filter{call.query("text"),     call.query("stage"), call.query("status"), call.query("unit"),
                             call.query("official"), call.query("kind"),  call.query("after"),  *limit,
                             call.query("sort")};
  auto rows = app.rotations(call.caller, filter);
  if (!rows) return std::unexpected(std::move(rows.error()));
  json::array items;
  for (const app::RotationRow& row : rows->items) items.push_back(to_json(row, call.language));
  return list(std::move(items), rows->next);
}

Result<std::string> required_text(const json::value& body, const std::string& name) {
  const json::value* value = body.as_object().if_contains(name);
  if (value && value->is_string() && !value->as_string().empty()) return std::string(value->as_string());
  return refuse_fields({{name, {"Bắt buộc, là một chuỗi", "Required, a string"}}});
}

Awaitable<Result<Answer>> nominate(app::App& app, Call call, json::value body) {
  const auto meta = access::request_meta(call.request);
  if (!meta) co_return std::unexpected(meta.error());
  const auto workflow = required_text(body, "workflow");
  if (!workflow) co_return std::unexpected(workflow.error());
  body.as_object().erase("workflow");
  const auto recorded = co_await app.nominate(call.caller, *workflow, std::move(body), *meta);
  if (!recorded) co_return std::unexpected(recorded.error());
  json::object answer = to_json(*recorded, call.language);
  answer["id"] = recorded->rotation;
  co_return Answer{std::move(answer), 201, recorded->version, "/api/v1/rotations/" + recorded->rotation};
}

template <class View>
Result<Answer> one(const Result<View>& view, Language language, int version = 0) {
  if (!view) return std::unexpected(view.error());
  return Answer{to_json(*view, language), 200, version};
}

void add_lists(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get,
                  "/api/v1/tasks",
                  "myTasks",
                  "My open tasks, overdue and due first, 500 a page",
                  "Task",
                  true,
                  {{"after", "the `next` of the page before"}}},
                 [&app](const Call& call) -> Result<Answer> {
                   const app::TaskRows tasks = app.task_rows(call.caller, call.query("after"), 500);
                   json::array items;
                   for (const app::TaskView& task : tasks.items) items.push_back(to_json(task, call.language));
                   return list(std::move(items), tasks.next);
                 });
  endpoints.read({http::Method::get,
                  "/api/v1/rotations",
                  "rotations",
                  "Rotations, newest first unless sorted otherwise",
                  "RotationRow",
                  true,
                  {{"text", "words, marks and case ignored"},
                   {"stage", "stage or end id"},
                   {"status", "open, suspended or closed"},
                   {"unit", "sending or receiving unit, or one that goes on in the place of such a unit"},
                   {"official", "official id"},
                   {"kind", "key or civil_servant"},
                   {"sort", "-nominated (newest first, unless said otherwise), nominated, official, -official (by given name), due"},
                   {"after", "the `next` of the page before, asked in the same order"},
                   {"limit", "1 to 200, 50 unless said"}}},
                 [&app](const Call& call) { return rotations(app, call); });
}

}  // namespace

void add_rotations(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  add_lists(endpoints);
  const json::object nomination{{"type", "object"},
                                {"required", json::array{"workflow", "form"}},
                                {"properties", json::object{{"workflow", json::object{{"type", "string"}}}, {"form", json::object{{"type", "object"}}}}}};
  endpoints.write({http::Method::post,
                   "/api/v1/rotations",
                   "nominate",
                   "Nominates: start_schema of the workflow describes `form`",
                   "Recorded",
                   false,
                   {},
                   nomination,
                   false,
                   201},
                  [&app](Call call, json::value body) { return nominate(app, call, std::move(body)); });
  endpoints.read({http::Method::get, "/api/v1/rotations/{id}", "rotation", "One rotation; its ETag is the version", "Rotation"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto view = app.rotation(call.caller, call.param("id"));
                   return one(view, call.language, view ? view->version : 0);
                 });
  endpoints.read({http::Method::get, "/api/v1/rotations/{id}/events", "history", "Its history in order", "HistoryEntry", true},
                 [&app](const Call& call) -> Result<Answer> {
                   auto history = app.history(call.caller, call.param("id"));
                   if (!history) return std::unexpected(std::move(history.error()));
                   json::array items;
                   for (const app::HistoryEntry& entry : *history) items.push_back(to_json(entry, call.language));
                   return list(std::move(items));
                 });
  endpoints.read({http::Method::get, "/api/v1/rotations/{id}/trace", "trace", "From the decision back to the nomination, checked against the log now", "Trace"},
                 [&app](const Call& call) { return one(app.trace(call.caller, call.param("id")), call.language); });
}

}  // namespace luan::api
