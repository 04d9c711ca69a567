// A response is bound to what was shown when it was given: what is recorded can be recomputed, and what has changed since is refused.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/support/district.hpp"
#include "app/support/held_writer.hpp"
#include "audit/digest.hpp"
#include "base/bytes.hpp"
#include "base/files.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

json::object vote_for(const std::string& shown) {
  json::object body{{"outcome", "for"}, {"form", json::object()}};
  if (!shown.empty()) body["shown"] = shown;
  return body;
}

std::string shown_to(const District& district, const std::string& username, const std::string& id, const std::string& step) {
  const auto view = district.app->step(district.caller(username), id, step);
  REQUIRE(view);
  return view->shown;
}

/// The last event of that type, as an auditor reads it.
app::HistoryEntry last_of(const District& district, const std::string& id, const std::string& type) {
  const auto history = district.app->history(district.caller("kiem.tra"), id);
  REQUIRE(history);
  const auto found = std::ranges::max_element(*history, {}, [&](const app::HistoryEntry& one) { return one.type == type ? one.sequence : 0; });
  REQUIRE(found->type == type);
  return *found;
}

/// What the receiving party committee answered, and how it is corrected.
std::pair<int, json::object> corrected_opinion(const District& district, const std::string& id) {
  int sequence = 0;
  const store::RotationPtr rotation = district.app->database().rotation(RotationId::trusted(id));
  for (const workflow::StepRun& run : rotation->runs)
    if (run.step == "party_opinion") sequence = run.responses.front().sequence;
  const auto asked = district.app->correction(district.caller("dang.uy"), id, sequence);
  REQUIRE(asked);
  json::object body = asked->filled;
  body["form"].as_object()["correction_reason"] = "Gõ thiếu một đề nghị so với văn bản giấy";
  body["form"].as_object()["reason"] = "Đồng ý; đề nghị bố trí nhà công vụ";
  return {sequence, std::move(body)};
}

/// The shipped workflow, but that the check of the dossier asks for nothing else.
std::string dossier_alone() {
  std::string text = read_file(std::filesystem::path(LUAN_SOURCE_DIR) / "workflows/rotation.yaml");
  const auto begins = text.find("        answers_if: { eligible: { eligibility: eligible } }");
  REQUIRE(begins != text.npos);
  return text.erase(begins, text.find('\n', begins) + 1 - begins);
}

}  // namespace

TEST_CASE("What is recorded as shown is recomputed from the form, the responses and the results that were there") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "resolution");
  const std::string shown = shown_to(district, "uy.vien.1", id, "resolution");
  REQUIRE(district.respond("uy.vien.1", id, "resolution", vote_for(shown)));
  const app::HistoryEntry recorded = last_of(district, id, "response.recorded");
  REQUIRE(recorded.payload.at("shown").as_string() == shown);

  std::vector<int> responses;
  std::vector<std::string> results;
  std::optional<Instant> opened;
  const auto history = district.app->history(district.caller("kiem.tra"), id);
  REQUIRE(history);
  for (const app::HistoryEntry& one : *history) {
    if (one.sequence >= recorded.sequence) continue;
    if (one.type == "response.recorded") responses.push_back(one.sequence);
    if (one.type == "score.recorded") results.push_back(text_member(one.payload, "step") + " " + std::to_string(int_member(one.payload, "run")));
    if (one.type == "step.opened" && text_member(one.payload, "step") == "resolution") opened = one.time;
  }
  REQUIRE(opened);
  std::ranges::sort(responses);
  std::ranges::sort(results);
  workflow::FormWorld anybody;
  anybody.today = district.app->impl().zone.date(*opened);
  anybody.opened = anybody.today;
  anybody.items = [](const workflow::Field&) { return std::vector<workflow::FormWorld::Item>(); };
  const auto definition = district.app->impl().newest("rotation");
  const std::string form = to_hex(sha256(json::serialize(workflow::form_schema(definition->form("vote"), anybody))));
  CHECK(to_hex(audit::shown_digest("resolution", 1, form, responses, results)) == shown);
}

TEST_CASE("A digest of nothing that was ever shown is refused, and one that is absent is recorded as absent") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "resolution");
  const auto made_up = district.respond("uy.vien.1", id, "resolution", vote_for(std::string(64, 'a')));
  REQUIRE_FALSE(made_up);
  CHECK(made_up.error().code == RefusalCode::stale);
  REQUIRE(district.respond("uy.vien.1", id, "resolution", vote_for("")));
  CHECK_FALSE(last_of(district, id, "response.recorded").payload.contains("shown"));
}

TEST_CASE("What was shown has changed: refused once, and taken on what is shown now") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "resolution");
  const std::string before = shown_to(district, "uy.vien.1", id, "resolution");
  const auto [sequence, correction] = corrected_opinion(district, id);
  REQUIRE(wait_for(district.app->correct(district.caller("dang.uy"), id, sequence, correction, {})));
  const auto stale = district.respond("uy.vien.1", id, "resolution", vote_for(before));
  REQUIRE_FALSE(stale);
  CHECK(stale.error().code == RefusalCode::stale);
  const std::string now = shown_to(district, "uy.vien.1", id, "resolution");
  CHECK(now != before);
  CHECK(district.respond("uy.vien.1", id, "resolution", vote_for(now)));
}

TEST_CASE("What others answer at the same step, another day and a file of one's own change nothing of what is shown") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "resolution");
  const std::string before = shown_to(district, "uy.vien.1", id, "resolution");
  REQUIRE(district.respond("chu.tri", id, "resolution", vote_for(shown_to(district, "chu.tri", id, "resolution"))));
  district.days(1);
  CHECK(shown_to(district, "uy.vien.1", id, "resolution") == before);
  CHECK(district.respond("uy.vien.1", id, "resolution", vote_for(before)));
}

TEST_CASE("What came before it in the writer's queue, and is not committed yet, counts as shown or not shown") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "resolution");
  const std::string before = shown_to(district, "uy.vien.1", id, "resolution");
  {
    // A vote of somebody else changes nothing of what is shown.
    test::HeldWriter held(*district.app->impl().writer);
    auto other = test::begin(district.app->respond(district.caller("chu.tri"), id, "resolution", vote_for(""), {}));
    auto own = test::begin(district.app->respond(district.caller("uy.vien.1"), id, "resolution", vote_for(before), {}));
    held.let_go();
    CHECK(test::finish(other));
    CHECK(test::finish(own));
  }
  const std::string second = shown_to(district, "uy.vien.2", id, "resolution");
  const auto [sequence, correction] = corrected_opinion(district, id);
  test::HeldWriter held(*district.app->impl().writer);
  auto corrected = test::begin(district.app->correct(district.caller("dang.uy"), id, sequence, correction, {}));
  auto late = test::begin(district.app->respond(district.caller("uy.vien.2"), id, "resolution", vote_for(second), {}));
  held.let_go();
  CHECK(test::finish(corrected));
  const auto refused = test::finish(late);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == RefusalCode::stale);
}

TEST_CASE("Where a right has come while the response was on its way, what it shows is reckoned anew with it") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "check");
  const app::Caller board = district.caller("ban.to.chuc");
  const std::string shown = shown_to(district, "ban.to.chuc", id, "check");
  json::object body{{"outcome", "supplement"}, {"form", {{"note", "Bổ sung nhận xét của chi bộ nơi cư trú"}}}, {"shown", shown}};
  test::HeldWriter held(*district.app->impl().writer);
  (void)district.app->impl().writer->submit([&](store::Transaction& t) { t.append("-", store::RoleGranted{board.account(), "auditor", district.committee}); },
                                            [](const std::exception_ptr&) {});
  auto own = test::begin(district.app->respond(board, id, "check", body, {}));
  held.let_go();
  CHECK(test::finish(own));
}

TEST_CASE("A paper of the dossier that runs out at midnight changes nothing of what was shown; one that is handed in does") {
  const test::Folder files;
  replace_file(files.path() / "rotation.yaml", dossier_alone());
  app::Configuration configuration = test::test_configuration();
  configuration.workflows = {files.path() / "rotation.yaml"};
  District district(configuration);
  const std::string id = district.nominate();
  district.until_open(id, "check");
  const app::Caller board = district.caller("ban.to.chuc");
  const std::string lacking = shown_to(district, "ban.to.chuc", id, "check");
  const Date today = district.app->impl().today();
  const auto dossier = district.app->dossier(board, id);
  REQUIRE(dossier);
  for (const app::DossierLineView& one : dossier->lines) {
    // The health certificate holds until tonight.
    const Date signed_on = one.item == "health" ? add_months(today, -6) : today;
    const json::object body{{"form", {{"signed_on", to_text(signed_on)}, {"number", "12-HS/2026"}}}};
    REQUIRE(wait_for(district.app->keep_dossier(board, id, one.item, app::DossierAct::Kind::record, body, {})));
  }
  const std::string whole = shown_to(district, "ban.to.chuc", id, "check");
  CHECK(whole != lacking);
  REQUIRE(district.app->step(board, id, "check")->world.withheld.empty());
  district.days(1);
  REQUIRE(district.app->step(board, id, "check")->world.withheld.contains("eligible"));
  CHECK(shown_to(district, "ban.to.chuc", id, "check") == whole);
  // The answer that the paper was needed for is refused for what it is; another one is taken.
  const auto eligible = district.respond("ban.to.chuc", id, "check", json::object{{"outcome", "eligible"}, {"form", json::object()}, {"shown", whole}});
  REQUIRE_FALSE(eligible);
  CHECK(eligible.error().code == RefusalCode::dossier_incomplete);
  CHECK(district.respond("ban.to.chuc", id, "check",
                         json::object{{"outcome", "supplement"}, {"form", {{"note", "Nộp lại giấy chứng nhận sức khoẻ"}}}, {"shown", whole}}));
}

TEST_CASE("Who may not answer any more is told that, not that something changed") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "resolution");
  REQUIRE(district.respond("uy.vien.1", id, "resolution", vote_for("")));
  const auto again = district.respond("uy.vien.1", id, "resolution", vote_for(std::string(64, 'a')));
  REQUIRE_FALSE(again);
  CHECK(again.error().code == RefusalCode::already_answered);
}
