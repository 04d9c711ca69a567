// What is told of the change from one version to another.
#include "workflow/difference.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "workflow/support/two_versions.hpp"

namespace luan::test {
using namespace workflow;

TEST_CASE("Differences are told as ways, steps, people, rules, deadlines and forms lost, gained and changed") {
  const struct {
    const char* title;
    std::string text;
    const char* kind;
    const char* what;
    const char* told;
  } cases[] = {
      {"a rule", next("at least 2/3 of summoned", "at least 3/4 of summoned"), "changed", "rule", "Step «Vote»: its rule is another"},
      {"a deadline", next("due: 3 working days", "due: 5 working days"), "changed", "due", "Step «Vote»: its deadline is another"},
      {"people", next(more_members, "        who: [chair at deciding]\n        form: ballot"), "changed", "who", "Step «Vote»: others answer it"},
      {"a way gained", next("{ when: { decision: wait }, go: review }", "{ when: { decision: wait }, go: dropped }"), "gained", "way",
       "New way: from «Review» to «Dropped» when «Decision»: Wait"},
      {"a way lost", next("{ when: { decision: wait }, go: review }", "{ when: { decision: wait }, go: dropped }"), "lost", "way",
       "Way lost: from «Review» to «Review» when «Decision»: Wait"},
      {"an action lost", next("  withdraw: { title: { vi: Rút, en: Withdraw }, who: chair at deciding, stages: [review], go: dropped }\n", ""), "lost",
       "action", "Action «Withdraw» is gone"},
      {"the order of ways",
       next("      - { when: { opinions: agree }, go: closed, label: { vi: Xong, en: Done } }\n      - { when: { opinions: disagree }, go: dropped }\n",
            "      - { when: { opinions: disagree }, go: dropped }\n      - { when: { opinions: agree }, go: closed }\n"),
       "changed", "way", "The ways out of «Term» are looked at in another order"},
      {"reminders", next("due: 3 working days", "due: 3 working days\n        remind: on the day"), "changed", "remind",
       "Step «Vote»: its reminders or its escalation are others"},
      {"an escalation", next("due: 3 working days", "due: 3 working days\n        escalate: { before: 1 day, to: chair at deciding }"), "changed", "remind",
       "Step «Vote»: its reminders or its escalation are others"},
      {"nobody left", next("due: 3 working days", "due: 3 working days\n        nobody_left: all_recused"), "changed", "nobody_left",
       "Step «Vote»: another outcome where nobody is left to answer"},
      {"turns", next("title: { vi: Quy trình nhỏ", "counts_turns: false\ntitle: { vi: Quy trình nhỏ"), "changed", "turns",
       "Its postings count as turns no more"},
      {"reasons", next("title: { vi: Quy trình nhỏ", "reasons: { least: 20 }\ntitle: { vi: Quy trình nhỏ"), "changed", "reasons",
       "What a reason must be is another"},
      {"an action's form", next("stages: [review], go: dropped }", "stages: [review], form: report, go: dropped }"), "changed", "action",
       "The action «Withdraw» is another"},
      {"registers",
       changed(next("title: { vi: Quy trình nhỏ",
                    "registers: { letters: { title: { vi: Công văn, en: Letters }, per: calendar year, number: \"{n}/CV\" } }\ntitle: { vi: Quy trình nhỏ"),
               "        effect_with: [issue]\n", "        effect_with: [issue]\n        issues: [decision, letters]\n"),
       "changed", "issues", "Step «Decision»: its papers are entered in other registers"},
      {"a field", next("      text: { kind: long_text, required: true,", "      text: { kind: long_text,"), "changed", "form",
       "Step «Yearly review»: its form is another"},
  };
  for (const auto& one : cases) {
    INFO(one.title);
    const auto found = differences(old_version(), loaded(one.text));
    CHECK(std::ranges::any_of(found, [&](const Difference& d) { return to_text(d.kind) == one.kind && d.what == one.what && d.text.en == one.told; }));
  }
  CHECK(differences(old_version(), loaded(next("Biểu quyết nhân sự", "Bỏ phiếu nhân sự"))).empty());
}

}  // namespace luan::test
