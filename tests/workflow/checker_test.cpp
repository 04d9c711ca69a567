#include "workflow/checker.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "workflow/loader.hpp"
#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"
#include "workflow/tell.hpp"

namespace luan::test {
namespace {
using namespace workflow;

Definition loaded(const std::string& text) {
  auto definition = load_definition("small.yaml", text, roles);
  if (!definition) {
    std::string all;
    for (const LoadError& error : definition.error()) all += error.line(Language::en) + "\n";
    FAIL(all);
  }
  return std::move(*definition);
}

std::string told(const Definition& definition, const CheckReport& report) {
  std::string all;
  for (const Finding& finding : report.findings) {
    all += std::to_string(finding.mark.line) + ": " + finding.text.vi + "\n   " + finding.text.en + "\n";
    for (const Localized& sentence : sentences(definition, finding.trace)) all += "   - " + sentence.vi + "\n   - " + sentence.en + "\n";
  }
  return all;
}

using Edits = std::vector<std::pair<std::string, std::string>>;

/// Changes that leave a file which loads and does not hold; where and how the fault is told.
struct Seeded {
  std::string title;
  Edits edits;
  std::string at;                    // a piece of the changed text
  std::string vi, en;                // the finding
  std::vector<std::string> story{};  // in English
};

const std::string review_passes = "In «Review»: «Score» ends in «High»; «Vote» ends in «Passed»; «Decision» ends in «Issue»; on to «Term».";

const std::vector<Seeded> seeded{
    {"an outcome without a row",
     {{"[failed, too_few]", "[failed]"}},
     "review:\n",
     "Giai đoạn «Đánh giá»: có 2 cách kết thúc mà bảng chuyển không có dòng nào ứng với.",
     "Stage «Review»: 2 of its endings have no row in its table.",
     {"In «Review»: «Score» ends in «High»; «Vote» ends in «Too few took part»; «Decision» does not open; no row of the table answers these outcomes."}},
    {"a due date by the term's end where no decision has set one",
     {{"due: 3 working days", "due: 10 days before term end"}},
     "vote:\n",
     "Hạn của bước «Biểu quyết» tính theo một ngày của thời hạn luân chuyển",
     "Step «Vote» is due by a date of the term, but there is a way here on which no decision has set one."},
    {"an outcome without a row, a stage further on",
     {{"      - { when: { opinions: disagree }, go: dropped }\n", ""}},
     "term:\n",
     "Giai đoạn «Nhiệm kỳ»: có 1 cách kết thúc",
     "Stage «Term»: 1 of its endings has no row in its table.",
     {review_passes, "In «Term»: «Last review» ends in «Leave»; «Opinions» ends in «Disagree»; no row of the table answers these outcomes."}},
    {"a row behind one that takes everything",
     {{"      - { when: { decision: issue }, go: term }\n", "      - { go: term }\n"}, {"go: review }", "go: review, label: { vi: Chờ, en: Wait } }"}},
     "{ when: { decision: wait }",
     "dòng 33 đứng trước đã nhận hết",
     "This row is never used: the row of line 33 before it takes its cases."},
    {"a row for outcomes that cannot come together",
     {{"      - { when: { decision: wait }, go: review }\n",
       "      - { when: { vote: failed, decision: wait }, go: review }\n      - { when: { decision: wait }, go: review }\n"}},
     "{ when: { vote: failed",
     "không thể cùng xảy ra",
     "This row is never used: the outcomes it names cannot happen together."},
    {"a stage nobody enters",
     {{"{ when: { decision: issue }, go: term }", "{ when: { decision: issue }, go: dropped }"}},
     "term:\n",
     "Không có đường nào tới giai đoạn «Nhiệm kỳ».",
     "No way leads to stage «Term»."},
    {"an end nobody reaches",
     {{"go: closed, label", "go: dropped, label"}},
     "closed: {",
     "Không có đường nào tới kết thúc «Đã kết thúc».",
     "No way leads to the end «Closed»."},
    {"a stage without a way to an end",
     {{"go: closed, label", "go: review, label"},
      {"{ opinions: disagree }, go: dropped", "{ opinions: disagree }, go: term"},
      {"{ vote: [failed, too_few] }, go: dropped", "{ vote: [failed, too_few] }, go: review"}},
     "term:\n",
     "Từ giai đoạn «Nhiệm kỳ», không bảng chuyển nào",
     "From stage «Term», no table leads the rotation to an end.",
     {review_passes}},
    {"a stage whose steps all repeat",
     {{"      last:\n        title: { vi: Nhận xét cuối, en: Last review }\n        opens: 60 days before term end",
       "      last:\n        title: { vi: Nhận xét cuối, en: Last review }\n        repeat: quarterly"},
      {"        opens: 30 days before term end\n", ""},
      {"    next:\n      - { when: { last: extend, opinions: disagree }, go: term, extends_term: true }\n      - { when: { opinions: agree }, go: closed, "
       "label: { vi: Xong, en: Done } }\n      - { when: { opinions: disagree }, go: dropped }\n",
       "    next: [{ go: closed }]\n"}},
     "term:\n",
     "vừa vào thì bảng chuyển đã đưa hồ sơ đi",
     "Stage «Term» holds nothing: all its steps repeat, so its table is read the instant it is entered.",
     {review_passes}},
    {"a step that never opens",
     {{"        after: [vote]\n        opens_if: { vote: passed }\n        who: chair at deciding\n        form: decision",
       "        after: [low_only, vote]\n        opens_if: { vote: passed }\n        who: chair at deciding\n        form: decision"},
      {"      decision:\n        title",
       "      low_only:\n        title: { vi: Xem lại, en: Look again }\n        after: [score, high_only]\n        opens_if: { score: low }\n        who: "
       "chair at deciding\n        form: report\n        rule: first\n"
       "      high_only:\n        title: { vi: Ghi nhận, en: Note }\n        after: [score]\n        opens_if: { score: high }\n        who: chair at "
       "deciding\n        form: report\n        rule: first\n      decision:\n        title"}},
     "low_only:\n",
     "Bước «Xem lại» không bao giờ mở",
     "Step «Look again» never opens: no outcome of the steps before it lets it."},
    {"a term without a decision before it",
     {{"stages: [review], go: dropped", "stages: [review], go: term"}},
     "last:\n",
     "Bước «Nhận xét cuối» mở theo ngày hết thời hạn, nhưng có đường đi tới đây mà chưa có quyết định nào",
     "Step «Last review» opens by the end of the term, but there is a way here on which no decision has set one: it never opens.",
     {"In «Review»: the action «Withdraw»; on to «Term»."}},
    {"a decision that issues nothing",
     {{"effect_with: [issue]", "effect_with: [wait]"},
      {"only_if: issue, required_if: issue, label: { vi: Hiệu lực", "required: true, label: { vi: Hiệu lực"},
      {"only_if: issue, required_if: issue, min: 36", "required: true, min: 36"}},
     "opinions:\n",
     "Bước «Ý kiến» mở theo ngày hết thời hạn",
     "no decision has set one: it never opens",
     {review_passes}},
    {"an extension whose months another placement overwrites",
     {{"{ when: { last: extend, opinions: disagree }, go: term", "{ when: { last: extend }, go: term"}},
     "{ when: { last: extend }",
     "«Ý kiến» có thể bố trí sau «Nhận xét cuối», nên số tháng gia hạn mất",
     "«Opinions» may place after «Last review», and the months of the extension are lost",
     {review_passes, "In «Term»: «Last review» ends in «Extend»; «Opinions» ends in «Agree»; on to «Term»."}},
    {"a suspension for ever",
     {{"  resume: { title: { vi: Tiếp tục, en: Resume }, who: chair at deciding, resumes: true }\n", ""}},
     "suspend: {",
     "Hồ sơ tạm dừng ở «Đánh giá» không bao giờ được tiếp tục",
     "A rotation suspended in «Review» can never go on: no action with «resumes: true» is open there.",
     {"In «Review»: the action «Suspend»; the rotation stays suspended for ever."}},
    {"a resumption of nothing",
     {{"  suspend: { title: { vi: Tạm dừng, en: Suspend }, who: chair at deciding, suspends: true }\n", ""}},
     "resume: {",
     "Thao tác «Tiếp tục» không bao giờ dùng được ở «Đánh giá»",
     "The action «Resume» can never be taken in «Review»: nothing suspends a rotation there."},
};

/// The engine does what the story says, and where no row answers it goes no further.
void check_played(const Definition& definition, const Finding& finding) {
  if (finding.kind == "stage_holds_nothing") {
    CHECK(tell(definition, finding.trace).rotation.stage == "closed");  // it went on by itself
    return;
  }
  const Told played = tell(definition, finding.trace);
  INFO((played.stopped ? played.stopped->text.en : std::string()));
  const bool unanswered = finding.kind == "missing_row" || finding.kind == "due_without_term" || finding.kind == "extension_lost" ||
                          (finding.kind == "no_term" && finding.text.en.starts_with("This row"));
  CHECK(played.stopped.has_value() == unanswered);
  if (unanswered && played.stopped) CHECK(played.stopped->why == Stopped::Why::unsound);
}

/// A stage with this many steps of three outcomes each, side by side; with rows of their own, each outcome counts.
std::string wide_workflow(int steps, bool rows) {
  std::string more, next;
  for (int i = 0; i < steps; ++i) {
    const std::string id = "wide_" + std::to_string(i);
    more += "      " + id + ":\n        title: { vi: " + id + ", en: " + id + " }\n        who: chair at deciding\n        form: ballot\n        rule: first\n";
    next += "      - { when: { " + id + ": against }, go: dropped }\n";
  }
  const std::string wide = changed(small_workflow, "      score:\n", more + "      score:\n");
  return rows ? changed(wide, "      - { when: { decision: issue }, go: term }\n", next + "      - { when: { decision: issue }, go: term }\n") : wide;
}

}  // namespace

TEST_CASE("The shipped workflow holds") {
  const Definition definition = shipped_rotation();
  const CheckReport report = check(definition);
  INFO(told(definition, report));
  CHECK(report.findings.empty());
  CHECK(report.stages == 6);
  CHECK(report.combinations > 40);
}

TEST_CASE("The small workflow holds, and every combination of its outcomes is counted") {
  const Definition definition = loaded(small_workflow);
  const CheckReport report = check(definition);
  INFO(told(definition, report));
  CHECK(report.findings.empty());
  CHECK(report.combinations == 2 * (2 + 1 + 1) + 2 * 2);  // score × (vote passed × decision, failed, too few); last × opinions
}

TEST_CASE("What does not hold is told where it stands, by the shortest story that shows it") {
  for (const Seeded& fault : seeded) {
    DYNAMIC_SECTION(fault.title) {
      std::string text = small_workflow;
      for (const auto& [from, to] : fault.edits) text = changed(text, from, to);
      const Definition definition = loaded(text);
      const CheckReport report = check(definition);
      INFO(told(definition, report));
      const int line = mark_of(text, fault.at).line;
      const auto found = std::ranges::find_if(report.findings, [&](const Finding& finding) {
        return finding.mark.line == line && finding.text.vi.find(fault.vi) != std::string::npos && finding.text.en.find(fault.en) != std::string::npos;
      });
      REQUIRE(found != report.findings.end());
      std::vector<std::string> story;
      for (const Localized& sentence : sentences(definition, found->trace)) {
        story.push_back(sentence.en);
        CHECK_FALSE(sentence.vi.empty());
      }
      CHECK(story == fault.story);
      check_played(definition, *found);
    }
  }
}

TEST_CASE("Taking any one row out of the shipped workflow is found") {
  const Definition whole = shipped_rotation();
  for (std::size_t stage = 0; stage < whole.stages.size(); ++stage) {
    for (std::size_t row = 0; row < whole.stages[stage].next.size(); ++row) {
      Definition less = whole;
      const bool taken_over = less.stages[stage].next[row].extends_term;  // the row below answers its case too
      less.stages[stage].next.erase(less.stages[stage].next.begin() + static_cast<std::ptrdiff_t>(row));
      INFO(whole.stages[stage].id << " row " << row);
      const CheckReport report = check(less);
      const bool found = std::ranges::any_of(
          report.findings, [&](const Finding& finding) { return finding.mark.line == whole.stages[stage].mark.line && !finding.trace.empty(); });
      CHECK(found != taken_over);
    }
  }
}

TEST_CASE("A story is told in Vietnamese as in English") {
  const Definition definition = loaded(changed(small_workflow, "[failed, too_few]", "[failed]"));
  const CheckReport report = check(definition);
  REQUIRE(report.findings.size() == 1);
  const auto story = sentences(definition, report.findings.front().trace);
  REQUIRE(story.size() == 1);
  CHECK(story.front().vi ==
        "Ở «Đánh giá»: «Điểm» có kết quả «Cao»; «Biểu quyết» có kết quả «Không đủ số người»; «Quyết định» không mở; không dòng nào trong bảng ứng với các kết "
        "quả này.");
}

TEST_CASE("Outcomes that nothing tells apart are tried as one, so that opinions side by side do not multiply") {
  const CheckReport report = check(loaded(wide_workflow(20, false)));
  CHECK(report.findings.empty());
  CHECK(report.combinations == 3'486'784'401ULL * 8 + 4);  // 3^20 × 8, all told apart
}

TEST_CASE("A stage with too many endings is said to be so, and nothing is claimed of what was not tried") {
  CHECK(check(loaded(wide_workflow(10, true))).findings.empty());
  const Definition definition = loaded(wide_workflow(20, true));
  const CheckReport report = check(definition);
  INFO(told(definition, report));
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings.front().kind == "too_large");
  CHECK(report.findings.front().text.en == "Stage «Review» can end in more than 1000000 ways, too many to try: the rest is not proved. Split the stage.");
}

TEST_CASE("A property that needs more endings told apart than can be tried is said not to be proved") {
  const std::string text = changed(wide_workflow(18, true), "version: 1\n", "version: 1\nnever: [dropped after score=high]\n");
  CHECK(check(loaded(wide_workflow(18, true))).findings.empty());
  const CheckReport report = check(loaded(text));
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings.front().kind == "too_large");
  CHECK(report.findings.front().mark.line == 3);
  CHECK(report.findings.front().text.en == "«never: dropped after score=high» is not proved: some stage can end in too many ways to try them all.");
}

}  // namespace luan::test
