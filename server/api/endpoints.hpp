// How a route of the API is declared: once, with its handler and its description. Private to this folder.
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "access/access.hpp"
#include "http/router.hpp"

namespace luan::api {

template <class T>
using Awaitable = app::Awaitable<T>;

/// What a handler is given. Lives as long as the request.
struct Call {
  http::Request& request;
  const app::Caller& caller;
  Language language;

  [[nodiscard]] std::string param(std::string_view name) const { return std::string(request.param(name)); }
  [[nodiscard]] std::string query(std::string_view name) const { return std::string(request.query_value(name)); }
};

struct Answer {
  json::value body;  // null: no content
  int status = 200;
  int version = 0;  // of the rotation or petition, for the ETag; 0: none
  std::string location{};
};

/// One line of /api/openapi.json.
struct Operation {
  http::Method method = http::Method::get;
  std::string pattern, id, summary;
  std::string answer;                                        // name of a schema; "" for no content
  bool list = false;                                         // {"items": [answer], "next"}
  std::vector<std::pair<std::string, std::string>> query{};  // name, description
  json::object body{};                                       // schema of what is sent; empty: nothing
  bool open = false;                                         // needs no session
  int status = 200;
};

class Endpoints {
 public:
  Endpoints(http::Router& router, app::App& app) : router_(router), app_(app) {}

  using Read = std::function<Result<Answer>(const Call&)>;
  using Write = std::function<Awaitable<Result<Answer>>(Call, json::value body)>;
  /// For a caller who is signed in.
  void read(Operation operation, Read handler);
  /// The same, with origin and token checked, and a JSON body where the operation has one.
  void write(Operation operation, Write handler) { write({}, std::move(operation), std::move(handler)); }
  /// Who may not is told so before the body is read: what it lacks is no business of theirs. The app judges again.
  using May = std::function<Result<void>(const app::Caller&)>;
  void write(May may, Operation operation, Write handler);
  /// A handler of its own, only described here.
  void other(Operation operation, http::Handler handler);

  [[nodiscard]] app::App& app() const { return app_; }
  [[nodiscard]] const std::vector<Operation>& operations() const { return operations_; }

 private:
  http::Router& router_;
  app::App& app_;
  std::vector<Operation> operations_;
};

[[nodiscard]] http::Reply to_reply(const Result<Answer>& answer, Language language);
/// The body as JSON: 415 for another media type, 400 for what is no strict JSON object.
[[nodiscard]] Result<json::value> json_body(const http::Request& request);
/// {"items": […], "next": …}
[[nodiscard]] Answer list(json::array items, const std::string& next = "");

// -- by subject
void add_session(Endpoints& endpoints);
void add_rotations(Endpoints& endpoints);
void add_comparison(Endpoints& endpoints);
void add_workflow_changes(Endpoints& endpoints);
void add_steps(Endpoints& endpoints);
void add_field(Endpoints& endpoints);
void add_administration(Endpoints& endpoints);
void add_officials(Endpoints& endpoints);
void add_people(Endpoints& endpoints);
void add_registers(Endpoints& endpoints);
void add_calendar(Endpoints& endpoints);
void add_suspension(Endpoints& endpoints);
void add_petitions(Endpoints& endpoints);
void add_plans(Endpoints& endpoints);
void add_meetings(Endpoints& endpoints);
void add_deliveries(Endpoints& endpoints);
void add_uploads(Endpoints& endpoints);
void add_dossier(Endpoints& endpoints);
void add_preferences(Endpoints& endpoints);
void add_log(http::Router& router, app::App& app);
[[nodiscard]] json::object openapi(const std::vector<Operation>& operations);

}  // namespace luan::api
