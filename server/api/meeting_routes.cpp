// Meetings of the committee: agenda, several answers at once, who came.
#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"
#include "app/meeting_rights.hpp"
#include "http/reply.hpp"

namespace luan::api {
namespace {

using Kind = app::MeetingAct::Kind;

Result<Answer> one(const app::App& app, const Call& call, const std::string& id, int status = 200) {
  const auto found = app.meeting(call.caller, id, true);
  if (!found) return std::unexpected(found.error());
  return Answer{to_json(*found, call.language), status, 0, status == 201 ? "/api/v1/meetings/" + id : std::string()};
}

Awaitable<Result<Answer>> change(app::App& app, Call call, Kind kind, json::value body) {
  app::MeetingAct act{kind, call.param("id")};
  const auto changed = co_await app.change_meeting(call.caller, std::move(act), std::move(body));
  if (!changed) co_return std::unexpected(changed.error());
  co_return one(app, call, *changed, kind == Kind::call ? 201 : 200);
}

/// A list of objects with a rotation and a step each.
std::vector<const json::object*> members(Reading& read, const char* name) {
  std::vector<const json::object*> out;
  const json::value* list = read.body.if_contains(name);
  if (!list || !list->is_array()) {
    read.faults.push_back({name, {"Bắt buộc, là một danh sách", "Required, a list"}});
    return out;
  }
  for (const json::value& one : list->as_array())
    if (one.is_object())
      out.push_back(&one.as_object());
    else
      read.faults.push_back({name, {"Mỗi mục là một đối tượng", "Each is an object"}});
  return out;
}

Awaitable<Result<Answer>> set_agenda(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"items"});
  std::vector<std::pair<std::string, std::string>> items;
  for (const json::object* item : members(read, "items")) items.emplace_back(read.text("rotation", item, "items."), read.text("step", item, "items."));
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const Result<void> saved = co_await app.set_agenda(call.caller, call.param("id"), std::move(items));
  if (!saved) co_return std::unexpected(saved.error());
  co_return one(app, call, call.param("id"));
}

json::object outcome_of(const app::MeetingAnswer& answer, Language language) {
  json::object out{{"rotation", answer.rotation}, {"step", answer.step}, {"recorded", nullptr}, {"problem", nullptr}};
  if (answer.recorded)
    out["recorded"] = to_json(*answer.recorded, language);
  else
    out["problem"] = http::problem_document(answer.recorded.error(), language);
  return out;
}

Awaitable<Result<Answer>> respond(app::App& app, Call call, json::value body) {
  const auto meta = access::request_meta(call.request);
  if (!meta) co_return std::unexpected(meta.error());
  Reading read{body.as_object()};
  read.nothing_but({"responses"});
  std::vector<app::MeetingResponse> responses;
  for (const json::object* given : members(read, "responses")) {
    app::MeetingResponse one{read.text("rotation", given, "responses."), read.text("step", given, "responses."), *given};
    one.body.as_object().erase("rotation"), one.body.as_object().erase("step");
    responses.push_back(std::move(one));
  }
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const auto answers = co_await app.respond_at(call.caller, call.param("id"), std::move(responses), *meta);
  if (!answers) co_return std::unexpected(answers.error());
  json::array items;
  for (const app::MeetingAnswer& answer : *answers) items.push_back(outcome_of(answer, call.language));
  co_return list(std::move(items));
}

json::object list_body(const char* name, json::object item) {
  return {{"type", "object"},
          {"required", json::array{json::value(name)}},
          {"properties", json::object{{name, json::object{{"type", "array"}, {"items", std::move(item)}}}}},
          {"additionalProperties", false}};
}
json::object form_body() {
  return {{"type", "object"},
          {"required", json::array{"form"}},
          {"properties", json::object{{"form", json::object{{"type", "object"}}}}},
          {"additionalProperties", false}};
}

void add_reading(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get, "/api/v1/meetings", "meetings", "Meetings of the committee, those to come first", "Meeting", true},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.meetings(call.caller);
                   if (!found) return std::unexpected(found.error());
                   json::array items;
                   for (const app::MeetingView& meeting : *found) items.push_back(to_json(meeting, call.language));
                   return list(std::move(items));
                 });
  endpoints.read({http::Method::get, "/api/v1/meetings/{id}", "meeting",
                  "One meeting: its agenda, who came, and what was said about the items that have closed", "Meeting"},
                 [&app](const Call& call) { return one(app, call, call.param("id")); });
  endpoints.read({http::Method::get, "/api/v1/meetings/{id}/choices", "agendaChoices", "Open steps that can stand on its agenda", "MeetingItem", true},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.agenda_choices(call.caller, call.param("id"));
                   if (!found) return std::unexpected(found.error());
                   json::array items;
                   for (const app::MeetingItemView& item : *found) items.push_back(to_json(item, call.language));
                   return list(std::move(items));
                 });
  endpoints.read(
      {http::Method::get, "/api/v1/meetings/{id}/attendance/schema", "attendanceSchema", "JSON Schema of the body that records who attended", "JsonSchema"},
      [&app](const Call& call) -> Result<Answer> {
        const auto asked = app.meeting_form(call.caller, {Kind::hold, call.param("id")});
        if (!asked) return std::unexpected(asked.error());
        if (asked->over) return std::unexpected(*asked->over);
        return Answer{asked->schema};
      });
  endpoints.read({http::Method::get, "/api/v1/meetings/schema", "meetingSchema", "JSON Schema of the body that calls a meeting", "JsonSchema"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto asked = app.meeting_form(call.caller, {Kind::call, ""});
                   if (!asked) return std::unexpected(asked.error());
                   return Answer{asked->schema};
                 });
}

}  // namespace

void add_meetings(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  add_reading(endpoints);
  const auto calls = [&app](const app::Caller& caller) { return app.may_call_meetings(caller); };
  const auto write = [&](const char* pattern, const char* id, const char* summary, Kind kind) {
    endpoints.write(calls, {http::Method::post, pattern, id, summary, "Meeting", false, {}, form_body(), false, kind == Kind::call ? 201 : 200},
                    [&app, kind](Call call, json::value body) { return change(app, std::move(call), kind, std::move(body)); });
  };
  write("/api/v1/meetings", "callMeeting", "Calls the committee to a meeting; its members are told", Kind::call);
  write("/api/v1/meetings/{id}/attendance", "holdMeeting", "Records who attended: the meeting was held", Kind::hold);
  write("/api/v1/meetings/{id}/cancellation", "cancelMeeting", "Cancels the meeting; what was on its agenda stays open", Kind::cancel);
  const json::object named{{"type", "object"},
                           {"required", json::array{"rotation", "step"}},
                           {"properties", json::object{{"rotation", json::object{{"type", "string"}}}, {"step", json::object{{"type", "string"}}}}}};
  endpoints.write(calls,
                  {http::Method::put,
                   "/api/v1/meetings/{id}/agenda",
                   "setAgenda",
                   "The open items of the agenda are these",
                   "Meeting",
                   false,
                   {},
                   list_body("items", named)},
                  [&app](Call call, json::value body) { return set_agenda(app, std::move(call), std::move(body)); });
  json::object response = named;
  response["properties"].as_object()["outcome"] = json::object{{"type", "string"}};
  response["properties"].as_object()["form"] = json::object{{"type", "object"}};
  endpoints.write([](const app::Caller& caller) { return app::may_answer_agenda(caller); },
                  {http::Method::post,
                   "/api/v1/meetings/{id}/responses",
                   "respondAtMeeting",
                   "Several answers at once: each is a command of its own, recorded or refused by itself, in their order",
                   "MeetingAnswer",
                   true,
                   {},
                   list_body("responses", response)},
                  [&app](Call call, json::value body) { return respond(app, std::move(call), std::move(body)); });
}

}  // namespace luan::api
