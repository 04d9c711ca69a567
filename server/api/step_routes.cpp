// Steps and actions: what is asked, and the answer.
#include "api/endpoints.hpp"
#include "api/resources.hpp"
#include "base/text.hpp"

namespace luan::api {
namespace {

using Command = Awaitable<Result<app::Recorded>> (app::App::*)(app::Caller, std::string, std::string, json::value, app::RequestMeta);

Awaitable<Result<Answer>> record(app::App& app, Command command, Call call, std::string place, json::value body) {
  const auto meta = access::request_meta(call.request);
  if (!meta) co_return std::unexpected(meta.error());
  const auto recorded = co_await (app.*command)(call.caller, call.param("id"), std::move(place), std::move(body), *meta);
  if (!recorded) co_return std::unexpected(recorded.error());
  co_return Answer{to_json(*recorded, call.language), 201, recorded->version, "/api/v1/rotations/" + recorded->rotation};
}

Result<app::TermQuery> considered_terms(const Call& call) {
  app::TermQuery terms;
  std::vector<FieldError> faults;
  if (const std::string text = call.query("effective"); !text.empty()) {
    terms.effective = parse_date(text);
    if (!terms.effective) faults.push_back({"effective", {"Ngày dạng YYYY-MM-DD", "A date like 2026-12-31"}});
  }
  if (const std::string text = call.query("months"); !text.empty()) {
    const int months = whole_number(text).value_or(0);
    if (months < 1 || months > 1'200)
      faults.push_back({"months", {"Là một số tháng, từ 1 đến 1200", "A number of months, 1 to 1200"}});
    else
      terms.months = months;
  }
  if (!faults.empty()) return refuse_fields(std::move(faults));
  return terms;
}

/// 0, under which nothing stands, for what is no number.
int sequence_of(const Call& call) { return whole_number(call.param("sequence")).value_or(0); }

Awaitable<Result<Answer>> correct(app::App& app, Call call, json::value body) {
  const auto meta = access::request_meta(call.request);
  if (!meta) co_return std::unexpected(meta.error());
  const auto recorded = co_await app.correct(call.caller, call.param("id"), sequence_of(call), std::move(body), *meta);
  if (!recorded) co_return std::unexpected(recorded.error());
  co_return Answer{to_json(*recorded, call.language), 201, recorded->version, "/api/v1/rotations/" + recorded->rotation};
}

}  // namespace

void add_steps(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get,
                  "/api/v1/rotations/{id}/steps/{step}",
                  "step",
                  "A step as the caller sees it; `schema` describes the whole body of a response",
                  "Step",
                  false,
                  {{"effective", "of a posting: preview the term from this day"}, {"months", "of a posting: preview a term of so many months"}}},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto terms = considered_terms(call);
                   if (!terms) return std::unexpected(terms.error());
                   const auto view = app.step(call.caller, call.param("id"), call.param("step"), *terms);
                   if (!view) return std::unexpected(view.error());
                   return Answer{to_json(*view, call.language), 200, view->version};
                 });
  const json::object response{
      {"type", "object"},
      {"required", json::array{"form"}},
      {"properties",
       json::object{{"outcome", json::object{{"type", "string"}}}, {"form", json::object{{"type", "object"}}}, {"shown", json::object{{"type", "string"}}}}}};
  endpoints.write(
      {http::Method::post, "/api/v1/rotations/{id}/steps/{step}/responses", "respond", "Responds to a step", "Recorded", false, {}, response, false, 201},
      [&app](Call call, json::value body) { return record(app, &app::App::respond, call, call.param("step"), std::move(body)); });
  endpoints.read({http::Method::get, "/api/v1/rotations/{id}/responses/{sequence}/correction", "correction",
                  "A response of one's own as it stands, and what putting it right asks", "Correction"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto view = app.correction(call.caller, call.param("id"), sequence_of(call));
                   if (!view) return std::unexpected(view.error());
                   return Answer{
                       json::object{{"rotation", view->rotation}, {"step", view->title.in(call.language)}, {"filled", view->filled}, {"schema", view->schema}},
                       200, view->version};
                 });
  endpoints.write({http::Method::post,
                   "/api/v1/rotations/{id}/responses/{sequence}/correction",
                   "correct",
                   "Puts right what was recorded wrongly: the whole form as it is to stand, with `correction_reason`; both stay in the log",
                   "Recorded",
                   false,
                   {},
                   response,
                   false,
                   201},
                  [&app](Call call, json::value body) { return correct(app, std::move(call), std::move(body)); });
  const json::object conflict{
      {"type", "object"}, {"required", json::array{"reason"}}, {"properties", json::object{{"reason", json::object{{"type", "string"}}}}}};
  endpoints.write({http::Method::post,
                   "/api/v1/rotations/{id}/steps/{step}/recusals",
                   "recuse",
                   "Declares a conflict of interest: the caller takes no part in the step",
                   "Recorded",
                   false,
                   {},
                   conflict,
                   false,
                   201},
                  [&app](Call call, json::value body) { return record(app, &app::App::recuse, call, call.param("step"), std::move(body)); });
  endpoints.read({http::Method::get, "/api/v1/rotations/{id}/actions/{action}", "action", "What an action asks", "Action"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto view = app.action(call.caller, call.param("id"), call.param("action"));
                   if (!view) return std::unexpected(view.error());
                   if (view->refused) return std::unexpected(*view->refused);
                   return Answer{to_json(*view, call.language), 200, view->version};
                 });
  const json::object reason{{"type", "object"},
                            {"required", json::array{"reason"}},
                            {"properties", json::object{{"reason", json::object{{"type", "string"}}}, {"form", json::object{{"type", "object"}}}}}};
  endpoints.write({http::Method::post,
                   "/api/v1/rotations/{id}/actions/{action}",
                   "act",
                   "Takes an action: return, withdraw, suspend, end early …",
                   "Recorded",
                   false,
                   {},
                   reason,
                   false,
                   201},
                  [&app](Call call, json::value body) { return record(app, &app::App::act, call, call.param("action"), std::move(body)); });
}

}  // namespace luan::api
