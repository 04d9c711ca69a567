// Reminders and escalation: by the calendar, once, in history.
#include <algorithm>
#include <catch2/catch.hpp>

#include "workflow/deadlines.hpp"
#include "workflow/support/voting.hpp"

namespace luan::test {
namespace {
using namespace workflow;

/// What came by the calendar, as "31/12/2026 reminded proposal".
std::vector<std::string> late(const World& world) {
  std::vector<std::string> out;
  for (const Event& event : world.history) {
    const std::string at = to_page_text(world.zone.date(event.at)) + " ";
    if (const auto* reminded = std::get_if<StepReminded>(&event.body)) out.push_back(at + "reminded " + reminded->step);
    if (const auto* escalated = std::get_if<StepEscalated>(&event.body)) out.push_back(at + "escalated " + escalated->step);
  }
  return out;
}

void days(World& world, int count) {
  for (int i = 0; i < count; ++i) {
    world.now += std::chrono::days(1);
    REQUIRE(world.carry_out(nullptr, Wake{}));
  }
}

}  // namespace

TEST_CASE("Who has not answered is reminded on the days the definition names, and of nothing once it is answered") {
  World world;  // Tuesday 24/11/2026; due in 10 working days, on 08/12
  Step& proposal = step(world, "proposal");
  proposal.remind = std::vector<Moment>{{{3, true}, true}, {}, {{2, true}, false}};
  proposal.escalate.reset();
  world.nominate();
  SECTION("to the end") {
    while (world.wake()) {
    }
    CHECK(late(world) == std::vector<std::string>{"03/12/2026 reminded proposal", "08/12/2026 reminded proposal", "10/12/2026 reminded proposal"});
    CHECK(world.rotation.run_now("proposal")->open());
  }
  SECTION("answered after the first") {
    REQUIRE(world.wake());
    world.must(world.sending, "proposal", "introduce", {});
    days(world, 6);
    CHECK(late(world) == std::vector<std::string>{"03/12/2026 reminded proposal"});
  }
  SECTION("a server that slept tells once") {
    world.now += std::chrono::days(60);
    REQUIRE(world.carry_out(nullptr, Wake{}));
    CHECK(late(world) == std::vector<std::string>{"23/01/2027 reminded proposal"});
    CHECK(std::get<StepReminded>(world.history.back().body).day == *parse_date("2026-12-10"));
    CHECK_FALSE(next_wake(world.definition, world.rotation, world.zone));
  }
  SECTION("a suspended rotation reminds nobody") {
    world.act(world.chair, "suspend", {});
    days(world, 30);
    CHECK(late(world).empty());
  }
}

TEST_CASE("Which days of reminding are kept when a step opens") {
  struct Case {
    const char* step;
    std::vector<Moment> moments;
    std::vector<std::string> days;
  };
  // On Tuesday 24/11/2026: the proposal, which waits, and the opinions, which close at the deadline, both due on 08/12.
  const std::vector<Case> cases{{"proposal", {{{3, true}, true}}, {"2026-12-03"}},
                                {"proposal", {{{1, false}, false}, {{1, true}, true}}, {"2026-12-07", "2026-12-09"}},
                                {"proposal", {{{10, true}, true}}, {}},                                 // today: the task itself is news
                                {"proposal", {{{5, true}, true}, {{7, false}, true}}, {"2026-12-01"}},  // one day, said once
                                {"party_opinion", {{}, {{1, false}, false}}, {"2026-12-08"}}};          // closed by then
  const World world;
  for (const Case& one : cases) {
    Step step = *world.definition.find_step(one.step).second;
    step.remind = one.moments, step.escalate.reset();
    const auto dates = timetable(step, {}, *parse_date("2026-11-24"), world.zone, world.calendar);
    REQUIRE(dates);
    std::vector<std::string> found;
    for (const Date day : dates->remind) found.push_back(to_text(day));
    CHECK(found == one.days);
  }
}

TEST_CASE("A step that says nothing is reminded of as the configuration has it, one with an empty list never") {
  const World world;
  const std::vector<Moment> configured{{{2, true}, true}};
  Step step = *world.definition.find_step("check").second;
  step.remind.reset();
  CHECK(timetable(step, {}, *parse_date("2026-11-24"), world.zone, world.calendar, configured)->remind == std::vector<Date>{*parse_date("2026-11-27")});
  step.remind = std::vector<Moment>{};
  CHECK(timetable(step, {}, *parse_date("2026-11-24"), world.zone, world.calendar, configured)->remind.empty());
}

TEST_CASE("What is late is told to others once; they may answer only where the definition says so") {
  for (const bool may_answer : {false, true}) {
    World world;
    Step& proposal = step(world, "proposal");
    proposal.remind = std::vector<Moment>{};
    proposal.escalate = Escalation{{{5, true}, false}, {{"organisation_board", "deciding"}}, may_answer};
    world.nominate();
    CHECK(world.refused(world.board, "proposal") == RefusalCode::not_yours);
    REQUIRE(world.wake());
    CHECK(late(world) == std::vector<std::string>{"15/12/2026 escalated proposal"});
    const StepRun& run = *world.rotation.run_now("proposal");
    REQUIRE(run.told.size() == 1);
    CHECK(run.told.front().role == "organisation_board");
    CHECK(run.roll.size() == (may_answer ? 2 : 1));
    days(world, 40);
    CHECK(late(world).size() == 1);
    if (!may_answer) {
      CHECK(world.refused(world.board, "proposal") == RefusalCode::not_yours);
      world.must(world.sending, "proposal", "introduce", {});
      continue;
    }
    world.must(world.board, "proposal", "introduce", {});
    CHECK(world.open_steps() == std::vector<std::string>{"eligibility"});
  }
}

TEST_CASE("Before a deadline that closes the step, others are told that answers are missing") {
  World world;
  world.to_consultation();  // on Tuesday 24/11/2026; the opinions are due on 08/12 and told of on 07/12
  world.must(world.ward_party, "party_opinion", "agree", {});
  world.must(world.board, "meeting_with_official", "", {});
  world.must(world.board, "appraisal", "agree", {});
  while (world.rotation.run_now("government_opinion")->open()) REQUIRE(world.wake());
  CHECK(late(world) == std::vector<std::string>{"03/12/2026 reminded government_opinion", "07/12/2026 escalated government_opinion",
                                                "08/12/2026 reminded government_opinion"});
}

}  // namespace luan::test
