// Units that are no more hand their part over.
#include <catch2/catch.hpp>

#include "workflow/support/world.hpp"

using namespace luan;
using namespace luan::workflow;
using luan::test::World;

TEST_CASE("a unit that is no more hands its part and its open steps to the successor") {
  World world;
  const UnitId successor = UnitId::trusted(std::string(32, '5'));
  world.to_consultation();
  world.must(world.ward_government, "government_opinion", "agree", {});
  world.successors[World::ward] = successor;
  Actor heir = world.ward_party;
  heir.grants = {{"party_committee", successor}, {"government", successor}};
  REQUIRE(world.carry_out(nullptr, Wake{}));
  CHECK(world.rotation.parties.receiving == successor);
  CHECK(world.rotation.facts.receiving == World::ward);
  CHECK(world.rotation.run_now("party_opinion")->roll.front().unit == successor);
  CHECK(world.rotation.run_now("government_opinion")->roll.front().unit == World::ward);  // had answered: stays as it was
  CHECK(world.refused(world.ward_party, "party_opinion") == RefusalCode::not_yours);
  CHECK_FALSE(world.tried(heir, Respond{"party_opinion", {"agree", {}}, {}}));
  SECTION("what opens later asks the successor") {
    world.must(world.board, "meeting_with_official", "", {});
    world.must(world.board, "appraisal", "agree", {});
    world.must(world.board, "synthesis", "submit", {});
    world.all_members("resolution", "for", {});
    world.must(world.chair, "decision", "issue", {{"effective", "2026-12-01"}, {"term_months", 36}});
    while (!world.rotation.run_now("evaluation")) REQUIRE(world.wake());
    CHECK(world.rotation.run_now("evaluation")->roll.front().unit == successor);
  }
  SECTION("nothing is passed twice") {
    const auto before = world.history.size();
    REQUIRE(world.carry_out(nullptr, Wake{}));
    CHECK(world.history.size() == before);
  }
}

TEST_CASE("a suspended rotation changes hands all the same, a closed one stays as it was") {
  World world;
  const UnitId successor = UnitId::trusted(std::string(32, '5'));
  world.to_consultation();
  SECTION("suspended") {
    world.act(world.chair, "suspend", {});
    world.successors[World::ward] = successor;
    REQUIRE(world.carry_out(nullptr, Wake{}));
    CHECK(world.rotation.parties.receiving == successor);
    CHECK(world.rotation.status == Status::suspended);
  }
  SECTION("closed") {
    world.act(world.sending, "withdraw", {});
    world.successors[World::ward] = successor;
    REQUIRE(world.carry_out(nullptr, Wake{}));
    CHECK(world.rotation.parties.receiving == World::ward);
  }
}
