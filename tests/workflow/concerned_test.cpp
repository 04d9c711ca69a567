// Nobody acts on his own rotation, nor on one in which he has declared a conflict; nor does his substitute for him.
#include <catch2/catch.hpp>

#include <algorithm>

#include "workflow/support/voting.hpp"

using namespace luan;
using namespace luan::workflow;
using luan::test::World;
using test::substitute;
using test::vote;

namespace {

Act act(const std::string& action) { return {action, "Lý do bằng lời của mình", {"", {{"until", "2027-01-15"}, {"extension_months", 12}}}}; }

/// The official as he also holds the role.
Actor official_as(World& world, const char* role) {
  Actor actor = world.official;
  actor.grants.push_back({role, World::committee});
  return actor;
}

bool offered(const World& world, const Actor& actor, std::string_view id) {
  const auto open = open_actions(world.definition, world.rotation, actor);
  return std::ranges::any_of(open, [&](const Action* action) { return action->id == id; });
}

}  // namespace

TEST_CASE("The official takes no action on his own rotation, whatever he holds, and none is offered him") {
  World world;
  world.to_review();
  const Actor own = official_as(world, "organisation_board");
  for (const char* action : {"withdraw", "suspend", "defer", "return_for_supplement", "replace"}) {
    INFO(action);
    CHECK(world.tried(own, act(action)) == RefusalCode::own_rotation);
    CHECK_FALSE(offered(world, own, action));
    CHECK(offered(world, world.board, action));
  }
  CHECK_FALSE(world.tried(world.board, act("suspend")));
  CHECK(world.tried(own, act("resume")) == RefusalCode::own_rotation);
}

TEST_CASE("In his term the official neither extends nor ends it") {
  World world;
  world.to_term("2027-01-01");
  const Actor own = official_as(world, "chair");
  for (const char* action : {"extend", "end_early"}) {
    INFO(action);
    CHECK(world.tried(own, act(action)) == RefusalCode::own_rotation);
    CHECK_FALSE(offered(world, own, action));
  }
  CHECK_FALSE(world.tried(world.chair, act("extend")));
}

TEST_CASE("His substitute acts no more than he, and the official for nobody else") {
  World world;
  world.to_review();
  Actor for_him = substitute(official_as(world, "organisation_board"));
  for_him.stands_for.front().official = world.official.official;
  CHECK(world.tried(for_him, act("withdraw")) == RefusalCode::own_rotation);
  CHECK_FALSE(offered(world, for_him, "withdraw"));
  Actor himself = substitute(world.board);
  himself.account = world.official.account, himself.official = world.official.official;
  CHECK(world.tried(himself, act("withdraw")) == RefusalCode::own_rotation);
  // Who also stands in for somebody else acts for that one.
  for_him.stands_for.push_back({world.board.account, {}, world.board.grants, {}});
  REQUIRE_FALSE(world.tried(for_him, act("withdraw")));
  const auto taken = std::ranges::find_if(world.history, [](const Event& event) { return std::holds_alternative<ActionTaken>(event.body); });
  CHECK(std::get<ActionTaken>(taken->body).principal == world.board.account);
}

TEST_CASE("Who has declared a conflict takes no action, nor does his substitute for him") {
  World world;
  test::to_vote(world);
  REQUIRE_FALSE(world.tried(world.chair, Recuse{"vote", "Là anh em ruột"}));
  CHECK(world.tried(world.chair, act("suspend")) == RefusalCode::recused);
  CHECK_FALSE(offered(world, world.chair, "suspend"));
  CHECK(world.tried(substitute(world.chair), act("suspend")) == RefusalCode::recused);
  CHECK_FALSE(world.tried(world.board, act("suspend")));
}

TEST_CASE("Who has declared a conflict keeps no papers of that dossier and settles none of its petitions") {
  World world;
  Actor second = world.board;
  second.account = AccountId::trusted(std::string(31, '0') + '7');
  world.others = {world.board, second};
  world.to_term("2026-12-01");
  while (!world.rotation.run_now("meeting")) REQUIRE(world.wake());
  REQUIRE_FALSE(world.tried(world.board, Recuse{"meeting", "Là anh em ruột"}));
  world.must(second, "meeting", "raised",
             {{"petitions", json::array{{{"content", "Nhà ở"}, {"solution", "Bố trí"}, {"owner", World::ward.text()}, {"due", "2027-09-01"}}}}});
  const SettlePetition close{SettlePetition::Kind::close, 1, {}, {}};
  const KeepDossier record{KeepDossier::Kind::record, "health", world.zone.date(world.now)};
  CHECK(world.tried(world.board, close) == RefusalCode::recused);
  CHECK(world.tried(world.board, record) == RefusalCode::recused);
  CHECK(world.tried(substitute(world.board), record) == RefusalCode::recused);
  CHECK(world.tried(second, close) == RefusalCode::petition_unanswered);
  CHECK_FALSE(world.tried(second, record));
}

TEST_CASE("Nobody nominates himself") {
  World world;
  const Nominate nominate{{}, world.official.official, World::office, World::ward, World::committee, PositionId::trusted(std::string(32, 'f')), "key", "down"};
  CHECK(world.tried(official_as(world, "organisation_board"), nominate) == RefusalCode::own_rotation);
  CHECK_FALSE(world.tried(world.board, nominate));
}
