// Who takes part: substitution, replacement, rolls.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "workflow/support/voting.hpp"

using namespace luan;
using namespace luan::workflow;
using luan::test::World;
using test::assess;
using test::step;
using test::substitute;
using test::to_vote;
using test::vote;

TEST_CASE("a substitute answers under the principal's seat, and both are named") {
  World world;
  world.to_consultation();
  const Actor instead = substitute(world.ward_party);
  REQUIRE_FALSE(world.tried(instead, Respond{"party_opinion", {"disagree", {}}, {}}));
  const auto& event = *std::ranges::find_if(world.history, [](const Event& one) {
    return std::holds_alternative<ResponseRecorded>(one.body) && std::get<ResponseRecorded>(one.body).step == "party_opinion";
  });
  CHECK(event.actor == instead.account.text());
  const json::object payload = to_payload(event);
  CHECK(text_member(payload, "principal") == world.ward_party.account.text());
  CHECK(text_member(payload, "role") == "party_committee");
  CHECK(world.tried(world.ward_party, Respond{"party_opinion", {"agree", {}}, {}}) == RefusalCode::already_answered);
}

TEST_CASE("what a substitute may do, by scope, rule and conflict") {
  World world;
  to_vote(world);
  const Actor member = world.members[0];

  SECTION("votes are not delegated unless the file says so") {
    CHECK(world.tried(substitute(member), vote("for")) == RefusalCode::not_delegable);
    step(world, "vote").delegable = true;
    REQUIRE_FALSE(world.tried(substitute(member), vote("for")));
    CHECK(world.tried(member, vote("against")) == RefusalCode::already_answered);
  }
  SECTION("a person never votes twice by holding a substitution") {
    step(world, "vote").delegable = true;
    Actor member_too = world.members[1];
    member_too.stands_for = {{member.account, {}, member.grants, {}}};
    REQUIRE_FALSE(world.tried(member_too, vote("for")));
    CHECK(world.tried(member_too, vote("for")) == RefusalCode::already_answered);
    Actor of_two = substitute(member);
    of_two.stands_for.push_back({world.members[2].account, {}, world.members[2].grants, {}});
    REQUIRE_FALSE(world.tried(of_two, vote("for")));
    CHECK(world.tried(of_two, vote("for")) == RefusalCode::second_vote);
  }
  SECTION("nor by taking a seat of his own after voting on another's") {
    step(world, "vote").delegable = true;
    Actor instead = substitute(member);
    REQUIRE_FALSE(world.tried(instead, vote("for")));
    instead.grants = {{"member", World::committee}};
    world.others = {instead};
    REQUIRE_FALSE(world.tried(world.board, Act{"replace", "Đi công tác", {}, Act::Replaces{"vote", world.members[1].account, instead.account}}));
    CHECK(world.tried(instead, vote("for")) == RefusalCode::second_vote);
  }
  SECTION("a recused principal is not acted for; a recused substitute leaves the seat to the principal") {
    step(world, "vote").delegable = true;
    REQUIRE_FALSE(world.tried(member, Recuse{"vote", "Là em ruột"}));
    CHECK(world.tried(substitute(member), vote("for")) == RefusalCode::recused);
    const Actor other = world.members[1];
    const Actor instead = substitute(other);
    REQUIRE_FALSE(world.tried(instead, Recuse{"vote", "Là con đẻ"}));
    CHECK(world.tried(instead, vote("for")) == RefusalCode::recused);
    CHECK(world.tried(other, vote("for")) == std::nullopt);
  }
  SECTION("named steps only") {
    world.all_members("vote", "for", {});
    CHECK(world.tried(substitute(world.board, {"check"}), Respond{"assignments", {"", {}}, {}}) == RefusalCode::not_yours);
    CHECK(world.tried(substitute(world.board, {"check"}), Act{"suspend", "Lý do"}) == RefusalCode::forbidden);
    CHECK(world.tried(substitute(world.board, {"assignments"}), Respond{"assignments", {"", {}}, {}}) == std::nullopt);
  }
  SECTION("with the whole role come its actions, under both names") {
    const Actor instead = substitute(world.chair);
    REQUIRE_FALSE(world.tried(instead, Act{"suspend", "Lý do"}));
    const auto& event = world.history[world.history.size() - 2];
    CHECK(text_member(to_payload(event), "principal") == world.chair.account.text());
    CHECK(event.actor == instead.account.text());
  }
  SECTION("the official's own step is nobody else's") {
    StepRun run;
    run.step = "self_review", run.roll = {{"official", World::ward, world.official.account}};
    CHECK(standing_of(step(world, "self_review"), world.rotation, run, world.official).may());
    CHECK(standing_of(step(world, "self_review"), world.rotation, run, substitute(world.official)).hindrance == Hindrance::not_delegable);
  }
}

TEST_CASE("somebody asked is replaced by somebody who holds the role, and history keeps who was asked before") {
  World world;
  Actor fresh = world.members[0];
  fresh.account = AccountId::trusted(std::string(31, '0') + '8');
  to_vote(world);
  world.others = {fresh};  // granted the role after the step opened
  const Act::Replaces wanted{"vote", world.members[0].account, fresh.account};
  const auto replace = [&](const Act::Replaces& what) { return Act{"replace", "Đi công tác dài ngày", {}, what}; };
  CHECK(world.tried(fresh, vote("for")) == RefusalCode::not_yours);
  REQUIRE_FALSE(world.tried(world.board, replace(wanted)));
  CHECK(world.tried(world.members[0], vote("for")) == RefusalCode::not_yours);
  CHECK_FALSE(world.tried(fresh, vote("for")));
  const StepRun* run = world.rotation.run_now("vote");
  CHECK(run->roll.size() == 4);
  REQUIRE(run->replaced.size() == 1);
  CHECK(run->replaced.front().was.account == world.members[0].account);
  const auto opened = std::ranges::find_if(
      world.history, [](const Event& one) { return std::holds_alternative<StepOpened>(one.body) && std::get<StepOpened>(one.body).step == "vote"; });
  CHECK(std::ranges::find(std::get<StepOpened>(opened->body).roll, world.members[0].account, &Seat::account) != std::get<StepOpened>(opened->body).roll.end());

  CHECK(world.tried(world.board, replace({"vote", fresh.account, world.members[0].account})) == RefusalCode::invalid);             // has answered
  CHECK(world.tried(world.board, replace({"vote", world.members[1].account, world.chair.account})) == RefusalCode::invalid);       // is asked already
  CHECK(world.tried(world.board, replace({"vote", world.members[1].account, world.ward_party.account})) == RefusalCode::invalid);  // holds no such role
  CHECK(world.tried(world.board, replace({"resolution", world.members[1].account, fresh.account})) == RefusalCode::invalid);       // not open
  CHECK(world.tried(world.ward_party, replace(wanted)) == RefusalCode::forbidden);
  SECTION("a recused one too: his seat is awaited again") {
    REQUIRE_FALSE(world.tried(world.members[1], Recuse{"vote", "Là em ruột"}));
    Actor another = fresh;
    another.account = AccountId::trusted(std::string(31, '0') + '7');
    world.others.push_back(another);
    REQUIRE_FALSE(world.tried(world.board, replace({"vote", world.members[1].account, another.account})));
    CHECK(world.rotation.run_now("vote")->vacated() == 0);
    CHECK_FALSE(world.tried(another, vote("for")));
  }
}

TEST_CASE("a roll is fixed when the step opens and checked again at the act") {
  World world;
  world.to_review();
  world.must_score("75");
  const auto asked = [&] { return world.rotation.run_now("assessment")->roll.size(); };
  struct Case {
    const char* what;
    std::function<Actor(World&)> who;
    std::optional<RefusalCode> refusal;
  };
  const std::vector<Case> cases{
      {"a member as he was", [](World& w) { return w.members[0]; }, {}},
      {"the role was lost",
       [](World& w) {
         Actor a = w.members[0];
         a.grants.clear();
         return a;
       },
       RefusalCode::not_yours},
      {"the role is held at another unit now",
       [](World& w) {
         Actor a = w.members[0];
         a.grants = {{"member", World::ward}};
         return a;
       },
       RefusalCode::not_yours},
      {"the role was changed for the chair's",
       [](World& w) {
         Actor a = w.members[0];
         a.grants = {{"chair", World::committee}};
         return a;
       },
       RefusalCode::not_yours},
      {"the account is disabled: it holds nothing", [](World& w) { return Actor{w.members[0].account, {}, {}, {}}; }, RefusalCode::not_yours},
      {"the role was gained after the step opened",
       [](World& w) {
         Actor a = w.members[0];
         a.account = AccountId::trusted(std::string(31, '0') + '8');
         w.others = {a};
         return a;
       },
       RefusalCode::not_yours},
      {"a substitute of somebody who lost the role",
       [](World& w) {
         Actor a = w.members[0];
         a.grants.clear();
         return substitute(a);
       },
       RefusalCode::not_yours},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.what) {
      REQUIRE(asked() == 4);
      const Actor who = c.who(world);
      CHECK(world.tried(who, assess()) == c.refusal);
      CHECK(asked() == 4);
    }
  }
}

TEST_CASE("the events of people taking part are written and read back whole") {
  const Seat person{"member", World::committee, AccountId::trusted(std::string(32, '1'))}, body{"party_committee", World::ward, {}};
  const AccountId other = AccountId::trusted(std::string(32, '2'));
  const std::vector<EventBody> bodies{
      ParticipantRecused{"vote", 2, person, person.account, "declared", true, {}},
      ParticipantRecused{"vote", 1, body, other, "declared", false, person.account},
      ParticipantRecused{"vote", 1, person, person.account, "official", true, {}},
      ParticipantReplaced{"vote", 1, person, other},
      PartyPassed{"receiving", World::ward, World::office},
      StepPassed{"party_opinion", 1, World::ward, World::office},
      ResponseRecorded{"vote", 1, person, "for", "", other},
      ActionTaken{"suspend", "chair", World::committee, other},
  };
  for (const EventBody& written : bodies) {
    const json::object payload = to_payload({"review", "review", "-", {}, written, {}});
    const EventBody read = from_payload(type_name(written), payload);
    CHECK(to_payload({"review", "review", "-", {}, read, {}}) == payload);
    CHECK(read.index() == written.index());
  }
}
