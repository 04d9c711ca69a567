// Petitions of rotated officials, followed up one by one.
#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"
#include "base/text.hpp"

namespace luan::api {
namespace {

using Kind = workflow::SettlePetition::Kind;

/// 0 where it is no number: no petition has that.
int number_of(const Call& call) { return whole_number(call.param("number")).value_or(0); }

Result<Answer> all(const app::App& app, const Call& call) {
  app::PetitionFilter filter{call.query("state"), call.query("rotation"), call.query("overdue") == "true", call.query("after")};
  if (!filter.state.empty() && filter.state != "open" && filter.state != "answered" && filter.state != "closed")
    return refuse_fields({{"state", {"Chỉ gồm: open, answered, closed", "Only: open, answered, closed"}}});
  const auto limit = limit_of(call);
  if (!limit) return std::unexpected(limit.error());
  filter.limit = *limit, filter.owner = call.query("owner");
  const auto found = app.petitions(call.caller, filter);
  if (!found) return std::unexpected(found.error());
  json::array items;
  for (const app::PetitionView& one : found->items) items.push_back(to_json(one, call.language));
  return list(std::move(items), found->next);
}

Awaitable<Result<Answer>> settle(app::App& app, Call call, app::PetitionAct act) {
  const auto meta = access::request_meta(call.request);
  if (!meta) co_return std::unexpected(meta.error());
  const auto recorded = co_await app.settle_petition(call.caller, call.param("id"), number_of(call), std::move(act), *meta);
  if (!recorded) co_return std::unexpected(recorded.error());
  co_return Answer{to_json(*recorded, call.language), 201, recorded->version, "/api/v1/rotations/" + recorded->rotation};
}

Awaitable<Result<Answer>> answer(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"answer"});
  app::PetitionAct act{Kind::answer, read.text("answer"), {}};
  return read.faults.empty() ? settle(app, std::move(call), std::move(act)) : refused(std::move(read.faults));
}
Awaitable<Result<Answer>> give_back(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"reason", "due"});
  app::PetitionAct act{Kind::give_back, read.text("reason"), read.text_if("due")};
  return read.faults.empty() ? settle(app, std::move(call), std::move(act)) : refused(std::move(read.faults));
}

}  // namespace

void add_petitions(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get,
                  "/api/v1/petitions",
                  "petitions",
                  "Petitions that the caller owns, raised or follows up, the most pressing first",
                  "Petition",
                  true,
                  {{"state", "open, answered or closed"},
                   {"overdue", "true: only those open beyond their deadline"},
                   {"rotation", "only of this one"},
                   {"owner", "only those that this unit must settle, with those of units that went into it"},
                   {"after", "the `next` of the page before"},
                   {"limit", "1 to 200, 50 unless said"}}},
                 [&app](const Call& call) { return all(app, call); });
  endpoints.read({http::Method::get, "/api/v1/statistics/petitions", "petitionSums",
                  "Petitions by the unit that must settle them: open, overdue, answered, closed", "PetitionSum", true},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.petition_sums(call.caller);
                   if (!found) return std::unexpected(found.error());
                   json::array items;
                   for (const app::PetitionSum& one : *found) items.push_back(to_json(one, call.language));
                   return list(std::move(items));
                 });
  endpoints.read({http::Method::get, "/api/v1/rotations/{id}/petitions/{number}", "petition", "One petition", "Petition"},
                 [&app](const Call& call) -> Result<Answer> {
                   const auto found = app.petition(call.caller, call.param("id"), number_of(call));
                   if (!found) return std::unexpected(found.error());
                   return Answer{to_json(*found, call.language), 200, found->version};
                 });
  const auto write = [&](const char* verb, const char* id, const char* summary, json::object body, Endpoints::Write handler) {
    endpoints.write(
        {http::Method::post, std::string("/api/v1/rotations/{id}/petitions/{number}/") + verb, id, summary, "Recorded", false, {}, std::move(body), false, 201},
        std::move(handler));
  };
  write("answer", "answerPetition", "The owner says how it was settled", object_schema({{"answer", "string"}}),
        [&app](Call call, json::value body) { return answer(app, std::move(call), std::move(body)); });
  json::object returned = object_schema({{"reason", "string"}});
  returned["properties"].as_object()["due"] = json::object{{"type", "string"}, {"format", "date"}};
  write("return", "returnPetition", "The answer does not settle it: it is open again, with a new deadline where one is given", returned,
        [&app](Call call, json::value body) { return give_back(app, std::move(call), std::move(body)); });
  write("close", "closePetition", "Closes it on the answer; never without one", {},
        [&app](Call call, json::value) { return settle(app, std::move(call), {Kind::close, {}, {}}); });
}

}  // namespace luan::api
