// Moving rotations to another version: where each state lands, that the proof goes through all of them, and that the engine does
// what the landing says.
#include "workflow/landing.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "workflow/checker.hpp"
#include "workflow/configurations.hpp"
#include "workflow/mapping.hpp"
#include "workflow/support/two_versions.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;

std::string joined(std::vector<std::string> words) {
  std::ranges::sort(words);
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

struct Change {
  const char* title;
  std::string text;  // of the new version
  Standpoint at;     // under the old one
  const char* kept;  // what is said of it
  const char* again;
  const char* gone;
  const char* refused;  // a piece of the sentence; empty: it lands
};

const Standpoint voting{"review", false, {{"score", "high"}, {"vote", std::nullopt}}};
const Standpoint deciding{"review", false, {{"score", "high"}, {"vote", "passed"}, {"decision", std::nullopt}}};
const Standpoint in_term{"term", true, {{"yearly", std::nullopt}}};

const std::vector<Change>& changes() {
  static const std::vector<Change> all{
      {"words only", next("Biểu quyết nhân sự", "Bỏ phiếu nhân sự"), voting, "score vote", "", "", ""},
      {"another quorum asks the open vote again", next("at least 2/3 of summoned", "at least 3/4 of summoned"), voting, "score", "vote", "", ""},
      {"another quorum leaves a vote that is over", next("at least 2/3 of summoned", "at least 3/4 of summoned"), deciding, "decision score vote", "", "", ""},
      {"a longer deadline asks nothing again", next("due: 3 working days", "due: 5 working days"), voting, "score vote", "", "", ""},
      {"others are asked", next(more_members, "        who: [chair at deciding]\n        form: ballot"), voting, "score", "vote", "", ""},
      {"a new step before an open one",
       next("      decision:\n        title: { vi: Quyết định, en: Decision }\n        after: [vote]",
            "      hearing:\n        title: { vi: Trao đổi, en: Hearing }\n        who: chair at deciding\n        form: report\n        rule: first\n"
            "      decision:\n        title: { vi: Quyết định, en: Decision }\n        after: [vote, hearing]"),
       deciding, "score vote", "decision", "", ""},
      {"a stage that is gone",
       [] {
         std::string text = changed(small_workflow, "version: 1\n", "version: 2\n");
         text = changed(text, "  term:\n    title", "  service:\n    title");
         text = changed(text, "go: term, extends_term", "go: service, extends_term");
         return changed(text, "{ decision: issue }, go: term", "{ decision: issue }, go: service");
       }(),
       in_term, "", "", "", "The new version has no stage «Term»"},
  };
  return all;
}

}  // namespace

TEST_CASE("What stays, what is asked again and what has no place is said of each state") {
  for (const Change& change : changes()) {
    DYNAMIC_SECTION(change.title) {
      const Definition to = loaded(change.text);
      const Landing landing = Migration(old_version(), to).land(change.at);
      if (*change.refused) {
        REQUIRE(landing.refused);
        CHECK(landing.refused->en.find(change.refused) != std::string::npos);
        continue;
      }
      CHECK_FALSE(landing.refused);
      CHECK(joined(landing.kept) == change.kept);
      CHECK(joined(landing.again) == change.again);
      CHECK(joined(landing.gone) == change.gone);
    }
  }
}

TEST_CASE("A renamed stage has its place by the mapping, and the proof holds with it and not without") {
  const Change& renamed = changes().back();
  const Definition to = loaded(renamed.text);
  const MigrationProof without = Migration(old_version(), to).prove();
  REQUIRE(without.unplaced.size() == 1);
  CHECK(without.unplaced.front().at.stage == "term");
  CHECK_FALSE(without.unplaced.front().story.acts.empty());
  const auto mapping = read_mapping("map.yaml", "stages: { term: service }\n", old_version(), to);
  REQUIRE(mapping);
  const Migration migration(old_version(), to, *mapping);
  CHECK(migration.land(in_term).stage == "service");
  const MigrationProof proof = migration.prove();
  CHECK(proof.unplaced.empty());
  CHECK(proof.complete);
  CHECK(proof.states > 10);
}

TEST_CASE("A stage that is entered with a decision only takes no rotation without one") {
  // The new version asks for the review's papers in its term: `review` is mapped to a stage that only a decision leads to.
  const Definition& to = old_version();
  Mapping mapping;
  mapping.stages["review"] = "term";
  const Landing landing = Migration(old_version(), to, mapping).land(voting);
  REQUIRE(landing.refused);
  CHECK(landing.refused->en.find("only after a decision") != std::string::npos);
}

TEST_CASE("Wherever a state lands, it is a state of the new version") {
  for (const Change& change : changes()) {
    if (*change.refused) continue;
    INFO(change.title);
    const Definition to = loaded(change.text);
    const Migration migration(old_version(), to);
    for (const Stage& stage : old_version().stages) {
      const Configurations before = configurations(old_version(), stage);
      const Configurations after = configurations(to, *to.stage(stage.id));
      for (const Configuration& state : before.all) {
        Standpoint at{stage.id, stage.id == "term", {}};
        for (std::size_t i = 0; i < state.size(); ++i) {
          if (state[i].is == StepState::Is::open) at.steps[before.shape.steps[i]->id] = std::nullopt;
          if (state[i].is == StepState::Is::closed) at.steps[before.shape.steps[i]->id] = before.shape.outcomes[i][state[i].outcome];
        }
        const Landing landing = migration.land(at);
        REQUIRE_FALSE(landing.refused);
        // Closed ones stay closed, and with them the rest is as the new version would have it: or its table is read at once.
        const auto fits = [&](const Configuration& there) {
          for (std::size_t i = 0; i < there.size(); ++i) {
            const std::string& id = after.shape.steps[i]->id;
            const bool kept = std::ranges::find(landing.kept, id) != landing.kept.end();
            const bool closed = kept && at.steps.at(id).has_value();
            if (closed != (there[i].is == StepState::Is::closed)) return false;
            if (closed && after.shape.outcomes[i][there[i].outcome] != *at.steps.at(id)) return false;
          }
          return true;
        };
        const bool all_over = std::ranges::all_of(landing.kept, [&](const std::string& id) { return at.steps.at(id).has_value(); });
        CHECK((std::ranges::any_of(after.all, fits) || all_over));
      }
    }
  }
}

TEST_CASE("A mapping that names what is not there, or joins two steps, is refused with its place") {
  const Definition to = loaded(next("Biểu quyết nhân sự", "Bỏ phiếu nhân sự"));
  const struct {
    const char* text;
    const char* told;
  } cases[] = {{"stages: { trem: term }\n", "map.yaml:1:11: The old version has no «trem». Did you mean «term»?"},
               {"steps: { vote: votes }\n", "map.yaml:1:16: The new version has no «votes». Did you mean «vote»?"},
               {"steps:\n  vote: decision\n  last: decision\n", "map.yaml:2:3: «decision» has been given another name already."},
               {"steps: { last: opinions }\n", "map.yaml:1:8: «opinions» has been given another name already."},
               {"stage: {}\n", "map.yaml:1:1: The mapping has no key «stage». Did you mean «stages»?"},
               {"[\n", "map.yaml:"}};
  for (const auto& one : cases) {
    const auto mapping = read_mapping("map.yaml", one.text, old_version(), to);
    REQUIRE_FALSE(mapping);
    INFO(mapping.error().front().line(Language::en));
    CHECK(mapping.error().front().line(Language::en).starts_with(one.told));
  }
  CHECK(read_mapping("map.yaml", "stages: { term: review, review: review }\n", old_version(), to));  // stages may be joined
}

TEST_CASE("The engine moves an open rotation, keeps what stays and asks again what does not") {
  World world;
  world.to_review();
  const Rotation before = world.rotation;
  Definition to = world.definition;
  to.version = 3, to.digest = std::string(64, 'a');
  std::get<BallotRule>(const_cast<Step*>(to.stage("review")->step("vote"))->rule).quorum = {3, 4, false};
  SECTION("before the vote has opened only the plugin is asked again: its answer would come to the step of the old version") {
    const Migration migration(world.definition, to);
    REQUIRE(world.carry_out(nullptr, Migrate{&migration}));
    CHECK(world.rotation.facts.version == 3);
    CHECK(world.rotation.facts.digest == to.digest);
    CHECK(world.rotation.stage == "review");
    CHECK(world.rotation.runs.size() == before.runs.size() + 1);
    CHECK(world.rotation.run_now("score")->run == 2);
    CHECK(world.rotation.run_now("assessment")->run == 1);
  }
  SECTION("an open vote lapses and opens anew under the new version, with everybody on its roll") {
    world.must_score("80");
    world.all_members("assessment", "", {{"professional", "good"}, {"political", "good"}, {"ethics", "good"}, {"ability", "good"}});
    REQUIRE(world.open_steps() == std::vector<std::string>{"vote"});
    world.must(world.chair, "vote", "for", {});
    const Migration migration(world.definition, to);
    REQUIRE(world.carry_out(nullptr, Migrate{&migration}));
    const StepRun* vote = world.rotation.run_now("vote");
    REQUIRE(vote);
    CHECK(vote->run == 2);
    CHECK(vote->open());
    CHECK(vote->responses.empty());
    CHECK(world.rotation.run("vote", 1)->outcome == "lapsed");
    CHECK(world.rotation.run("vote", 1)->responses.size() == 1);  // what was said stays on record
    CHECK(world.rotation.run_now("assessment")->outcome == "complete");
  }
  SECTION("its events, applied again, give the same state") {
    const Migration migration(world.definition, to);
    REQUIRE(world.carry_out(nullptr, Migrate{&migration}));
    Rotation again;
    again.id = world.rotation.id;
    for (const Event& event : world.history)
      apply(again, Event{event.from, event.to, event.actor, event.at, from_payload(type_name(event.body), to_payload(event)), {}});
    CHECK(again.sequence == world.rotation.sequence);
    CHECK(again.facts.version == 3);
    CHECK(again.stage == world.rotation.stage);
    CHECK(again.runs.size() == world.rotation.runs.size());
  }
}

TEST_CASE("An open step kept by a version that tells nobody of a delay goes on without an escalation") {
  World world;
  world.to_consultation();
  REQUIRE(world.rotation.run_now("party_opinion")->escalate);
  Definition to = world.definition;
  to.version = 3, to.digest = std::string(64, 'a');
  const_cast<Step*>(to.stage("consultation")->step("party_opinion"))->escalate.reset();
  const Migration migration(world.definition, to);
  REQUIRE(world.carry_out(nullptr, Migrate{&migration}));
  world.definition = to;
  CHECK(world.rotation.run_now("party_opinion")->open());
  CHECK_FALSE(world.rotation.run_now("party_opinion")->escalate);
  CHECK(world.rotation.run_now("government_opinion")->escalate);
  world.now += std::chrono::days(30);
  REQUIRE(world.carry_out(nullptr, Wake{}));  // past the day on which it would have been told
}

TEST_CASE("A follow-up that the new version puts to others is asked again") {
  World world;
  world.definition = old_version();
  world.nominate();
  world.must_score("100");
  world.all_members("vote", "for", {});
  world.must(world.chair, "decision", "issue", {{"effective", "2026-12-02"}, {"term_months", 36}});
  while (!world.rotation.run_now("yearly")) REQUIRE(world.wake());
  world.must(world.official, "yearly", "", {});
  REQUIRE(world.rotation.run_now("reply")->open());
  const Definition to =
      loaded(next("        after: [yearly]\n        who: party_committee at receiving", "        after: [yearly]\n        who: government at receiving"));
  const Migration migration(world.definition, to);
  REQUIRE(world.carry_out(nullptr, Migrate{&migration}));
  CHECK(world.rotation.run("reply", 1)->outcome == "lapsed");
  const StepRun* reply = world.rotation.run_now("reply");
  REQUIRE(reply);
  CHECK(reply->open());
  CHECK(reply->run == 2);
  CHECK(reply->roll.front().role == "government");
}

TEST_CASE("A deadline by what the old version never had counts from the day its step opens") {
  struct Case {
    const char* due;
    const char* day;
  };
  const Case cases[]{{"5 days after intake", "2026-11-29"},             // the stage has not been left
                     {"5 days after opening of intake", "2026-11-29"},  // nor entered
                     {"5 days before opening of intake", "2026-11-29"},
                     {"5 days after reading", "2026-11-29"},
                     {"5 days after opening of reading", "2026-11-29"},
                     {"0 days after reading", "2026-11-24"}};
  for (const Case& one : cases) {
    INFO(one.due);
    std::string text =
        next("stages:\n  review:",
             "stages:\n  intake:\n    title: { vi: Tiếp nhận, en: Intake }\n    steps:\n      reading:\n        title: { vi: Đọc, en: Reading }\n"
             "        who: chair at deciding\n        form: report\n        rule: first\n    next: [{ go: review }]\n  review:");
    text = changed(text, "due: 3 working days", std::string("due: ") + one.due);
    text = changed(text, "at least 2/3 of summoned", "at least 3/4 of summoned");  // so that the vote is asked again
    const Definition to = loaded(text);
    for (const Finding& finding : check(to).findings) CHECK(finding.text.en == "");  // sound by itself: every way to the vote goes through the intake
    World world;
    world.definition = old_version();
    world.nominate();
    const Migration migration(world.definition, to);
    REQUIRE(world.carry_out(nullptr, Migrate{&migration}));
    world.definition = to;
    CHECK(to_text(*world.rotation.run_now("vote")->due) == one.day);
  }
}

}  // namespace luan::test
