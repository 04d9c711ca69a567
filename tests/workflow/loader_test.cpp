#include "workflow/loader.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "base/bytes.hpp"
#include "support/json_schema.hpp"
#include "workflow/loader_tree.hpp"
#include "workflow/loader_words.hpp"
#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;

std::string file_bytes(const std::string& path) {
  std::ifstream file(std::string(LUAN_SOURCE_DIR) + "/" + path, std::ios::binary);
  REQUIRE(file);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::string all_lines(const std::vector<LoadError>& errors) {
  std::string text;
  for (const LoadError& error : errors) text += error.line(Language::en) + "\n" + error.line(Language::vi) + "\n";
  return text;
}

/// One change to the small workflow, and what must be said of it. `at` is where: a piece of the changed text.
struct Seeded {
  std::string title, from, to, at, vi, en;
};

const std::vector<Seeded> seeded{
    {"an unknown key of a step", "        task: {", "        tsk: {", "tsk:", "Bước «vote» không có khoá «tsk». Có phải là «task»?",
     "Step «vote» has no key «tsk». Did you mean «task»?"},
    {"an unknown key at the top", "actions:\n", "actoins:\n", "actoins", "«actions»", "Did you mean «actions»?"},
    {"a key that is like no other", "        task: {", "        colour: {", "colour", "Dùng được: title, task", "What can stand here: title, task"},
    {"an unknown role", "who: organisation_board at deciding", "who: organization_board at deciding", "organization_board",
     "Không có vai trò «organization_board». Có phải là «organisation_board»?", "There is no role «organization_board». Did you mean «organisation_board»?"},
    {"an unknown party", "government at receiving", "government at recieving", "government at recieving", "Không có bên «recieving»",
     "Did you mean «receiving»?"},
    {"a who without its party", "who: organisation_board at deciding", "who: organisation_board", "organisation_board", "vai trò at bên",
     "«role at party» belongs here"},
    {"an unknown form", "form: ballot", "form: balot", "balot", "Không có biểu mẫu «balot». Có phải là «ballot»?",
     "There is no form «balot». Did you mean «ballot»?"},
    {"an unknown step in after", "after: [vote]", "after: [votes]", "votes]", "không có bước khác tên «votes». Có phải là «vote»?",
     "has no other step «votes». Did you mean «vote»?"},
    {"a step that waits for itself", "after: [vote]", "after: [vote, decision]", "decision]", "không có bước khác tên «decision»",
     "has no other step «decision»"},
    {"an unknown step in a row", "vote: [failed, too_few] }", "voting: [failed, too_few] }", "voting", "Giai đoạn «review» không có bước «voting»",
     "Stage «review» has no step «voting»"},
    {"an unknown outcome in a row", "[failed, too_few]", "[failed, to_few]", "to_few", "Bước «vote» không có kết quả «to_few». Có phải là «too_few»?",
     "Step «vote» has no outcome «to_few». Did you mean «too_few»?"},
    {"an unknown outcome in opens_if", "opens_if: { vote: passed }", "opens_if: { vote: pased }", "pased", "Bước «vote» không có kết quả «pased»",
     "Did you mean «passed»?"},
    {"opens_if without after", "        after: [vote]\n", "", "vote: passed", "thêm «vote» vào «after»", "add «vote» to «after»"},
    {"opens_if naming a step of another stage", "opens_if: { vote: passed }", "opens_if: { last: extend }", "last: extend",
     "Giai đoạn «review» không có bước khác tên «last»", "Stage «review» has no other step «last»"},
    {"an unknown stage in go", "go: term }", "go: trem }", "trem", "Không có giai đoạn hay kết thúc «trem». Có phải là «term»?",
     "There is no stage or end «trem». Did you mean «term»?"},
    {"an unknown stage in an action", "stages: [review]", "stages: [reviews]", "reviews", "Không có giai đoạn «reviews»", "There is no stage «reviews»"},
    {"a duplicate key", "version: 1\n", "version: 1\nversion: 2\n", "version: 2", "Khoá «version» đã có ở trên", "The key «version» stands above already"},
    {"a step twice in one stage", "      decision:\n        title", "      vote:\n        title", "vote:\n        title: { vi: Quyết định",
     "Khoá «vote» đã có ở trên", "stands above already"},
    {"a step id of another stage", "      yearly:", "      score:", "score:\n        title: { vi: Nhận xét năm", "Đã có bước «score» ở giai đoạn khác",
     "Another stage has a step «score» already"},
    {"an end named as a stage", "  closed: {", "  review: {", "review: { vi", "«review» đã là tên một giai đoạn", "«review» names a stage already"},
    {"a label without English", "en: Vote on the person }", "}", "{ vi: Biểu quyết nhân sự", "Bước «vote», «task» thiếu chữ tiếng Anh («en»)",
     "Step «vote», «task» lacks its English text («en»)"},
    {"a label without Vietnamese", "closed: { vi: Đã kết thúc, en", "closed: { en", "{ en: Closed", "thiếu chữ tiếng Việt", "lacks its Vietnamese text"},
    {"a label cut at a comma", "vi: Điểm, en: Score", "vi: Điểm, số, en: Score", "số", "phải đặt trong dấu nháy", "Text with a comma needs quotes"},
    {"a secret ballot", "tie: chair }", "tie: chair, secret: true }", "secret", "Bỏ phiếu kín chưa được làm", "Secret ballots are not built yet"},
    {"reminders at no time", "        due: 3 working days", "        due: 3 working days\n        remind: [soon]", "soon]", "«3 working days before»",
     "«on the day» or «2 working days after» belongs here"},
    {"reminders after a deadline that closes", "        due: 3 working days", "        due: 3 working days\n        remind: [2 days after]", "[2 days after]",
     "đóng khi hết hạn nên không có gì để nhắc sau hạn", "nothing is left to remind of after it"},
    {"reminders without a deadline", "effect_with: [issue]\n", "effect_with: [issue]\n        remind: [on the day]\n", "[on the day]", "chưa có «due»",
     "has no «due», so there is no date to count from"},
    {"an escalation after a deadline that closes", "        due: 3 working days",
     "        due: 3 working days\n        escalate: { after: 2 days, to: chair at deciding }", "2 days, to", "không bao giờ báo sau hạn",
     "it is never told of after it. Use «before»"},
    {"an escalation at no time", "        due: 3 working days", "        due: 3 working days\n        escalate: { to: chair at deciding }", "{ to: chair",
     "cần đúng một trong hai: «after", "needs exactly one of «after"},
    {"an escalation to nobody", "        due: 3 working days", "        due: 3 working days\n        escalate: { before: 1 day }", "{ before: 1 day }",
     "thiếu «to»", "lacks «to»"},
    {"an answer for several", "        due: 3 working days",
     "        due: 3 working days\n        escalate: { before: 1 day, to: chair at deciding, may_answer: true }", "true }\n      decision",
     "không thể trả lời thay", "cannot answer for them"},
    {"a share that is no fraction", "at least 2/3 of summoned", "two thirds of summoned", "two thirds", "Cần phân số như «at least 2/3 of summoned»",
     "A fraction such as «at least 2/3 of summoned»"},
    {"a share of what is not counted", "more than 1/2 of valid", "more than 1/2 of votes", "more than 1/2 of votes", "summoned, present, valid",
     "of: summoned, present, valid"},
    {"a quorum of those present", "at least 2/3 of summoned", "at least 2/3 of present", "at least 2/3 of present", "«at least 2/3 of summoned»",
     "of: summoned"},
    {"a share that cannot be met", "more than 1/2 of valid", "more than 3/3 of valid", "more than 3/3", "không bao giờ đạt được", "can never be met"},
    {"a tie for a chair who is not asked", "who: [chair at deciding, member at deciding]", "who: [member at deciding]", "{ ballot: {",
     "«who» không có vai trò «chair»", "«who» has no role «chair»"},
    {"a ballot whose form cannot be counted", "      against: {", "      no: {", "{ ballot: {", "cần câu trả lời «against»", "needs the answer «against»"},
    {"a rule nobody knows", "effect: post\n        effect_with: [issue]\n        rule: first", "rule: frist", "frist", "Cần quy tắc: first, all",
     "A rule belongs here: first, all"},
    {"several people without a deadline", "        due: 3 working days\n", "", "{ ballot: {", "một người im lặng giữ hồ sơ mãi",
     "one silent person holds the rotation for ever"},
    {"a time that is none", "3 working days", "3 workdays", "3 workdays", "«10 working days»", "«10 working days», «30 days»"},
    {"a day that not every year has", "yearly on 12-01", "yearly on 02-29", "yearly on 02-29", "ngày phải có trong mọi năm", "must exist in every year"},
    {"a due date without its day", "due: 3 working days", "due: 3 days before closing", "3 days before closing", "«10 days before term end»",
     "(3650 days at most; another step or stage of the workflow) belongs here"},
    {"a due hour that no clock has", "due: 3 working days", "due: 3 working days at 25:00", "3 working days at 25:00", "có thể thêm «at 17:00»",
     "with «at 17:00» or without"},
    {"a due date on the day itself", "due: 3 working days", "due: 0 days", "0 days", "«10 working days», «30 days»", "«30 days»"},
    {"an opening that is none", "60 days before term end", "60 days before the end", "60 days before the end", "«60 days before term end»",
     "«60 days before term end»"},
    {"a calendar step that waits", "        opens: 30 days before term end", "        opens: 30 days before term end\n        after: [last]", "[last]",
     "mở theo lịch nên không thể có «after»", "opens by the calendar, so it cannot have «after»"},
    {"steps in a circle", "        who: [chair at deciding, member", "        after: [decision]\n        who: [chair at deciding, member",
     "vote:\n        title", "vote → decision → vote", "Steps wait for each other in a circle, so none can open: vote → decision → vote"},
    {"a repeating step in a row", "{ last: extend, opinions", "{ last: extend, yearly: done, opinions", "yearly: done",
     "không quyết định việc chuyển giai đoạn", "The repeating step «yearly» never ends a stage"},
    {"a step after two, one of them repeating", "after: [yearly]", "after: [yearly, last]", "reply:", "chỉ được chờ đúng bước đó",
     "can wait for that one only"},
    {"like a step that is not there", "like: last", "like: lost", "lost", "Không có bước «lost». Có phải là «last»?",
     "There is no step «lost». Did you mean «last»?"},
    {"bands that do not cover 0", "low: { from: 0,", "low: { from: 10,", "high: { from", "chưa phủ tới 0", "The bands do not cover 0"},
    {"bands from the lowest up", "low: { from: 0,", "low: { from: 70,", "70,", "từ cao xuống thấp", "from the highest down"},
    {"a band over 100", "from: 69.5", "from: 169.5", "169.5", "từ 0 đến 100", "Points from 0 to 100"},
    {"posting without its date", "      effective: {", "      efective: {", "post\n", "cần mục «effective» loại «date»",
     "The effect «post» needs a field «effective» of kind «date» in form «decision»"},
    {"posting with a date that may be left out", "effective: { kind: date, only_if: issue, required_if: issue,", "effective: { kind: date, only_if: issue,",
     "post\n", "là bắt buộc khi trả lời «issue»", "needs the field «effective» of form «decision» to be required with the answer «issue»"},
    {"a paper in a register that is not there", "effect_with: [issue]", "effect_with: [issue]\n        issues: [decisions]", "decisions",
     "Không có sổ «decisions». Có phải là «decision»?", "There is no register «decisions». Did you mean «decision»?"},
    {"a decision that is not always issued", "effect_with: [issue]", "effect_with: [issue]\n        issues: { register: decision, posts: [party] }",
     "{ register", "Văn bản đầu tiên của «issues» là quyết định", "The first paper of «issues» is the decision itself"},
    {"a paper for a kind of post that is not there", "effect_with: [issue]",
     "effect_with: [issue]\n        issues: [decision, { register: decision, posts: [state] }]", "state]", "Không có loại chức danh «state»",
     "There is no kind of post «state»"},
    {"a paper with an outcome that does not come", "        form: ballot", "        form: ballot\n        issues: { register: decision, with: [pased] }",
     "pased", "Bước này không có kết quả «pased»", "This step has no outcome «pased». Did you mean «passed»?"},
    {"a register without a number", "actions:\n", "registers:\n  other: { title: { vi: Sổ, en: Book }, per: calendar year, number: QĐ }\nactions:\n", "QĐ }",
     "Cần mẫu số văn bản có {n}", "A number with {n} in it belongs here"},
    {"a register that counts through nothing", "actions:\n", "registers:\n  other: { title: { vi: Sổ, en: Book }, per: month, number: \"{n}\" }\nactions:\n",
     "month", "Không có kỳ đánh số «month»", "There is no period of numbering «month»"},
    {"an effect with an answer that is not there", "effect_with: [issue]", "effect_with: [isue]", "isue", "không có câu trả lời «isue»",
     "Did you mean «issue»?"},
    {"an effect nobody knows", "effect: post", "effect: poste", "poste\n", "Không có tác động «poste»", "There is no effect «poste». Did you mean «post»?"},
    {"an extension without its months", "      extension_months: {", "      more_months: {", "{ when: { last: extend", "cần mục «extension_months»",
     "needs a field «extension_months» of kind «months»"},
    {"an extension without a placement", "{ last: extend, opinions: disagree }, go: term", "{ opinions: disagree }, go: term",
     "{ when: { opinions: disagree }, go: term", "«effect: place»", "a step with «effect: place»"},
    {"an action that does two things", "resumes: true }", "resumes: true, go: dropped }", "resume:", "đúng một trong: «go", "exactly one of"},
    {"a word for nobody left that is taken", "        due: 3 working days\n", "        due: 3 working days\n        nobody_left: passed\n", "passed",
     "đã là một kết quả khác", "is another outcome"},
    {"a way to count the recused that is none", "tie: chair }", "tie: chair, recused: ignored }", "ignored", "Không có cách tính", "no way to count"},
    {"a nomination without its post", "      position: {", "      post: {", "nomination }", "Đề cử cần mục «position»",
     "A nomination needs a field «position»"},
    {"a field of no kind", "kind: person", "kind: persn", "persn", "Không có loại mục «persn». Có phải là «person»?",
     "There is no kind of field «persn». Did you mean «person»?"},
    {"a limit of another kind", "kind: person,", "kind: person, min: 3,", "min: 3", "Mục «official» không có khoá «min»", "Field «official» has no key «min»"},
    {"a dossier that nobody needs to keep", "version: 1\n",
     "version: 1\ndossier: { who: chair at deciding, items: { cv: { title: { vi: Lý lịch, en: CV } } } }\n", "{ who: chair", "«dossier» thiếu «excepted_by»",
     "«dossier» lacks «excepted_by»"},
    {"a validity that is none", "version: 1\n",
     "version: 1\ndossier: { who: chair at deciding, excepted_by: chair at deciding, items: { cv: { valid: half a year, title: { vi: Lý lịch, en: CV } } } }\n",
     "half a year", "Cần thời hạn như «6 months»", "A validity such as «6 months»"},
    {"an answer that needs a dossier where there is none", "        form: decision\n", "        form: decision\n        needs_dossier: issue\n",
     "issue\n        effect", "quy trình chưa có «dossier»", "the workflow has no «dossier»"},
    {"a duration in no unit", "text: { kind: long_text,", "text: { kind: duration, counted_in: weeks,", "weeks", "Không có đơn vị thời gian «weeks»",
     "There is no unit of time «weeks»"},
    {"a duration that does not say in what", "text: { kind: long_text,", "text: { kind: duration,", "{ kind: duration", "Mục «text» thiếu «counted_in»",
     "Field «text» lacks «counted_in»"},
    {"more choices than there are", "text: { kind: long_text,", "text: { kind: choices, max: 3, choices: { one: { vi: Một, en: One } },", "3, choices",
     "Cần một số nguyên", "A whole number from 0 to 1"},
    {"a bound that is no number field", "at_most: summoned", "at_most: placement_position", "placement_position, label: { vi: Có mặt",
     "Không có mục số «placement_position»", "There is no number field «placement_position»"},
    {"an answer the form does not have", "term_months: { kind: months, only_if: issue", "term_months: { kind: months, only_if: issued", "issued",
     "không có câu trả lời «issued»", "Did you mean «issue»?"},
    {"a smallest over the largest", "min: 36, max: 60", "min: 36, max: 24", "{ kind: months, only_if: issue, required_if: issue, min",
     "«min» (36) lớn hơn «max» (24)", "«min» (36) is more than «max» (24)"},
    {"a version that is no number", "version: 1\n", "version: one\n", "one", "Cần một số nguyên", "A whole number from 1"},
    {"an id with capitals", "  closed: {", "  Closed: {", "Closed", "không dùng làm tên được", "cannot be a name"},
    {"a missing key", "        rule: first\n      reply:", "      reply:", "title: { vi: Nhận xét năm", "Bước «yearly» thiếu «rule»",
     "Step «yearly» lacks «rule»"},
    {"a row without a target", "{ when: { decision: wait }, go: review }", "{ when: { decision: wait } }", "{ when: { decision: wait }",
     "Dòng chuyển thiếu «go»", "The row lacks «go»"},
    {"a bracket never closed", "after: [vote]", "after: [vote", "", "Không đọc được YAML ở đây", "This is not YAML"},
    {"an anchor never set", "like: last", "like: *last", "*last", "Không đọc được YAML ở đây", "This is not YAML"},
    {"two workflows in one file", "ends:\n", "---\nends:\n", "", "đúng một quy trình", "exactly one workflow"},
};

}  // namespace

TEST_CASE("The shipped workflow loads") {
  const Definition definition = shipped_rotation();
  CHECK(definition.name == "rotation");
  CHECK(definition.stages.size() == 6);
  CHECK(definition.ends.size() == 3);
  CHECK(definition.digest == to_hex(sha256("luan-definition/v1\n" + file_bytes("workflows/rotation.yaml"))));
  const auto [stage, step] = definition.find_step("government_opinion");
  REQUIRE(step);
  CHECK(stage->id == "consultation");
  CHECK(step->form == "opinion");                 // like: party_opinion
  CHECK(step->who.front().role == "government");  // its own
  CHECK(outcomes(definition, *step) == std::vector<std::string>{"all_agree", "differing", "no_reply"});
  CHECK(definition.find_step("follow_up").second->repeats);                  // after a repeating step
  CHECK(definition.form("evaluation").field("level")->choices.size() == 4);  // <<: *level
  CHECK(definition.form("evaluation").field("level")->label.en == "Conclusion");
}

TEST_CASE("The small workflow is read as it is written") {
  const auto loaded = load_definition("small.yaml", small_workflow, roles);
  INFO((loaded ? "" : all_lines(loaded.error())));
  REQUIRE(loaded);
  const Step& score = *loaded->find_step("score").second;
  CHECK(json::serialize(score.plugin->with) == R"({"weight":20,"share":"0.4","code":"007","on":true})");
  CHECK(score.plugin->bands.front().from == "69.5");
  CHECK(outcomes(*loaded, score) == std::vector<std::string>{"high", "low"});
  const Step& vote = *loaded->find_step("vote").second;
  const auto& ballot = std::get<BallotRule>(vote.rule);
  CHECK((ballot.quorum.numerator == 2 && ballot.quorum.denominator == 3 && !ballot.quorum.strict));
  CHECK((ballot.pass.numerator == 1 && ballot.pass.denominator == 2 && ballot.pass.strict));
  CHECK(ballot.pass_of == Base::valid);
  CHECK(ballot.tie == Tie::chair);
  CHECK((vote.due->wait.days == 3 && vote.due->wait.working));
  const auto& repeat = std::get<Repeat>(loaded->find_step("yearly").second->when);
  CHECK((repeat.every == Repeat::Every::year && repeat.month == 12 && repeat.day == 1));
  CHECK(std::get<BeforeTermEnd>(loaded->find_step("opinions").second->when).days == 30);
  CHECK(loaded->find_step("yearly").second->who.front().party == "official");
  CHECK(loaded->find_step("yearly").second->task.vi == "Nhận xét năm");
  CHECK(loaded->action("suspend")->kind == Action::Kind::suspend);
  CHECK(loaded->form("ballot").answer("for")->button.en == "Send: For");
  CHECK(loaded->form("opinion").field("present")->max.has_value());
}

TEST_CASE("Every fault is told where it stands and with what to do") {
  for (const Seeded& fault : seeded) {
    DYNAMIC_SECTION(fault.title) {
      const std::string text = changed(small_workflow, fault.from, fault.to);
      const auto loaded = load_definition("small.yaml", text, roles);
      REQUIRE_FALSE(loaded);
      INFO(all_lines(loaded.error()));
      const auto told = std::ranges::find_if(loaded.error(), [&](const LoadError& error) {
        return error.text.vi.find(fault.vi) != std::string::npos && error.text.en.find(fault.en) != std::string::npos;
      });
      REQUIRE(told != loaded.error().end());
      if (!fault.at.empty()) {
        const Mark mark = mark_of(text, fault.at);
        CHECK(told->mark.line == mark.line);
        CHECK(told->mark.column == mark.column);
      }
      CHECK(told->line(Language::en).starts_with("small.yaml:" + std::to_string(told->mark.line) + ":"));
    }
  }
}

TEST_CASE("All faults of a file are told at once, in its order") {
  std::string text = changed(small_workflow, "form: ballot", "form: balot");
  text = changed(text, "go: term }", "go: trem }");
  text = changed(text, "en: Closed", "fr: Fermé");
  const auto loaded = load_definition("small.yaml", text, roles);
  REQUIRE_FALSE(loaded);
  INFO(all_lines(loaded.error()));
  CHECK(loaded.error().size() == 4);  // the label lacks English, and has French
  CHECK(std::ranges::is_sorted(loaded.error(), {}, [](const LoadError& error) { return error.mark.line; }));
}

TEST_CASE("A file that would unfold without end, or is no text, is refused") {
  const struct {
    std::string bytes, en;
  } cases[] = {
      {"a: &a [*a]\n", "nests too deep"},
      {"a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: "
       "[*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n",
       "repeats too much"},
      {"workflow: \xff\n", "not UTF-8"},
      {std::string((1 << 20) + 1, '#'), "too large"},
      {"", "exactly one workflow"},
      {"[1, 2]", "The workflow: a map"},
  };
  for (const auto& one : cases) {
    const auto loaded = load_definition("w.yaml", one.bytes, roles);
    REQUIRE_FALSE(loaded);
    INFO(all_lines(loaded.error()));
    CHECK(loaded.error().front().text.en.find(one.en) != std::string::npos);
  }
}

TEST_CASE("Decimals are read exactly or not at all") {
  const struct {
    std::string text;
    std::int64_t thousandths;  // -1: refused
  } cases[] = {{"0", 0},   {"70", 70'000}, {"69.5", 69'500}, {"69.125", 69'125}, {"100", 100'000}, {"100.001", -1}, {"101", -1},
               {"-1", -1}, {"1.", -1},     {".5", -1},       {"1.2345", -1},     {"07", -1},       {"1e2", -1},     {"", -1}};
  for (const auto& one : cases) {
    INFO(one.text);
    CHECK(thousandths(one.text).value_or(-1) == one.thousandths);
  }
}

TEST_CASE("The editors' schema accepts the workflows that load, and sees plain mistakes") {
  const auto schema = parse_json(file_bytes("workflows/rotation.schema.json"));
  REQUIRE(schema);
  const auto judged = [&](const std::string& text) {
    Faults faults("w.yaml");
    return violations(*schema, to_json(read_tree(text, faults)));
  };
  CHECK(judged(file_bytes("workflows/rotation.yaml")).empty());
  CHECK(judged(small_workflow).empty());
  const std::pair<std::string, std::string> mistakes[] = {
      {"        task: {", "        tsk: {"},
      {"tie: chair }", "tie: chair, secret: true }"},
      {"3 working days", "3 workdays"},
      {"kind: person,", "kind: person, min: 3,"},
      {"resumes: true }", "resumes: true, go: dropped }"},
      {"en: Vote on the person }", "}"},
      {"at least 2/3 of summoned", "two thirds"},
      {"  closed: {", "  Closed: {"},
      {"version: 1\n", "version: one\n"},
  };
  for (const auto& [from, to] : mistakes) {
    INFO(to);
    CHECK_FALSE(judged(changed(small_workflow, from, to)).empty());
  }
}

TEST_CASE("A line of a plan is named in the nomination form, for a position beside it, and nowhere else") {
  const std::string position = "      position: { kind: position, required: true, label: { vi: Chức danh, en: Post } }\n";
  const std::string line = "      line: { kind: plan_line, for: position, label: { vi: Dòng, en: Line } }\n";
  CHECK(load_definition("w.yaml", changed(small_workflow, position, position + line), roles));
  const auto refused = [&](const std::string& text, const std::string& why) {
    const auto loaded = load_definition("w.yaml", text, roles);
    REQUIRE_FALSE(loaded);
    INFO(all_lines(loaded.error()));
    CHECK(std::ranges::any_of(loaded.error(), [&](const LoadError& error) { return error.text.en.find(why) != std::string::npos; }));
  };
  refused(changed(small_workflow, position, position + changed(line, "for: position", "for: official")), "There is no position field «official»");
  refused(changed(small_workflow, position, position + line + changed(line, "line:", "other:")), "stands in the nomination form only, and once");
  refused(changed(small_workflow, "      extension_months: {", changed(line, "for: position", "for: placement_position") + "      extension_months: {"),
          "the form «placement» has 1");
}

}  // namespace luan::test
