// Faults of many kinds, each put into the shipped workflow, which holds: every one must be found, where it stands.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "workflow/checker.hpp"
#include "workflow/loader.hpp"
#include "workflow/roster.hpp"
#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;

std::string shipped_text(const std::string& name = "rotation") {
  std::ifstream file(LUAN_SOURCE_DIR "/workflows/" + name + ".yaml");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A committee that can carry the shipped workflow.
const std::string enough = R"(deciding: { organisation_board: 2, chair: 1, member: 8 }
sending: [{ unit: Phường Đông, sending_unit: 1 }, { unit: Phường Tây, sending_unit: 2 }]
receiving: { party_committee: 1, government: 1 }
administrators: 1
)";

struct Fault {
  std::string title;
  std::vector<std::pair<std::string, std::string>> edits;  // of the workflow
  std::string kind;                                        // "load": refused before it is explored
  std::string at;                                          // a piece of the changed text, on the line that is named
  std::string roster = enough;
};

const std::string review_rows = "{ when: { vote: failed }, go: dropped";
const std::string chain =
    "      remark: { title: { vi: Ghi nhận, en: Remark }, after: [vote], opens_if: { vote: failed }, who: chair at deciding, form: minutes, rule: first }\n";

/// Made when a test runs: what changes a text reports to it.
const std::vector<Fault>& faults() {
  static const std::vector<Fault> all{
      {"an outcome without a row", {{"{ check: supplement }", "{ check: reject }"}}, "missing_row", "  nomination:\n    title"},
      {"an outcome that was added to a form",
       {{"      redo: {", "      later: { label: { vi: Để sau, en: Later } }\n      redo: {"}},
       "missing_row",
       "  closure:\n"},
      {"a band that was added to a plugin's",
       {{"{ when: { vote: passed, assignments: done }", "{ when: { score: [suitable, consider], vote: passed, assignments: done }"}},
       "missing_row",
       "  review:\n"},
      {"a row behind one that takes its cases",
       {{"{ proposal: decline }, go", "{ check: reject }, go"}},
       "dead_row",
       "{ check: reject }, go: dropped, label: { vi: Nơi"},
      {"a row for what cannot come together",
       {{review_rows, "{ when: { vote: failed, assignments: done }, go: dropped"}},
       "dead_row",
       "{ vote: failed, assignments"},
      {"a step that waits for what excludes it",
       {{"      assignments:\n        title", chain + "      assignments:\n        title"},
        {"        after: [vote]\n        opens_if: { vote: passed }\n        who: organisation_board at deciding\n        form: assignments",
         "        after: [vote, remark]\n        opens_if: { vote: passed }\n        who: organisation_board at deciding\n        form: assignments"}},
       "step_never_opens",
       "      assignments:\n        title"},
      {"a stage nobody enters",
       {{"{ when: { check: [eligible, with_exception] }, go: review", "{ when: { check: [eligible, with_exception] }, go: dropped"}},
       "stage_unreachable",
       "  review:\n"},
      {"an end nobody reaches", {{"go: ended_early", "go: dropped"}}, "end_unreachable", "  ended_early: {"},
      {"stages that only lead to each other",
       {{"{ when: { conclusion: approve }, go: closed", "{ when: { conclusion: approve }, go: closure"}},
       "no_way_out",
       "  term:\n"},
      {"a decision that sets no term",
       {{"        effect: post\n        effect_with: [issue]\n        issues: [decision, { register: state_decision, posts: [government, both] }]\n", ""}},
       "no_term",
       "      final_self_review:\n"},
      {"a way round the decision",
       {{"    stages: [nomination, review, consultation]\n    go: dropped", "    stages: [nomination, review, consultation]\n    go: closure"}},
       "no_term",
       "{ placement: extend, conclusion"},
      {"a second placement over the extension",
       {{"      conclusion:\n        title",
         "      again: { title: { vi: Bố trí lại, en: Place again }, after: [placement], who: chair at deciding, form: placement, "
         "effect: place, rule: first }\n      conclusion:\n        title"}},
       "extension_lost",
       "{ placement: extend, conclusion"},
      {"an extension by an action where the row reads another's months",
       {{"    stages: [term]\n    form: extension", "    stages: [term, closure]\n    form: extension"}},
       "extension_lost",
       "{ placement: extend, conclusion"},
      {"a circle that waits for nobody",
       {{"        form: proposal\n", "        form: proposal\n        nobody_left: all_recused\n"},
        {"      - { when: { proposal: decline }", "      - { when: { proposal: all_recused }, go: nomination }\n      - { when: { proposal: decline }"}},
       "circle",
       "{ proposal: all_recused }"},
      {"a suspension nobody can end", {{"    resumes: true", "    replaces: true"}}, "suspended_for_ever", "  suspend:\n"},
      {"a resumption of nothing", {{"    suspends: true", "    replaces: true"}, {"    defers: true", "    replaces: true"}}, "dead_action", "  resume:\n"},
      {"a silent official who holds everything up",
       {{"        who: organisation_board at deciding\n        form: placement", "        who: official\n        form: placement"}},
       "waits_for_official",
       "      placement:\n        title"},
      {"a plugin that holds everything up",
       {{"    stages: [review, consultation]\n    form: supplement\n    go: nomination",
         "    stages: [consultation]\n    form: supplement\n    go: nomination"},
        {"    stages: [nomination, review, consultation]", "    stages: [nomination, consultation]"}},
       "waits_for_machine",
       "      score:\n"},
      {"a deadline by a term that is not set yet",
       {{"        form: proposal\n        rule: first\n        due: 10 working days",
         "        form: proposal\n        rule: first\n        due: 10 days before term end"}},
       "due_without_term",
       "      proposal:\n        title"},
      {"a deadline by a step that has not been",
       {{"        due: 5 working days after resolution", "        due: 5 working days after deciding_evaluation"}},
       "due_without_date",
       "      decision:\n        title"},
      {"a deadline by a stage that some ways pass by",
       {{"    form: supplement\n    go: nomination", "    form: supplement\n    go: posting"},
        {"        due: 5 working days after resolution", "        due: 5 working days after opening of consultation"}},
       "due_without_date",
       "      decision:\n        title"},
      {"a yearly step due after a year",
       {{"        rule: first\n        due: 20 working days\n      meeting:", "        rule: first\n        due: 300 working days\n      meeting:"}},
       "due_after_next_run",
       "      evaluation:\n"},
      {"a review due after the term has ended",
       {{"opens: 60 days before term end\n        who: official", "opens: 10 days before term end\n        who: official"}},
       "due_after_term",
       "      final_self_review:\n"},
      {"a review that opens before the term begins",
       {{"opens: 60 days before term end\n        who: official", "opens: 2000 days before term end\n        who: official"}},
       "opens_before_term",
       "      final_self_review:\n"},
      {"a special term shorter than its reviews before the end",
       {{"required_if: [issue], min: 36, max: 120, min_if: { term_case: { special: 3 } }",
         "required_if: [issue], min: 36, max: 120, min_if: { term_case: { special: 1 } }"}},
       "opens_before_term",
       "      final_evaluation:\n"},
      {"a posting that nothing was submitted for",
       {{"    form: supplement\n    go: nomination", "    form: supplement\n    go: posting"}},
       "property",
       "posting without synthesis"},
      {"a decision that no vote passed", {{"        opens_if: { resolution: passed }\n", ""}}, "property", "resolution=passed before decision"},
      {"a turn dropped after it was decided", {{"go: ended_early", "go: dropped"}}, "property", "dropped after decision"},
      {"a closure that cannot come",
       {{"{ when: { conclusion: approve }, go: closed", "{ when: { conclusion: approve }, go: closure"}},
       "property",
       "closed reachable"},
      // People.
      {"a body without anybody", {}, "nobody", "      government_opinion:\n", changed(enough, "government: 1", "government: 0")},
      {"one unit of many without anybody", {}, "nobody", "      proposal:\n        title", changed(enough, "Phường Tây, sending_unit: 2", "Phường Tây")},
      {"nobody to vote", {}, "nobody", "      vote:\n        title", changed(enough, "chair: 1, member: 8", "auditor: 1")},
      {"nobody to resume", {}, "nobody", "  resume:\n", changed(enough, "organisation_board: 2, chair: 1", "organisation_board: 0, chair: 0")},
      {"nobody to break a tie", {}, "no_chair", "      vote:\n        title", changed(enough, "chair: 1, ", "")},
      {"nobody to revive a plugin", {}, "nobody", "      score:\n", changed(enough, "administrators: 1", "administrators: 0")},
      {"a vote that one recusal loses",
       {{"after: [assessment]\n        who: [chair at deciding, member at deciding]\n        form: vote\n        issues: minutes\n        rule: { ballot: { ",
         "after: [assessment]\n        who: [chair at deciding, member at deciding]\n        form: vote\n        issues: minutes\n        rule: { ballot: { "
         "recused: counted, "}},
       "vote_lost",
       "      vote:\n        title",
       changed(enough, "chair: 1, member: 8", "chair: 1, member: 1")},
      // What does not even load.
      {"a stage that is not there", {{"{ synthesis: submit }, go: posting", "{ synthesis: submit }, go: postings"}}, "load", "go: postings"},
      {"a role that is not there", {{"who: government at receiving", "who: goverment at receiving"}}, "load", "who: goverment"},
      {"a form that is not there", {{"form: minutes", "form: minute"}}, "load", "form: minute"},
      {"steps that wait for each other",
       {{"      party_opinion:\n        title", "      party_opinion:\n        after: [synthesis]\n        title"}},
       "load",
       "      party_opinion:\n"},
      {"bands that leave points out", {{"weak: { from: 0,", "weak: { from: 10,"}}, "load", "suitable: { from"},
      {"less than the least",
       {{"only_if: [extend], required_if: [extend], min: 6, max: 60", "only_if: [extend], required_if: [extend], min: 61, max: 60"}},
       "load",
       "extension_months: {"},
      {"opinions without a deadline",
       {{"        rule: { each: { silent: no_reply } }\n        due: 10 working days\n        remind: [3 working days before, on the day]\n        escalate",
         "        rule: { each: { silent: no_reply } }\n        escalate"}},
       "load",
       "rule: { each"},
      {"an effect without its field", {{"      effective: {", "      effect_on: {"}}, "load", "effect: post"},
      {"a repeating step that decides",
       {{"opens: 60 days before term end\n        who: party_committee", "repeat: quarterly\n        who: party_committee"}},
       "load",
       "{ final_evaluation: done }"},
      {"a property of nothing", {{"closed reachable", "closd reachable"}}, "load", "closd reachable"},
  };
  return all;
}

/// The same kinds where they fit the other shipped definitions.
struct OtherFault {
  std::string file;  // of workflows/
  Fault fault;
};

const std::vector<OtherFault>& other_faults() {
  static const std::vector<OtherFault> all{
      {"secondment", {"an outcome without a row", {{"{ check: supplement }", "{ check: does_not_meet }"}}, "missing_row", "  request:\n    title"}},
      {"secondment",
       {"a row behind one that takes its cases",
        {{"{ need: not_needed }, go", "{ check: does_not_meet }, go"}},
        "dead_row",
        "{ check: does_not_meet }, go: dropped, label: { vi: Không còn"}},
      {"secondment",
       {"a row for what cannot come together",
        {{"{ agreement: declined }, go", "{ agreement: declined, issue: issue }, go"}},
        "dead_row",
        "{ agreement: declined, issue"}},
      {"secondment",
       {"a stage nobody enters", {{"{ issue: issue }, go: secondment", "{ issue: issue }, go: dropped"}}, "stage_unreachable", "  secondment:\n    title"}},
      {"secondment", {"an end nobody reaches", {{"go: ended_early", "go: dropped"}}, "end_unreachable", "  ended_early: {"}},
      {"secondment",
       {"stages that only lead to each other",
        {{"{ reception: done }, go: closed", "{ reception: done }, go: return"}},
        "no_way_out",
        "  secondment:\n    title"}},
      {"secondment", {"a decision that sets no term", {{"        effect: post\n        effect_with: [issue]\n", ""}}, "no_term", "      end_or_extend:\n"}},
      {"secondment", {"a suspension nobody can end", {{"    resumes: true", "    replaces: true"}}, "suspended_for_ever", "  suspend:\n"}},
      {"secondment",
       {"a silent official who holds everything up",
        {{"        who: [sending_unit at sending, organisation_board at deciding]\n        form: reception", "        who: official\n        form: reception"}},
        "waits_for_official",
        "      reception:\n"}},
      {"secondment",
       {"a decision due after the term has ended",
        {{"opens: 14 days before term end", "opens: 2 days before term end"}},
        "due_after_term",
        "      end_or_extend:\n"}},
      {"secondment", {"a body without anybody", {}, "nobody", "      agreement:\n", changed(enough, "Phường Tây, sending_unit: 2", "Phường Tây")}},
      {"secondment", {"nobody to decide", {}, "nobody", "      issue:\n        title", changed(enough, "chair: 1, ", "")}},
      {"secondment",
       {"an answer that nobody could give", {{"agreed: more than 1/2 of summoned", "agreed: more than 1/2 of presents"}}, "load", "in_favour: {"}},
      {"secondment", {"an effect without its field", {{"      effective: {", "      effect_on: {"}}, "load", "effect: post"}},
      {"position_change",
       {"an outcome without a row", {{"{ settlement: exempt }", "{ settlement: keep }"}}, "missing_row", "  notice:\n    title: { vi: \"Công khai"}},
      {"position_change",
       {"an opinion without a row",
        {{"{ own_view: [all_agree, no_objection] }", "{ own_view: all_agree }"}},
        "missing_row",
        "  notice:\n    title: { vi: \"Công khai"}},
      {"position_change",
       {"a row behind one that takes its cases",
        {{"{ check: exempt }, go: exempted", "{ check: due_for_change }, go: exempted"}},
        "dead_row",
        "{ check: due_for_change }, go: exempted"}},
      {"position_change",
       {"a stage nobody enters", {{"{ issue: issue }, go: handover", "{ issue: issue }, go: dropped"}}, "stage_unreachable", "  handover:\n"}},
      {"position_change",
       {"stages that only lead to each other", {{"{ taken_over: done }, go: closed", "{ taken_over: done }, go: handover"}}, "no_way_out", "  handover:\n"}},
      {"position_change", {"a suspension nobody can end", {{"    resumes: true", "    replaces: true"}}, "suspended_for_ever", "  suspend:\n"}},
      {"position_change", {"an opinion without a deadline", {{"        due: 30 days\n", ""}}, "load", "rule: { each: { silent: no_objection"}},
      {"position_change",
       {"a role that is not there",
        {{"who: [party_committee at receiving, government at receiving]", "who: [party_comittee at receiving, government at receiving]"}},
        "load",
        "party_comittee"}},
      {"position_change",
       {"nobody to receive", {}, "nobody", "      taken_over:\n", changed(enough, "{ party_committee: 1, government: 1 }", "{ auditor: 1 }")}},
  };
  return all;
}

Roster roster(const std::string& text) {
  auto loaded = load_roster("roster.yaml", text, roles);
  REQUIRE(loaded);
  return std::move(*loaded);
}

}  // namespace

TEST_CASE("The shipped workflow has none of these faults") {
  const auto definition = load_definition("rotation.yaml", shipped_text(), roles);
  REQUIRE(definition);
  CHECK(check(*definition).findings.empty());
  CHECK(check_roster(*definition, roster(enough)).empty());
}

namespace {

void found_where_it_stands(const std::string& name, const Fault& fault) {
  std::string text = shipped_text(name);
  for (const auto& [from, to] : fault.edits) text = changed(text, from, to);
  const int line = mark_of(text, fault.at).line;
  const auto definition = load_definition(name + ".yaml", text, roles);
  if (fault.kind == "load") {
    REQUIRE_FALSE(definition);
    CHECK(std::ranges::any_of(definition.error(), [&](const LoadError& error) { return error.mark.line == line; }));
    return;
  }
  if (!definition) FAIL(definition.error().front().line(Language::en));
  std::vector<Finding> findings = check(*definition).findings;
  for (Finding& one : check_roster(*definition, roster(fault.roster))) findings.push_back(std::move(one));
  std::string all;
  for (const Finding& one : findings) all += one.kind + " " + std::to_string(one.mark.line) + ": " + one.text.en + "\n";
  INFO("wanted " << fault.kind << " at line " << line << ", found:\n" << all);
  CHECK(std::ranges::any_of(findings, [&](const Finding& one) { return one.kind == fault.kind && one.mark.line == line; }));
}

}  // namespace

TEST_CASE("Every fault put into the shipped workflow is found where it stands") {
  for (const Fault& fault : faults()) {
    DYNAMIC_SECTION(fault.title) { found_where_it_stands("rotation", fault); }
  }
}

TEST_CASE("Every fault put into the other workflows is found where it stands, and without one they have none") {
  for (const char* name : {"secondment", "position_change"}) {
    INFO(name);
    const auto definition = load_definition(std::string(name) + ".yaml", shipped_text(name), roles);
    REQUIRE(definition);
    CHECK(check(*definition).findings.empty());
    CHECK(check_roster(*definition, roster(enough)).empty());
  }
  for (const OtherFault& other : other_faults()) {
    DYNAMIC_SECTION(other.file << ": " << other.fault.title) { found_where_it_stands(other.file, other.fault); }
  }
}

TEST_CASE("Every kind of finding stands on the page of traces") {
  std::ifstream file(LUAN_SOURCE_DIR "/docs/formats/trace.md");
  std::stringstream page;
  page << file.rdbuf();
  std::set<std::string> kinds;
  for (const Fault& fault : faults()) kinds.insert(fault.kind);
  kinds.erase("load");
  CHECK(kinds.size() >= 20);
  for (const std::string& kind : kinds) {
    INFO(kind);
    CHECK(page.str().find("`" + kind + "`") != std::string::npos);
  }
}

TEST_CASE("The only one asked may be the official himself") {
  const auto definition = load_definition("rotation.yaml", shipped_text(), roles);
  Roster small = roster(enough);
  small.parties["sending"].front().roles["sending_unit"].officials = 1;
  const auto findings = check_roster(*definition, small);
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().kind == "only_official");
  CHECK(findings.front().text.vi.find("Phường Đông") != std::string::npos);
}

TEST_CASE("A roster that cannot be read is told where and why") {
  const std::vector<std::pair<std::string, std::string>> wrong{
      {changed(enough, "chair: 1", "chair: many"), "A whole number from 0 to 1000 belongs here"},
      {changed(enough, "chair: 1", "chairman: 1"), "There is no role «chairman»"},
      {changed(enough, "administrators: 1\n", ""), "lacks «administrators»"},
      {changed(enough, "sending: [", "sender: ["), "lacks «sending»"},
  };
  for (const auto& [text, said] : wrong) {
    const auto loaded = load_roster("roster.yaml", text, roles);
    REQUIRE_FALSE(loaded);
    const bool told =
        std::ranges::any_of(loaded.error(), [&](const LoadError& error) { return error.text.en.find(said) != std::string::npos && !error.text.vi.empty(); });
    INFO(said);
    CHECK(told);
  }
}

}  // namespace luan::test
