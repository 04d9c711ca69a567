// A response recorded wrongly is put right, what that voids is asked again, and what was decided stays decided.
#include <algorithm>
#include <catch2/catch.hpp>

#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;

int given(const World& world, const char* step, const Actor& actor) {
  const StepRun* run = nullptr;
  for (const StepRun& one : world.rotation.runs)
    if (one.step == step) run = &one;
  REQUIRE(run);
  const auto found = std::ranges::find(run->responses, actor.account, &GivenResponse::actor);
  REQUIRE(found != run->responses.end());
  return found->sequence;
}

Correct correction(int sequence, Filled form, Filled before) { return {sequence, std::move(form), std::move(before), "Ghi nhầm so với biên bản"}; }

void to_posting(World& world) {
  world.to_consultation();
  world.must(world.ward_party, "party_opinion", "agree", {{"reason", "Đồng ý"}});
  world.must(world.ward_government, "government_opinion", "agree", {});
  world.must(world.board, "meeting_with_official", "", {});
  world.must(world.board, "appraisal", "agree", {});
  world.must(world.board, "synthesis", "submit", {});
}

std::vector<std::string> bad_fields(World& world, const Actor& actor, const Correct& command) {
  Refusal refusal;
  REQUIRE_FALSE(world.carry_out(&actor, command, &refusal));
  std::vector<std::string> out;
  for (const FieldError& error : refusal.fields) out.push_back(error.field);
  return out;
}

}  // namespace

TEST_CASE("What an opinion says is put right after its step is over; the answer it was counted with is not") {
  World world;
  world.to_consultation();
  world.must(world.ward_party, "party_opinion", "agree", {});
  // The step of one body closes with its answer: what it came to stays.
  const int sequence = given(world, "party_opinion", world.ward_party);
  REQUIRE(world.carry_out(&world.ward_party, correction(sequence, {"agree", {{"reason", "Đồng ý, đề nghị bố trí nhà công vụ"}}}, {"agree", {}})));
  CHECK(world.rotation.run_now("party_opinion")->responses.front().corrected == world.rotation.sequence);
  CHECK(bad_fields(world, world.ward_party, correction(sequence, {"disagree", {}}, {"agree", {}})) == std::vector<std::string>{"outcome"});
}

TEST_CASE("Only who sent it, or acts for the same seat, puts it right; and only while the rotation goes on") {
  World world;
  world.to_consultation();
  world.must(world.ward_party, "party_opinion", "agree", {});
  const int sequence = given(world, "party_opinion", world.ward_party);
  const Correct command = correction(sequence, {"agree", {{"reason", "Thêm ý kiến"}}}, {"agree", {}});
  CHECK(world.tried(world.ward_government, command) == RefusalCode::not_your_response);
  CHECK(world.tried(world.board, command) == RefusalCode::not_your_response);
  Actor colleague = world.ward_party;
  colleague.account = AccountId::trusted(std::string(32, '8'));
  CHECK_FALSE(world.tried(colleague, command));
  CHECK(world.tried(world.ward_party, correction(sequence, {"agree", {}}, {"agree", {}})) == RefusalCode::nothing_corrected);
  CHECK(world.tried(world.ward_party, correction(1, {"agree", {}}, {})) == RefusalCode::not_found);
  world.act(world.chair, "suspend", {});
  CHECK(world.tried(world.ward_party, command) == RefusalCode::rotation_suspended);
  world.act(world.chair, "resume", {});
  world.act(world.board, "withdraw", {});
  CHECK(world.tried(world.ward_party, command) == RefusalCode::rotation_closed);
}

TEST_CASE("What a response did beside its outcome is not undone by a correction; an evaluation's level is put right") {
  World world;
  to_posting(world);
  world.all_members("resolution", "for", {});
  const json::object terms{{"effective", "2026-12-01"}, {"term_months", 36}};
  world.must(world.chair, "decision", "issue", terms);
  json::object other = terms;
  other["term_months"] = 48;
  CHECK(bad_fields(world, world.chair, correction(given(world, "decision", world.chair), {"issue", other}, {"issue", terms})) ==
        std::vector<std::string>{"term_months"});
  json::object titled = terms;
  titled["party_title"] = "Bí thư Đảng uỷ";
  CHECK_FALSE(world.tried(world.chair, correction(given(world, "decision", world.chair), {"issue", titled}, {"issue", terms})));

  while (!world.rotation.run_now("evaluation")) REQUIRE(world.wake());
  world.must(world.ward_party, "evaluation", "", {{"level", "excellent"}});
  REQUIRE(world.rotation.evaluations.size() == 1);
  REQUIRE(
      world.carry_out(&world.ward_party, correction(given(world, "evaluation", world.ward_party), {"", {{"level", "good"}}}, {"", {{"level", "excellent"}}})));
  CHECK(world.rotation.evaluations.size() == 1);
  CHECK(world.rotation.evaluations.front().level == "good");
}

TEST_CASE("Votes given on what was then put right are void and given anew; a vote itself is not changed") {
  World world;
  to_posting(world);
  world.must(world.chair, "resolution", "for", {});
  world.must(world.members[0], "resolution", "against", {});
  CHECK(bad_fields(world, world.members[0], correction(given(world, "resolution", world.members[0]), {"for", {}}, {"against", {}})) ==
        std::vector<std::string>{"outcome"});
  // A remark of one's own voids nobody's vote.
  REQUIRE(
      world.carry_out(&world.members[0], correction(given(world, "resolution", world.members[0]), {"against", {{"remark", "Cần cân nhắc"}}}, {"against", {}})));
  CHECK(world.rotation.run_now("resolution")->responses.size() == 2);

  REQUIRE(world.carry_out(&world.ward_party, correction(given(world, "party_opinion", world.ward_party),
                                                        {"agree", {{"reason", "Đồng ý; đã có phương án nhà ở"}}}, {"agree", {{"reason", "Đồng ý"}}})));
  const StepRun* vote = world.rotation.run_now("resolution");
  CHECK(vote->open());
  CHECK(vote->responses.empty());
  CHECK(std::ranges::count_if(world.history, [](const Event& one) { return std::holds_alternative<ResponseVoided>(one.body); }) == 2);
  world.all_members("resolution", "for", {});
  CHECK(world.rotation.run_now("resolution")->outcome == "passed");
  // It is over: what is put right from now on voids nothing.
  REQUIRE(world.carry_out(&world.ward_government,
                          correction(given(world, "government_opinion", world.ward_government), {"agree", {{"number", "12/UBND"}}}, {"agree", {}})));
  CHECK(world.rotation.run_now("resolution")->outcome == "passed");
}

TEST_CASE("A step's answer may give the deadline of what it opens") {
  World world;
  world.nominate();
  world.must(world.sending, "proposal", "introduce", {});
  world.must_score("100", "eligibility");
  CHECK(world.tried(world.board, Respond{"check", {"supplement", {{"note", "Thiếu bản tự kiểm điểm"}, {"new_due", "2026-11-20"}}}, {}}) ==
        RefusalCode::invalid);
  world.must(world.board, "check", "supplement", {{"note", "Thiếu bản tự kiểm điểm"}, {"new_due", "2026-12-31"}});
  CHECK(to_text(*world.rotation.run_now("proposal")->due) == "2026-12-31");
}

TEST_CASE("What voids a response is refused where it is unknown, or where one answer closes the step") {
  const auto fault = [](const std::string& text) {
    const auto loaded = load_definition("w.yaml", text, roles);
    REQUIRE_FALSE(loaded);
    return loaded.error().front().line(Language::en);
  };
  const std::string vote = "        task: { vi: Biểu quyết nhân sự, en: Vote on the person }\n";
  CHECK(load_definition("w.yaml", changed(small_workflow, vote, vote + "        void_on: [correction, succession, score]\n"), roles));
  CHECK(fault(changed(small_workflow, vote, vote + "        void_on: scores\n")) ==
        "w.yaml:19:18: There is no change, nor a step of the stage, called «scores». Did you mean «score»?");
  CHECK(fault(changed(small_workflow, "        opens_if: { vote: passed }\n", "        opens_if: { vote: passed }\n        void_on: correction\n"))
            .find("closes with its answer") != std::string::npos);
}

TEST_CASE("Corrections and voided responses are written and read alike") {
  const Seat seat{"party_committee", World::ward, {}}, person{"member", World::committee, AccountId::trusted(std::string(32, 'a'))};
  for (const EventBody& written :
       std::vector<EventBody>{ResponseCorrected{"evaluation", 2, seat, 17, "", "good", {}}, ResponseCorrected{"opinion", 1, seat, 3, "agree", "", {}},
                              ResponseVoided{"vote", 1, person, 9, "correction"}}) {
    const json::object payload = to_payload({"review", "review", "-", {}, written, {}});
    const EventBody read = from_payload(type_name(written), payload);
    CHECK(read.index() == written.index());
    CHECK(to_payload({"review", "review", "-", {}, read, {}}) == payload);
  }
}

}  // namespace luan::test
