// Signing in and out, and who am I.
#include "api/endpoints.hpp"
#include "api/resources.hpp"

namespace luan::api {
namespace {

json::object session_json(const app::App& app, const app::Caller& caller) { return {{"account", to_json(caller)}, {"csrf_token", app.csrf_token(caller)}}; }

Awaitable<http::Reply> sign_in(app::App& app, http::Request& request) {
  const Language language = access::visitor(request).language;
  if (auto own = access::own_origin(request, true); !own) co_return http::problem(own.error(), language);
  auto body = json_body(request);
  if (!body) co_return http::problem(body.error(), language);
  std::string username, password;
  std::vector<FieldError> faults;
  for (auto& [field, into] : {std::pair<std::string, std::string*>{"username", &username}, {"password", &password}}) {
    const json::value* value = body->as_object().if_contains(field);
    if (value && value->is_string())
      *into = std::string(value->as_string());
    else
      faults.push_back({field, {"Bắt buộc, là một chuỗi", "Required, a string"}});
  }
  if (!faults.empty()) co_return http::problem(refuse_fields(std::move(faults)).error(), language);
  auto in = co_await app.sign_in(std::move(username), std::move(password), request.peer, access::visitor(request).browser);
  if (!in) co_return http::problem(in.error(), language);
  in->caller.language = language;
  http::Reply reply = http::json_reply(session_json(app, in->caller));
  access::set_cookies(reply, *in);
  co_return reply;
}

}  // namespace

void add_session(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const json::object credentials{{"type", "object"},
                                 {"required", json::array{"username", "password"}},
                                 {"properties", json::object{{"username", json::object{{"type", "string"}}},
                                                             {"password", json::object{{"type", "string"}}},
                                                             {"code", json::object{{"type", "string"}}}}}};
  endpoints.other({http::Method::post, "/api/v1/session", "signIn", "Signs in; sets the session's cookie", "Session", false, {}, credentials, true},
                  [&app](http::Request& request) { return sign_in(app, request); });
  endpoints.read({http::Method::get, "/api/v1/session", "whoAmI", "Who am I, and a token for changes", "Session"},
                 [&app](const Call& call) -> Result<Answer> { return Answer{session_json(app, call.caller)}; });
  endpoints.other(
      {http::Method::del, "/api/v1/session", "signOut", "Ends the session", "", false, {}, {}, false, 204},
      [&app](http::Request& request) -> Awaitable<http::Reply> {
        const access::Visitor& who = access::visitor(request);
        if (auto may = access::may_change(app, request, request.header("x-csrf-token")); !may) co_return http::problem(may.error(), who.language);
        app.sign_out(who.token);
        co_return http::no_content().header("Set-Cookie", access::expired_session_cookie()).header("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
      });
}

}  // namespace luan::api
