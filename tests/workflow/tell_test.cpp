#include "workflow/tell.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "workflow/exploration.hpp"
#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;

Definition small() {
  auto definition = load_definition("small.yaml", small_workflow, roles);
  REQUIRE(definition);
  return std::move(*definition);
}

/// Plays every move that the exploration says there is.
void every_move_is_played(const Definition& definition) {
  const Exploration exploration(definition);
  CHECK(exploration.complete());
  for (const Move& move : exploration.moves()) {
    const Trace trace = exploration.story(move);
    std::string story;
    for (const Localized& sentence : sentences(definition, trace)) story += sentence.en + "\n";
    INFO(story);
    const Told told = tell(definition, trace);
    INFO((told.stopped ? told.stopped->text.en : std::string()));
    CHECK_FALSE(told.stopped);
    CHECK(told.rotation.stage == move.target);
  }
}

struct Wrong {
  const char* title;
  std::vector<TraceAct> acts;
  const char* said;
};

const std::vector<Wrong> wrong{
    {"a step the workflow has not", {{"review", "dance", "done", "", ""}}, "The workflow has no «dance»."},
    {"an action the workflow has not", {{"review", "", "", "dance", ""}}, "The workflow has no «dance»."},
    {"an outcome that does not come", {{"review", "score", "excellent", "", ""}}, "«Score» has no outcome «excellent»."},
    {"an outcome that no voting comes to", {{"review", "vote", "sideways", "", ""}}, "«Vote» has no outcome «sideways»."},
    {"a step that does not open",
     {{"review", "vote", "failed", "", ""}, {"review", "score", "low", "", "dropped"}, {"review", "decision", "issue", "", ""}},
     "Step «Decision» does not open."},
    {"another place than it leads to", {{"review", "", "", "withdraw", "closed"}}, "The rotation stands in «Dropped», not in «Closed» as was said."},
};

struct Unreadable {
  std::string text, said;
};
const std::vector<Unreadable> unreadable{
    {"[]", "a trace is a JSON object"},
    {R"({"trace":2,"workflow":"w","version":1,"acts":[]})", "only «trace»: 1 is known"},
    {R"({"trace":1,"workflow":"w","version":1})", "acts"},
    {R"({"trace":1,"workflow":"w","version":1,"acts":{}})", "«acts» is a list"},
    {R"({"trace":1,"workflow":"w","version":1,"acts":[{"stage":"s"}]})", "an act names a «step», an «action», or at least «to»"},
    {R"({"trace":1,"workflow":"w","version":1,"acts":[{"step":"s"}]})", "an act names a «step» with its «outcome»"},
    {R"({"trace":1,"workflow":"w","version":1,"acts":[{"step":"s","outcome":"o","when":"now"}]})", "an act has no «when»"},
    {R"({"trace":1,"workflow":"w","version":1,"acts":[],"people":{"chair at deciding":-1}})", "«people» counts from 0 to 1000"},
};

std::string page() {
  std::ifstream file(LUAN_SOURCE_DIR "/docs/formats/trace.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("Every move of the shipped workflow is played on the engine as it is told") { every_move_is_played(shipped_rotation()); }
TEST_CASE("Every move of the small workflow is played on the engine as it is told") { every_move_is_played(small()); }

TEST_CASE("Who is to answer does so before a deadline passes that another is to miss") {
  const Definition definition = shipped_rotation();
  const Exploration exploration(definition);
  Trace trace = exploration.story(*exploration.first_in(2));
  for (const auto& [step, outcome] : {std::pair("party_opinion", "no_reply"),
                                      {"government_opinion", "differing"},
                                      {"appraisal", "all_agree"},
                                      {"meeting_with_official", "done"},
                                      {"synthesis", "return"}})
    trace.acts.push_back({"consultation", step, outcome, "", ""});
  trace.acts.back().to = "nomination";
  const Told told = tell(definition, trace);
  INFO((told.stopped ? told.stopped->text.en : std::string()));
  CHECK_FALSE(told.stopped);
  CHECK(told.rotation.stage == "nomination");
}

TEST_CASE("A story that the engine does not follow stops where it differs") {
  const Definition definition = small();
  for (const Wrong& each : wrong) {
    DYNAMIC_SECTION(each.title) {
      const Told told = tell(definition, {each.acts, {}, {}});
      REQUIRE(told.stopped);
      CHECK(told.stopped->text.en == each.said);
      CHECK(told.stopped->why == Stopped::Why::does_not_come);
      CHECK_FALSE(told.stopped->text.vi.empty());
    }
  }
}

TEST_CASE("Where nobody holds a role, the engine's own refusal ends the story") {
  const Definition definition = small();
  const Told told = tell(definition, {{{"review", "score", "low", "", ""}}, {}, {{"chair at deciding", 0}, {"member at deciding", 0}}});
  REQUIRE(told.stopped);
  CHECK(told.stopped->why == Stopped::Why::refused);
}

TEST_CASE("A trace is written and read back the same; what is no trace is refused with the reason") {
  const TraceFile file{
      "small",    1,
      "ab",       "small.yaml",
      {"x", "y"}, {{{"review", "score", "low", "", ""}, {"review", "", "", "withdraw", "dropped"}}, {"hết", "the end"}, {{"chair at deciding", 2}}}};
  const auto back = parse_trace(json::serialize(to_json(file)));
  REQUIRE(back);
  CHECK(back->definition == file.definition);
  CHECK(back->file == file.file);
  CHECK(back->shows == file.shows);
  CHECK(back->trace.acts == file.trace.acts);
  CHECK(back->trace.ending == file.trace.ending);
  CHECK(back->trace.people == file.trace.people);
  for (const Unreadable& each : unreadable) {
    INFO(each.text);
    const auto read = parse_trace(each.text);
    REQUIRE_FALSE(read);
    CHECK(read.error().find(each.said) != std::string::npos);
  }
}

TEST_CASE("The example on the page of traces is played to its end") {
  const std::string text = page();
  const auto begin = text.find("```json\n");
  REQUIRE(begin != std::string::npos);
  const auto file = parse_trace(text.substr(begin + 8, text.find("```", begin + 8) - begin - 8));
  REQUIRE(file);
  const Told told = tell(shipped_rotation(), file->trace);
  INFO((told.stopped ? told.stopped->text.en : std::string()));
  CHECK_FALSE(told.stopped);
  CHECK(told.rotation.stage == "nomination");
  const bool dated = std::ranges::all_of(told.lines, [](const ToldLine& line) { return !line.text.vi.empty() && !line.text.en.empty(); });
  CHECK(dated);
}

}  // namespace luan::test
