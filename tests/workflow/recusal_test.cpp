// Who takes no part: a declared conflict, and nobody judging his own rotation.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "workflow/checker.hpp"
#include "workflow/support/voting.hpp"
#include "workflow/support/workflow_text.hpp"

using namespace luan;
using namespace luan::workflow;
using luan::test::World;
using test::assess;
using test::step;
using test::substitute;
using test::to_vote;
using test::vote;

namespace {

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

TEST_CASE("a conflict that was declared keeps its declarer out of the later steps of the rotation, while others are asked") {
  World world;
  SECTION("a person of a roll") {
    world.to_review();
    world.must_score("75");
    REQUIRE_FALSE(world.tried(world.members[1], Recuse{"assessment", "Là em ruột"}));
    for (const Actor* other : {&world.chair, &world.members[0], &world.members[2]}) world.must(*other, "assessment", "", {});
    const StepRun* run = world.rotation.run_now("vote");
    REQUIRE(run->recusal_of(world.members[1].account));
    CHECK(run->recusal_of(world.members[1].account)->conflict == "earlier");
    CHECK(run->vacated() == 1);
    CHECK(world.history.back().actor == "-");
    CHECK(world.history.back().contents.empty());  // why stands with the declaration
    CHECK(world.tried(world.members[1], vote("for")) == RefusalCode::recused);
    CHECK(world.tried(world.members[1], Recuse{"vote", "Là em ruột"}) == RefusalCode::recused);
    for (const Actor* other : {&world.chair, &world.members[0], &world.members[2]}) world.must(*other, "vote", "for", {});
    CHECK(count_of(last_closed(world), "summoned") == 3);
    CHECK(count_of(last_closed(world), "recused") == 1);
    CHECK(world.open_steps() == std::vector<std::string>{"assignments"});
  }
  SECTION("of several who declared one, whom the file names first is left where nobody else would be") {
    world.to_review();
    world.must_score("75");
    step(world, "assessment").nobody_left = "all_recused";
    for (const Actor& member : world.members) REQUIRE_FALSE(world.tried(member, Recuse{"assessment", "Là bạn thân"}));
    REQUIRE_FALSE(world.tried(world.chair, Recuse{"assessment", "Là anh ruột"}));
    const StepRun* run = world.rotation.run_now("vote");
    REQUIRE(run);
    CHECK(run->open());
    CHECK(run->vacated() == 3);
    CHECK_FALSE(run->recusal_of(world.chair.account));
    CHECK(world.tried(world.chair, Recuse{"vote", "Là anh ruột"}) == RefusalCode::last_able);
    CHECK_FALSE(world.tried(world.chair, vote("for")));
  }
  SECTION("somebody of a body: the others answer, and without others he stays asked") {
    Actor second = world.board;
    second.account = AccountId::trusted(std::string(31, '0') + '7');
    world.others = {world.board, second};
    world.to_consultation();
    REQUIRE_FALSE(world.tried(world.board, Recuse{"meeting_with_official", "Là vợ chồng"}));
    world.must(second, "meeting_with_official", "", {});
    const bool alone = GENERATE(false, true);
    CAPTURE(alone);
    world.must(second, "appraisal", "agree", {});
    world.must(world.ward_party, "party_opinion", "agree", {});
    if (alone) world.others = {world.board};
    world.must(world.ward_government, "government_opinion", "agree", {});
    const StepRun* run = world.rotation.run_now("synthesis");
    REQUIRE(run);
    CHECK((run->recusal_of(world.board.account) == nullptr) == alone);
    CHECK(run->vacated() == 0);
    CHECK(world.tried(world.board, Respond{"synthesis", {"submit", {}}, {}}) == (alone ? std::nullopt : std::optional(RefusalCode::recused)));
    if (!alone) CHECK_FALSE(world.tried(second, Respond{"synthesis", {"submit", {}}, {}}));
  }
  SECTION("steps that are open beside it, but for what was said there already") {
    Actor second = world.board;
    second.account = AccountId::trusted(std::string(31, '0') + '7');
    world.others = {world.board, second};
    world.to_consultation();
    const bool answered = GENERATE(false, true);
    CAPTURE(answered);
    if (answered) world.must(world.board, "appraisal", "agree", {});
    REQUIRE_FALSE(world.tried(world.board, Recuse{"meeting_with_official", "Là vợ chồng"}));
    const StepRun* run = world.rotation.run_now("appraisal");
    CHECK((run->recusal_of(world.board.account) != nullptr) != answered);
    CHECK(run->responses.size() == (answered ? 1 : 0));
    if (answered) return;
    CHECK(run->open());
    CHECK(run->vacated() == 0);
    CHECK(world.tried(world.board, Respond{"appraisal", {"agree", {}}, {}}) == RefusalCode::recused);
    CHECK_FALSE(world.tried(second, Respond{"appraisal", {"agree", {}}, {}}));
  }
  SECTION("and he takes nobody's place") {
    world.to_review();
    world.must_score("75");
    const Actor back = world.members[1];
    REQUIRE_FALSE(world.tried(back, Recuse{"assessment", "Là em ruột"}));
    world.members.erase(world.members.begin() + 1);  // no member when the vote opens, and one again afterwards
    world.all_members("assessment", "", {});
    REQUIRE(world.rotation.run_now("vote")->roll.size() == 3);
    world.others = {back};
    const Act::Replaces wanted{"vote", world.members[0].account, back.account};
    CHECK(world.tried(world.board, Act{"replace", "Đi công tác", {}, wanted}) == RefusalCode::invalid);
  }
  SECTION("who stood in for somebody") {
    const Actor deputy = substitute(world.board);
    world.others = {world.board};
    world.to_consultation();
    REQUIRE_FALSE(world.tried(deputy, Recuse{"meeting_with_official", "Là em ruột"}));
    world.must(world.board, "meeting_with_official", "", {});
    world.must(world.board, "appraisal", "agree", {});
    world.must(world.ward_party, "party_opinion", "agree", {});
    world.must(world.ward_government, "government_opinion", "agree", {});
    CHECK(world.tried(deputy, Respond{"synthesis", {"submit", {}}, {}}) == RefusalCode::recused);
    CHECK_FALSE(world.tried(world.board, Respond{"synthesis", {"submit", {}}, {}}));
  }
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
