#include "api/endpoints.hpp"

#include "api/api.hpp"
#include "api/stream.hpp"

namespace luan::api {

http::Reply to_reply(const Result<Answer>& answer, Language language) {
  if (!answer) return http::problem(answer.error(), language);
  http::Reply reply = answer->body.is_null() ? http::no_content() : http::json_reply(answer->body, answer->status);
  if (answer->version > 0) reply.header("ETag", "\"" + std::to_string(answer->version) + "\"");
  if (!answer->location.empty()) reply.header("Location", answer->location);
  return reply;
}

Result<json::value> json_body(const http::Request& request) {
  if (request.media_type() != "application/json") return refuse(RefusalCode::unsupported_media_type, {{"wanted", "application/json"}});
  auto body = parse_json(request.body);
  if (!body) return refuse(RefusalCode::bad_request, {{"detail", body.error()}});
  if (!body->is_object()) return refuse(RefusalCode::bad_request, {{"detail", "the body must be a JSON object"}});
  return *body;
}

Answer list(json::array items, const std::string& next) {
  return {json::object{{"items", std::move(items)}, {"next", next.empty() ? json::value(nullptr) : json::value(next)}}};
}

void Endpoints::read(Operation operation, Read handler) {
  http::Handler answer = [handler = std::move(handler)](http::Request& request) -> Awaitable<http::Reply> {
    const access::Visitor& who = access::visitor(request);
    if (!who.caller) co_return http::problem({RefusalCode::sign_in_required}, who.language);
    co_return to_reply(handler(Call{request, *who.caller, who.language}), who.language);
  };
  router_.add(operation.method, operation.pattern, std::move(answer));
  operations_.push_back(std::move(operation));
}

void Endpoints::write(May permitted, Operation operation, Write handler) {
  const bool takes_body = !operation.body.empty();
  http::Handler answer = [this_app = &app_, takes_body, permitted = std::move(permitted),
                          handler = std::move(handler)](http::Request& request) -> Awaitable<http::Reply> {
    const access::Visitor& who = access::visitor(request);
    if (auto may = access::may_change(*this_app, request, request.header("x-csrf-token")); !may) co_return http::problem(may.error(), who.language);
    if (permitted)
      if (auto is = permitted(*who.caller); !is) co_return http::problem(is.error(), who.language);
    json::value body;
    if (takes_body) {
      auto sent = json_body(request);
      if (!sent) co_return http::problem(sent.error(), who.language);
      body = std::move(*sent);
    }
    Call call{request, *who.caller, who.language};
    const Result<Answer> done = co_await handler(std::move(call), std::move(body));
    co_return to_reply(done, who.language);
  };
  router_.add(operation.method, operation.pattern, std::move(answer));
  operations_.push_back(std::move(operation));
}

void Endpoints::other(Operation operation, http::Handler handler) {
  router_.add(operation.method, operation.pattern, std::move(handler));
  operations_.push_back(std::move(operation));
}

void add_routes(http::Router& router, app::App& app) {
  Endpoints endpoints(router, app);
  add_session(endpoints);
  add_rotations(endpoints);
  add_steps(endpoints);
  add_comparison(endpoints);
  add_field(endpoints);
  add_workflow_changes(endpoints);
  add_administration(endpoints);
  add_officials(endpoints);
  add_people(endpoints);
  add_registers(endpoints);
  add_calendar(endpoints);
  add_suspension(endpoints);
  add_petitions(endpoints);
  add_plans(endpoints);
  add_meetings(endpoints);
  add_deliveries(endpoints);
  add_uploads(endpoints);
  add_dossier(endpoints);
  add_preferences(endpoints);
  add_log(router, app);
  json::object document = openapi(endpoints.operations());
  add_stream(router, document["paths"].as_object());
  const std::string description = json::serialize(document);
  router.add(http::Method::get, "/api/openapi.json", [description](http::Request&) -> Awaitable<http::Reply> {
    http::Reply reply = http::text(description);
    reply.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-cache"}};
    co_return reply;
  });
}

}  // namespace luan::api
