// Registers of papers: their numbers, what stands under them, and gaps explained.
#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"
#include "base/text.hpp"

namespace luan::api {
namespace {

Result<Answer> one_register(const app::App& app, const Call& call) {
  const std::string text = call.query("before");
  const int before = whole_number(text).value_or(0);
  if (!text.empty() && before < 1) return refuse_fields({{"before", {"Là một số trong sổ", "A number of the register"}}});
  const auto page = app.register_page(call.caller, call.param("register"), call.param("period"), before);
  if (!page) return std::unexpected(page.error());
  return Answer{to_json(*page, call.language)};
}

Awaitable<Result<Answer>> explain(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"first", "last", "reason"});
  app::GapExplanation gap{call.param("register"), call.param("period"), read.number("first"), read.number("last"), read.text("reason")};
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const Result<void> done = co_await app.explain_gap(call.caller, std::move(gap));
  if (!done) co_return std::unexpected(done.error());
  co_return Answer{nullptr, 204};
}

}  // namespace

void add_registers(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const auto keeps_registers = [&app](const app::Caller& caller) { return app.may_keep_registers(caller); };
  endpoints.read({http::Method::get, "/api/v1/registers", "registers", "Registers of papers by period, with gaps and the next number", "Register", true},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.registers(call.caller);
                   if (!found) return std::unexpected(found.error());
                   json::array items;
                   for (const auto& view : *found) items.push_back(to_json(view, call.language));
                   return list(std::move(items));
                 });
  endpoints.read({http::Method::get,
                  "/api/v1/registers/{register}/{period}",
                  "register",
                  "A register in one period, its papers from the latest number down",
                  "RegisterPage",
                  false,
                  {{"before", "papers below this number"}}},
                 [&app](const Call& call) { return one_register(app, call); });
  const auto advance = [&app](Call call, json::value body) -> Awaitable<Result<Answer>> {
    Reading read{body.as_object()};
    read.nothing_but({"to"});
    const int to = read.number("to");
    if (!read.faults.empty()) return refused(std::move(read.faults));
    return done(app.advance_register(call.caller, call.param("register"), to));
  };
  endpoints.write(keeps_registers,
                  {http::Method::post,
                   "/api/v1/registers/{register}/advance",
                   "advanceRegister",
                   "Numbers of the current period up to `to` are used outside: the next paper gets the one after",
                   "",
                   false,
                   {},
                   object_schema({{"to", "integer"}}),
                   false,
                   204},
                  advance);
  endpoints.write(keeps_registers,
                  {http::Method::post,
                   "/api/v1/registers/{register}/{period}/gaps",
                   "explainGap",
                   "Says what became of numbers that no paper bears",
                   "",
                   false,
                   {},
                   object_schema({{"first", "integer"}, {"last", "integer"}, {"reason", "string"}}),
                   false,
                   204},
                  [&app](Call call, json::value body) { return explain(app, call, std::move(body)); });
}

}  // namespace luan::api
