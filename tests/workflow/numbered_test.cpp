// Papers of steps and actions carry numbers; a decision that draws several from one register draws each once.
#include <catch2/catch.hpp>

#include <algorithm>

#include "workflow/support/voting.hpp"
#include "workflow/support/workflow_text.hpp"

using namespace luan;
using namespace luan::workflow;
using luan::test::World;

namespace {

std::vector<std::string> papers(const World& world) {
  std::vector<std::string> all;
  for (const PaperNumbered& paper : world.rotation.papers)
    all.push_back((paper.action.empty() ? paper.step + "." + std::to_string(paper.run) : paper.action) + " " + paper.reg);
  return all;
}

}  // namespace

TEST_CASE("The minutes of a vote are numbered when it closes, a report only with the outcome that issues it") {
  World world;
  world.to_consultation();
  CHECK(papers(world) == std::vector<std::string>{"vote.1 minutes"});
  world.must(world.ward_party, "party_opinion", "agree", {});
  world.must(world.ward_government, "government_opinion", "agree", {});
  world.must(world.board, "meeting_with_official", "", {});
  world.must(world.board, "appraisal", "agree", {});
  world.must(world.board, "synthesis", "return", {});
  CHECK(papers(world) == std::vector<std::string>{"vote.1 minutes"});
  const auto numbered = std::ranges::find_if(world.history, [](const Event& event) { return std::holds_alternative<PaperNumbered>(event.body); });
  REQUIRE(numbered != world.history.begin());
  CHECK(std::get<StepClosed>(std::prev(numbered)->body).step == "vote");
}

TEST_CASE("An extension and an early end are decisions of their own, with the state's beside it where the post is one of the government") {
  World world;
  world.post_kind = "government";
  world.to_term("2027-01-01");
  world.act(world.chair, "extend", {{"extension_months", 12}});
  world.act(world.chair, "end_early", {{"ground", "health"}, {"placement_position", std::string(32, 'f')}});
  CHECK(papers(world) == std::vector<std::string>{"vote.1 minutes", "synthesis.1 report", "resolution.1 minutes", "extend decision", "extend state_decision",
                                                  "end_early decision", "end_early state_decision"});
  CHECK(world.rotation.placement->kind == "early");
  CHECK_FALSE(world.rotation.placement->leaves);
  std::vector<std::pair<std::string, int>> numbers;
  for (const PaperNumbered& paper : world.rotation.papers) numbers.emplace_back(paper.reg, paper.ordinal);
  std::ranges::sort(numbers);
  CHECK(std::ranges::adjacent_find(numbers) == numbers.end());
}

TEST_CASE("Who retires or leaves gets no post: by an early end, or at the closure") {
  World world;
  world.to_term("2027-01-01");
  SECTION("an early end") {
    world.act(world.chair, "end_early", {{"ground", "retirement"}});
    CHECK(world.rotation.placement->kind == "early");
  }
  SECTION("the closure") {
    while (world.rotation.stage == "term" && !world.rotation.run_now("final_evaluation")) REQUIRE(world.wake());
    world.must(world.official, "final_self_review", "", {{"level", "good"}});
    world.must(world.ward_party, "final_evaluation", "", {{"level", "good"}});
    world.must(world.chair, "deciding_evaluation", "", {{"level", "good"}});
    world.must(world.board, "placement", "leave_service", {});
    CHECK(world.rotation.placement->kind == "leave_service");
    world.must(world.chair, "conclusion", "approve", {});
    CHECK(papers(world).back() == "conclusion.1 decision");
  }
  CHECK(world.rotation.placement->leaves);
  CHECK(world.rotation.placement->position.none());
  CHECK(world.rotation.status == Status::closed);
}

TEST_CASE("Two steps that close by one decision and are entered in one register have two numbers") {
  World world;
  // Where the last hour of both opinions has come, one Wake closes both.
  for (Step& one : world.definition.stages[2].steps)
    if (one.id == "party_opinion" || one.id == "government_opinion") one.issues = {{"report"}};
  world.to_consultation();
  while (world.rotation.run_now("party_opinion")->open()) REQUIRE(world.wake());
  CHECK_FALSE(world.rotation.run_now("government_opinion")->open());
  std::vector<int> reports;
  for (const PaperNumbered& paper : world.rotation.papers)
    if (paper.reg == "report") reports.push_back(paper.ordinal);
  CHECK(reports == std::vector<int>{1, 2});
}

TEST_CASE("An event of a paper reads back as it was written, and old events have no new members") {
  const Event of_step{.body = PaperNumbered{"vote", 2, {}, "minutes", "2025-2030", "7-BB/ĐU", 7}};
  const Event of_action{.body = PaperNumbered{{}, 0, "extend", "decision", "2025-2030", "8-QĐ/ĐU", 8}};
  for (const Event& event : {of_step, of_action}) {
    const json::object payload = to_payload(event);
    CHECK(to_payload({.body = from_payload("paper.numbered", payload)}) == payload);
  }
  CHECK_FALSE(to_payload({.body = PlacementDecided{"stay", World::ward, {}, 0}}).contains("leaves"));
  CHECK_FALSE(to_payload({.body = DossierItemWithdrawn{"cv", "chair", World::ward}}).contains("principal"));
}
