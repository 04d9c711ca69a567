// The suspension of the whole organisation, and its exceptions.
#include "api/endpoints.hpp"
#include "api/reading.hpp"

namespace luan::api {
namespace {

json::object person_json(const app::PersonRef& person) { return {{"id", person.id}, {"name", person.name}}; }

json::object suspension_json(const std::optional<app::SuspensionView>& view) {
  if (!view) return {{"suspended", false}};
  json::array exceptions, standing;
  for (const auto& one : view->exceptions)
    exceptions.push_back(json::object{
        {"official", person_json(one.official)}, {"on", to_text(one.on)}, {"reason", one.reason}, {"basis", one.basis}, {"authoriser", one.authoriser}});
  for (const app::PersonRef& person : view->standing) standing.push_back(person_json(person));
  return {{"suspended", true},    {"spares_posted", view->spares_posted}, {"on", to_text(view->on)},        {"reason", view->reason},
          {"basis", view->basis}, {"exceptions", std::move(exceptions)},  {"standing", std::move(standing)}};
}

Awaitable<Result<Answer>> suspend(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"spares_posted", "reason", "basis"});
  app::NewSuspension wanted{read.flag("spares_posted"), read.text("reason"), read.text("basis")};
  if (!read.faults.empty()) return refused(std::move(read.faults));
  return done(app.suspend_organisation(call.caller, std::move(wanted)));
}

Awaitable<Result<Answer>> except(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"official", "reason", "basis", "authoriser"});
  app::NewException wanted{read.text("official"), read.text("reason"), read.text("basis"), read.text("authoriser")};
  if (!read.faults.empty()) return refused(std::move(read.faults));
  return done(app.except_from_suspension(call.caller, std::move(wanted)));
}

Awaitable<Result<Answer>> resume(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"reason", "basis"});
  std::string reason = read.text("reason"), basis = read.text("basis");
  if (!read.faults.empty()) return refused(std::move(read.faults));
  return done(app.resume_organisation(call.caller, std::move(reason), std::move(basis)));
}

}  // namespace

void add_suspension(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const auto suspends = [&app](const app::Caller& caller) { return app.may_suspend(caller); };
  endpoints.read({http::Method::get, "/api/v1/suspension", "suspension",
                  "Whether rotations are suspended in the whole organisation, since when, why, and for whom not", "Suspension"},
                 [&app](const Call& call) -> Result<Answer> { return Answer{suspension_json(app.suspension(call.caller)), 200}; });
  json::object suspension = object_schema({{"spares_posted", "boolean"}, {"reason", "string"}, {"basis", "string"}});
  endpoints.write(suspends,
                  {http::Method::post,
                   "/api/v1/suspension",
                   "suspendOrganisation",
                   "Suspends all rotations, or all but those of officials in their posts",
                   "",
                   false,
                   {},
                   std::move(suspension),
                   false,
                   204},
                  [&app](Call call, json::value body) { return suspend(app, call, std::move(body)); });
  endpoints.write(suspends,
                  {http::Method::post,
                   "/api/v1/suspension/exceptions",
                   "exceptFromSuspension",
                   "The rotation of this official goes on, or may begin",
                   "",
                   false,
                   {},
                   object_schema({{"official", "string"}, {"reason", "string"}, {"basis", "string"}, {"authoriser", "string"}}),
                   false,
                   204},
                  [&app](Call call, json::value body) { return except(app, call, std::move(body)); });
  endpoints.write(suspends,
                  {http::Method::post,
                   "/api/v1/suspension/end",
                   "resumeOrganisation",
                   "All that was suspended goes on, its deadlines moved by the days it stood still",
                   "",
                   false,
                   {},
                   object_schema({{"reason", "string"}, {"basis", "string"}}),
                   false,
                   204},
                  [&app](Call call, json::value body) { return resume(app, call, std::move(body)); });
}

}  // namespace luan::api
