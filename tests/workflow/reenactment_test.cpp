// A past rotation is done again under another version.
#include "workflow/reenactment.hpp"

#include <catch2/catch.hpp>

#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;

ReenactmentWorld surroundings(const World& world) {
  return {&world.zone, &world.calendar, [](std::string_view, const UnitId&) { return std::vector<AccountId>{}; },
          [&](const OfficialId&) { return world.official.account; }, [](const PositionId&) { return World::ward; }};
}

}  // namespace

TEST_CASE("A past rotation is done again under another version: the first thing decided otherwise is told") {
  World world;
  world.to_consultation();
  for (Event& event : world.history)
    if (const auto* score = std::get_if<ScoreRecorded>(&event.body)) event.contents = {{"score", {{"points", score->step == "score" ? "80" : "100"}}}};
  const ReenactmentWorld from = surroundings(world);
  CHECK_FALSE(reenact(world.definition, world.definition, {}, world.history, from));
  Definition strict = world.definition;
  strict.version = 3;
  SECTION("a fraction that the vote did not reach") {
    std::get<BallotRule>(const_cast<Step*>(strict.stage("review")->step("vote"))->rule).for_answer = "against";
    std::get<BallotRule>(const_cast<Step*>(strict.stage("review")->step("vote"))->rule).against_answer = "for";
    const auto departure = reenact(world.definition, strict, {}, world.history, from);
    REQUIRE(departure);
    CHECK(departure->text.en ==
          "Recorded: «Vote on the capability review» comes out as «Passed»; by the other version: «Vote on the capability review» comes out as «Not passed».");
    CHECK(departure->sequence > 1);
  }
  SECTION("bands that put the points lower") {
    const_cast<Step*>(strict.stage("review")->step("score"))->plugin->bands.front().from = "99";
    const auto departure = reenact(world.definition, strict, {}, world.history, from);
    REQUIRE(departure);
    CHECK(departure->text.en.find("by the other version: «Fitness for the post» comes out as «To be weighed»") != std::string::npos);
  }
  SECTION("a step that nobody was asked") {
    auto& steps = const_cast<Stage*>(strict.stage("review"))->steps;
    Step hearing = *strict.stage("review")->step("assignments");
    hearing.id = "hearing", hearing.after.clear(), hearing.opens_if.clear(), hearing.effect = Effect::none;
    const_cast<Step*>(strict.stage("review")->step("vote"))->after.push_back("hearing");
    steps.push_back(hearing);
    const auto departure = reenact(world.definition, strict, {}, world.history, from);
    REQUIRE(departure);
    CHECK(departure->text.en.find("By the other version what was recorded could not be done") == 0);
  }
}

TEST_CASE("What people decided beside the steps is done again with what they said: deferral, return with a deadline, extension") {
  World world;
  world.nominate();
  world.act(world.chair, "defer", {{"until", "2027-01-04"}});
  REQUIRE(world.wake());
  REQUIRE(world.rotation.status == Status::open);
  world.must(world.sending, "proposal", "introduce", {});
  world.must_score("100", "eligibility");
  world.must(world.board, "check", "eligible", {});
  world.act(world.board, "return_for_supplement", {{"new_due", "2027-02-26"}});
  world.must(world.sending, "proposal", "introduce", {});
  world.must_score("100", "eligibility");
  for (Event& event : world.history)
    if (std::holds_alternative<ScoreRecorded>(event.body)) event.contents = {{"score", {{"points", "100"}}}};
  const ReenactmentWorld from = surroundings(world);
  const auto same = reenact(world.definition, world.definition, {}, world.history, from);
  INFO((same ? same->text.en : std::string()));
  CHECK_FALSE(same);
  SECTION("where what was said is erased, that is told and nothing is guessed") {
    for (Event& event : world.history)
      if (const auto* taken = std::get_if<ActionTaken>(&event.body); taken && taken->action == "return_for_supplement") event.contents.clear();
    const auto departure = reenact(world.definition, world.definition, {}, world.history, from);
    REQUIRE(departure);
    CHECK(departure->text.en.find("was erased") != std::string::npos);
  }
}

}  // namespace luan::test
