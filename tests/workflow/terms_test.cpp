// Answers on terms, due dates that count from other days, and who acts for whom in the dossier.
#include <catch2/catch.hpp>

#include "workflow/answer_withheld.hpp"
#include "workflow/checker.hpp"
#include "workflow/configurations.hpp"
#include "workflow/loader.hpp"
#include "workflow/support/voting.hpp"
#include "workflow/support/workflow_text.hpp"

namespace luan::test {
namespace {
using namespace workflow;

Definition loaded(const std::string& text) {
  auto definition = load_definition("small.yaml", text, roles);
  if (!definition) FAIL(definition.error().front().line(Language::en));
  return std::move(*definition);
}
std::string refused(const std::string& text) {
  const auto definition = load_definition("small.yaml", text, roles);
  REQUIRE_FALSE(definition);
  std::string all;
  for (const LoadError& error : definition.error()) all += (all.empty() ? "" : "\n") + error.text.en;
  return all;
}
std::vector<std::string> kinds(const Definition& definition) {
  std::vector<std::string> all;
  for (const Finding& finding : check(definition).findings) all.push_back(finding.kind);
  return all;
}

}  // namespace

TEST_CASE("What the review of conditions did not find is no silent pass, and no wall: an exception with its basis is taken") {
  for (const auto& [points, band] : {std::pair{"60", "incomplete"}, {"10", "needs_exception"}}) {
    DYNAMIC_SECTION(band) {
      World world;
      world.nominate();
      world.must(world.sending, "proposal", "introduce", {});
      world.must_score(points, "eligibility");
      world.fill_dossier();
      CHECK(world.rotation.run_now("eligibility")->outcome == band);
      CHECK(world.tried(world.board, Respond{"check", {"eligible", {}}, {}}) == RefusalCode::answer_withheld);
      const auto why = answer_withheld(world.definition, world.rotation, *world.definition.find_step("check").second, "eligible");
      REQUIRE(why);
      CHECK(why->en.starts_with("“Review of conditions” must come out as “Mandatory conditions met”; it is “"));
      CHECK_FALSE(world.tried(world.board, Respond{"check", {"with_exception", {{"authoriser", "Thường trực"}, {"basis", "41-KL/ĐU"}}}, {}}));
      CHECK(world.rotation.stage == "review");
    }
  }
}

TEST_CASE("Terms of answers are read whole or refused") {
  const auto with = [](const std::string& terms) {
    return changed(small_workflow, "        form: decision\n", "        form: decision\n        answers_if: " + terms + "\n");
  };
  const Definition definition = loaded(with("{ issue: { vote: passed } }"));
  CHECK(definition.find_step("decision").second->answers_if.at("issue").at("vote") == std::vector<std::string>{"passed"});
  CHECK(refused(with("{ isue: { vote: passed } }")) == "The step's form has no answer «isue». Did you mean «issue»?");
  CHECK(refused(with("{ issue: { score: high } }")).starts_with("«after» of this step has no step «score»."));
  CHECK(refused(with("{ issue: { vote: pased } }")).starts_with("Step «vote» has no outcome «pased»."));
  CHECK(refused(with("{ issue: { vote: passed }, wait: { vote: passed } }")).ends_with("Leave one without terms at least."));
}

TEST_CASE("The checker knows that an answer on terms does not come without them") {
  // The row for `issue` is dead where the vote can never allow it.
  const std::string dead = changed(
      changed(small_workflow, "        opens_if: { vote: passed }\n", "        opens_if: { vote: passed }\n        answers_if: { issue: { vote: failed } }\n"),
      "version: 1\n", "version: 1\n");
  const auto found = kinds(loaded(dead));
  CHECK(std::ranges::find(found, "dead_row") != found.end());
  CHECK(kinds(loaded(small_workflow)).empty());
}

TEST_CASE("A due date counts from the nomination, or from the opening or closing of another step or stage") {
  struct Case {
    const char* due;
    const char* day;
  };
  // Nominated, and into the review, on Tuesday 24/11/2026; the vote closes on Thursday the 26th.
  for (const Case& c : {Case{"30 days after nomination", "2026-12-24"},
                        {"5 working days after vote", "2026-12-03"},
                        {"2 days after closing of vote", "2026-11-28"},
                        {"3 days after opening of vote", "2026-11-27"},
                        {"10 days after opening of review", "2026-12-04"},
                        {"1 day before nomination", "2026-11-26"}}) {
    DYNAMIC_SECTION(c.due) {
      World world;
      world.definition = loaded(
          changed(small_workflow, "        opens_if: { vote: passed }\n", std::string("        opens_if: { vote: passed }\n        due: ") + c.due + "\n"));
      world.nominate();
      world.now += std::chrono::hours(48);
      world.all_members("vote", "for", {});
      const StepRun* run = world.rotation.run_now("decision");
      REQUIRE(run);
      REQUIRE(run->due);
      CHECK(to_text(*run->due) == c.day);
    }
  }
}

TEST_CASE("What a due date counts from is another step or stage that there is") {
  const auto with = [](const std::string& due) { return changed(small_workflow, "        due: 3 working days\n", "        due: " + due + "\n"); };
  for (const char* wrong :
       {"3 days after vote", "3 days after votes", "3 days after closing of review", "3 days opening of review", "3 days after end of review"}) {
    INFO(wrong);
    CHECK(refused(with(wrong)).find("belongs here") != std::string::npos);
  }
  CHECK(kinds(loaded(with("3 days after opening of review"))).empty());
  CHECK(kinds(loaded(with("3 days after nomination"))).empty());
  // The vote may come before the score has, and the term after it.
  CHECK(kinds(loaded(with("3 days after score"))) == std::vector<std::string>{"due_without_date"});
  CHECK(kinds(loaded(with("3 days after closing of term"))) == std::vector<std::string>{"due_without_date"});
}

TEST_CASE("Who withdraws a paper or excepts from it for somebody else says for whom") {
  World world;
  world.nominate();
  world.fill_dossier();
  const Actor other = substitute(world.board);
  REQUIRE_FALSE(world.tried(other, KeepDossier{KeepDossier::Kind::withdraw, "cv", {}, {}, {{"reason", "Bản cũ"}}}));
  CHECK(std::get<DossierItemWithdrawn>(world.history.back().body).principal == world.board.account);
  REQUIRE_FALSE(world.tried(other, KeepDossier{KeepDossier::Kind::except, "cv", {}, {}, {{"authoriser", "a"}, {"basis", "b"}}}));
  CHECK(std::get<DossierItemExcepted>(world.history.back().body).principal == world.board.account);
  const json::object payload = to_payload(world.history.back());
  CHECK(std::get<DossierItemExcepted>(from_payload("dossier-item.excepted", payload)).principal == world.board.account);
}

TEST_CASE("An answer that excepts, given for somebody else, says so of each paper") {
  World world;
  world.nominate();
  world.must(world.sending, "proposal", "introduce", {});
  world.must_score("10", "eligibility");
  REQUIRE_FALSE(world.tried(substitute(world.board), Respond{"check", {"with_exception", {{"authoriser", "Thường trực"}, {"basis", "41-KL/ĐU"}}}, {}}));
  int excepted = 0;
  for (const Event& event : world.history)
    if (const auto* one = std::get_if<DossierItemExcepted>(&event.body)) {
      ++excepted;
      CHECK(one->principal == world.board.account);
    }
  CHECK(excepted > 0);
}

}  // namespace luan::test
