// Who takes part: recusal, substitution, replacement, rolls.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "workflow/checker.hpp"
#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"

using namespace luan;
using namespace luan::workflow;
using luan::test::World;

namespace {

Respond vote(const std::string& answer) { return {"vote", {answer, {}}, {}}; }
Respond assess() { return {"assessment", {"", {}}, {}}; }

/// At the vote of the chair and three members.
void to_vote(World& world) {
  world.to_review();
  world.must_score("75");
  world.all_members("assessment", "", {});
}

Step& step(World& world, std::string_view id) {
  for (Stage& stage : world.definition.stages)
    for (Step& one : stage.steps)
      if (one.id == id) return one;
  throw std::logic_error("no such step");
}

/// An account of its own that stands in for somebody.
Actor substitute(const Actor& principal, std::vector<std::string> steps = {}) {
  return {AccountId::trusted(std::string(31, '0') + 's'), {}, {}, {{principal.account, principal.official, principal.grants, std::move(steps)}}};
}

int count_of(const StepClosed& closed, std::string_view name) {
  for (const auto& [key, value] : closed.tally)
    if (key == name) return value;
  return 0;
}

const StepClosed& last_closed(const World& world) {
  for (auto event = world.history.rbegin(); event != world.history.rend(); ++event)
    if (const auto* closed = std::get_if<StepClosed>(&event->body)) return *closed;
  throw std::logic_error("nothing closed");
}

}  // namespace

TEST_CASE("who is recused leaves the awaited ones, and the base as the rule says, exactly") {
  struct Case {
    const char* what;
    bool counted;
    std::vector<const char*> votes;  // of those left, the chair first; the others are recused
    const char* outcome;
    int summoned, recused;
  };
  const std::vector<Case> cases{
      {"two of three for", false, {"for", "for", "against"}, "passed", 3, 1},
      {"the same, counted: two of four is half, and the chair is for", true, {"for", "for", "against"}, "passed", 4, 1},
      {"counted: two of four is half, and the chair is against", true, {"against", "for", "for"}, "failed", 4, 1},
      {"not counted, the chair against two of three", false, {"against", "for", "for"}, "passed", 3, 1},
      {"two left, one of two is half, the chair decides", false, {"for", "against"}, "passed", 2, 2},
      {"two left of four, counted: under the quorum of two thirds", true, {"for", "for"}, "too_few", 4, 2},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.what) {
      World world;
      std::get<BallotRule>(step(world, "vote").rule).counts_recused = c.counted;
      to_vote(world);
      std::vector<Actor> everybody{world.chair};
      everybody.insert(everybody.end(), world.members.begin(), world.members.end());
      for (std::size_t i = c.votes.size(); i < everybody.size(); ++i) REQUIRE_FALSE(world.tried(everybody[i], Recuse{"vote", "Là em ruột"}));
      for (std::size_t i = 0; i < c.votes.size(); ++i) REQUIRE_FALSE(world.tried(everybody[i], vote(c.votes[i])));
      const StepClosed* closed = nullptr;
      for (const Event& event : world.history)
        if (const auto* found = std::get_if<StepClosed>(&event.body); found && found->step == "vote") closed = found;
      REQUIRE(closed);
      CHECK(closed->outcome == c.outcome);
      CHECK(count_of(*closed, "summoned") == c.summoned);
      CHECK(count_of(*closed, "recused") == c.recused);
    }
  }
}

TEST_CASE("the last recusal may be what closes a step, and nobody waits for ever") {
  World world;
  SECTION("all others have voted") {
    to_vote(world);
    REQUIRE_FALSE(world.tried(world.chair, vote("for")));
    for (std::size_t i = 0; i + 1 < world.members.size(); ++i) REQUIRE_FALSE(world.tried(world.members[i], vote("for")));
    REQUIRE_FALSE(world.tried(world.members.back(), Recuse{"vote", "Là bạn thân"}));
    CHECK(world.rotation.run_now("vote")->outcome == "passed");
    CHECK(world.open_steps() == std::vector<std::string>{"assignments"});
  }
  SECTION("nobody would be left: refused with a way out") {
    to_vote(world);
    for (const Actor& member : world.members) REQUIRE_FALSE(world.tried(member, Recuse{"vote", "Là bạn thân"}));
    CHECK(world.tried(world.chair, Recuse{"vote", "Là bạn thân"}) == RefusalCode::last_able);
    CHECK(world.tried(world.chair, vote("against")) == std::nullopt);
  }
  SECTION("nobody would be left, and the file says what follows") {
    step(world, "vote").nobody_left = "all_recused";
    world.definition.stages[1].next.push_back({{{"vote", {"all_recused"}}}, "dropped", false, {}, {}});
    to_vote(world);
    for (const Actor& member : world.members) REQUIRE_FALSE(world.tried(member, Recuse{"vote", "Là bạn thân"}));
    REQUIRE_FALSE(world.tried(world.chair, Recuse{"vote", "Là bạn thân"}));
    CHECK(world.rotation.run_now("vote")->outcome == "all_recused");
    CHECK(world.rotation.stage == "dropped");
  }
}

TEST_CASE("a recusal is declared once, before the answer, and binds") {
  World world;
  to_vote(world);
  REQUIRE_FALSE(world.tried(world.members[0], Recuse{"vote", "Là em ruột"}));
  CHECK(world.tried(world.members[0], vote("for")) == RefusalCode::recused);
  CHECK(world.tried(world.members[0], Recuse{"vote", "Là em ruột"}) == RefusalCode::recused);
  REQUIRE_FALSE(world.tried(world.members[1], vote("for")));
  CHECK(world.tried(world.members[1], Recuse{"vote", "Là em ruột"}) == RefusalCode::already_answered);
  CHECK(world.tried(world.ward_party, Recuse{"vote", "Là em ruột"}) == RefusalCode::not_yours);
  const auto& recused = std::get<ParticipantRecused>(world.history[world.history.size() - 2].body);
  CHECK(recused.conflict == "declared");
  CHECK(world.history[world.history.size() - 2].contents.front().value.at("reason").as_string() == "Là em ruột");
}

TEST_CASE("of a body, one person steps back and the others answer; the last one cannot") {
  World world;
  Actor second = world.ward_party;
  second.account = AccountId::trusted(std::string(31, '0') + '7');
  world.others = {world.ward_party, second};
  world.to_consultation();
  REQUIRE_FALSE(world.tried(world.ward_party, Recuse{"party_opinion", "Là vợ chồng"}));
  CHECK(world.rotation.run_now("party_opinion")->open());
  CHECK(world.tried(world.ward_party, Respond{"party_opinion", {"agree", {}}, {}}) == RefusalCode::recused);
  CHECK(world.tried(second, Recuse{"party_opinion", "Cũng vậy"}) == RefusalCode::last_able);
  CHECK_FALSE(world.tried(second, Respond{"party_opinion", {"agree", {}}, {}}));
  CHECK(world.rotation.run_now("party_opinion")->outcome == "all_agree");
}

TEST_CASE("a body of which nobody was left is not waited for, and is not heard later either") {
  World world;
  Step& opinion = step(world, "party_opinion");
  opinion.who.push_back({"government", "receiving"});
  opinion.nobody_left = "all_recused";
  world.others = {world.ward_party, world.ward_government};
  world.to_consultation();
  REQUIRE_FALSE(world.tried(world.ward_party, Recuse{"party_opinion", "Là vợ chồng"}));
  Actor late = world.ward_party;
  late.account = AccountId::trusted(std::string(31, '0') + '7');
  CHECK(world.tried(late, Respond{"party_opinion", {"agree", {}}, {}}) == RefusalCode::recused);
  CHECK(world.rotation.run_now("party_opinion")->open());
  CHECK_FALSE(world.tried(world.ward_government, Respond{"party_opinion", {"agree", {}}, {}}));
  CHECK(world.rotation.run_now("party_opinion")->outcome == "all_agree");
}

TEST_CASE("nobody judges his own rotation") {
  World world;
  SECTION("the official is a member: on the roll, and recused by rule") {
    Actor himself = world.official;
    himself.grants = {{"member", World::committee}};
    world.others = {himself};
    world.to_review();
    world.must_score("75");
    const StepRun* run = world.rotation.run_now("assessment");
    CHECK(run->roll.size() == 5);
    REQUIRE(run->recusal_of(himself.account));
    CHECK(run->recusal_of(himself.account)->conflict == "official");
    CHECK(world.tried(himself, assess()) == RefusalCode::own_rotation);
    world.all_members("assessment", "", {});
    world.all_members("vote", "for", {});
    CHECK(count_of(last_closed(world), "recused") == 1);
    CHECK(world.open_steps() == std::vector<std::string>{"assignments"});
  }
  SECTION("an account of the official acts for a body he is part of: refused") {
    Actor himself = world.official;
    himself.grants = {{"party_committee", World::ward}};
    world.others = {himself, world.ward_party};
    world.to_consultation();
    CHECK(world.tried(himself, Respond{"party_opinion", {"agree", {}}, {}}) == RefusalCode::own_rotation);
    CHECK_FALSE(world.tried(world.ward_party, Respond{"party_opinion", {"agree", {}}, {}}));
  }
  SECTION("the whole body is the official: the step cannot open, and says whom to appoint") {
    Actor himself = world.official;
    himself.grants = {{"party_committee", World::ward}};
    world.others = {himself};
    world.to_review();
    world.must_score("75");
    world.all_members("assessment", "", {});
    world.all_members("vote", "for", {});
    CHECK(world.tried(world.board, Respond{"assignments", {"", {}}, {}}) == RefusalCode::nobody_to_ask);
  }
  SECTION("nor does he through a substitute, nor as one") {
    Actor himself = world.official;
    himself.grants = {{"party_committee", World::ward}};
    world.others = {himself, world.ward_party};
    world.to_consultation();
    CHECK(world.tried(substitute(himself), Respond{"party_opinion", {"agree", {}}, {}}) == RefusalCode::own_rotation);
    Actor for_government = world.official;
    for_government.stands_for = {{world.ward_government.account, {}, world.ward_government.grants, {}}};
    CHECK(world.tried(for_government, Respond{"government_opinion", {"agree", {}}, {}}) == RefusalCode::own_rotation);
  }
}

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

TEST_CASE("the checker asks a row for the outcome of nobody left") {
  const std::string without =
      test::changed(test::small_workflow, "        due: 3 working days\n", "        due: 3 working days\n        nobody_left: all_recused\n");
  const auto missing = load_definition("small.yaml", without, test::roles);
  REQUIRE(missing);
  CHECK_FALSE(check(*missing).findings.empty());
  const auto complete = load_definition("small.yaml", test::changed(without, "vote: [failed, too_few]", "vote: [failed, too_few, all_recused]"), test::roles);
  REQUIRE(complete);
  CHECK(check(*complete).findings.empty());
  CHECK(complete->find_step("vote").second->delegable == false);
  CHECK(complete->find_step("decision").second->delegable);
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
