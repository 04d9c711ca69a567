// Time that does not count, terms that end later, deadlines given anew, reasons that say something.
#include <algorithm>
#include <catch2/catch.hpp>

#include "workflow/reasons.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;

Date day(const char* text) { return *parse_date(text); }
std::string due(const World& world, const char* step) { return to_text(*world.rotation.run_now(step)->due); }

void sleep(World& world, int days) { world.now += std::chrono::days(days); }

int count_rescheduled(const World& world) {
  return static_cast<int>(std::ranges::count_if(world.history, [](const Event& one) { return std::holds_alternative<StepRescheduled>(one.body); }));
}

}  // namespace

TEST_CASE("A suspension gives its days back to what is open, counted as the deadline was") {
  World world;
  for (Stage& stage : world.definition.stages)
    for (Step& step : stage.steps)
      if (step.id == "meeting_with_official") step.due = Due{{10, false}};
  world.to_consultation();  // Tuesday 24/11/2026
  CHECK(due(world, "party_opinion") == "2026-12-08");
  CHECK(due(world, "meeting_with_official") == "2026-12-04");
  sleep(world, 1);
  world.act(world.chair, "suspend", {});
  sleep(world, 12);  // to Monday 07/12: 8 working days
  world.act(world.board, "resume", {});
  CHECK(due(world, "party_opinion") == "2026-12-18");
  CHECK(due(world, "meeting_with_official") == "2026-12-16");
  CHECK(world.rotation.run_now("party_opinion")->remind == std::vector<Date>{day("2026-12-15"), day("2026-12-18")});
  CHECK(to_text(*world.rotation.run_now("party_opinion")->escalate) == "2026-12-17");
  CHECK(count_rescheduled(world) == 4);
  // Nobody's silence is recorded before the new day is over.
  world.now = *parse_instant("2026-12-18T16:59:00.000Z");
  REQUIRE(world.carry_out(nullptr, Wake{}));
  CHECK(world.rotation.run_now("party_opinion")->open());
  world.now = *parse_instant("2026-12-18T17:00:00.000Z");
  REQUIRE(world.carry_out(nullptr, Wake{}));
  CHECK(world.rotation.run_now("party_opinion")->outcome == "no_reply");
}

TEST_CASE("A suspension of one day moves nothing, and what was late before stays late") {
  World world;
  world.nominate();  // the proposal is due on 08/12
  SECTION("the same day") {
    world.act(world.chair, "suspend", {});
    world.act(world.chair, "resume", {});
    CHECK(count_rescheduled(world) == 0);
  }
  SECTION("overdue") {
    sleep(world, 20);
    world.act(world.chair, "suspend", {});
    sleep(world, 20);
    world.act(world.chair, "resume", {});
    CHECK(due(world, "proposal") == "2026-12-08");
    CHECK(count_rescheduled(world) == 0);
  }
}

TEST_CASE("What is deferred goes on by itself on its day, or before it when somebody says so") {
  World world;
  world.nominate();
  CHECK(world.tried(world.chair, Act{"defer", "Chờ đại hội xong", {"", {{"until", "2026-11-24"}}}}) == RefusalCode::invalid);
  CHECK(world.tried(world.chair, Act{"defer", "Chờ đại hội xong", {"", {}}}) == RefusalCode::invalid);  // until when?
  world.act(world.chair, "defer", {{"until", "2027-01-04"}});
  CHECK(world.tried(world.chair, Act{"defer", "Chờ đại hội xong", {"", {}}}) == RefusalCode::action_not_allowed);  // it is deferred already
  CHECK(world.rotation.status == Status::suspended);
  CHECK(world.refused(world.sending, "proposal") == RefusalCode::rotation_suspended);
  SECTION("by itself") {
    CHECK(world.zone.page_text(*next_wake(world.definition, world.rotation, world.zone)) == "04/01/2027, 00:00");
    REQUIRE(world.wake());
    CHECK(world.rotation.status == Status::open);
    CHECK(world.history.at(world.history.size() - 2).actor == "-");
    CHECK(due(world, "proposal") == "2027-01-18");  // 29 working days after 08/12
  }
  SECTION("before") {
    sleep(world, 7);
    world.act(world.board, "resume", {});
    CHECK(world.rotation.status == Status::open);
    CHECK_FALSE(world.rotation.suspended_until);
    CHECK(due(world, "proposal") == "2026-12-15");
  }
}

TEST_CASE("A return for supplement may give a deadline of its own") {
  World world;
  world.to_review();
  CHECK(world.tried(world.board, Act{"return_for_supplement", "Thiếu kết luận", {"", {{"new_due", "2026-11-20"}}}}) == RefusalCode::invalid);
  SECTION("a new one") {
    world.act(world.board, "return_for_supplement", {{"new_due", "2026-12-31"}});
    CHECK(world.open_steps() == std::vector<std::string>{"proposal"});
    CHECK(due(world, "proposal") == "2026-12-31");
    CHECK(to_text(*world.rotation.run_now("proposal")->escalate) == "2027-01-07");
    world.must(world.sending, "proposal", "introduce", {});
    world.must_score("100", "eligibility");
    CHECK(due(world, "check") == "2026-12-01");  // the next one counts as ever
  }
  SECTION("none") {
    world.act(world.board, "return_for_supplement", {});
    CHECK(due(world, "proposal") == "2026-12-08");
  }
}

TEST_CASE("An extension during the term moves its end, and the evaluation before the end is asked for again") {
  World early;
  early.nominate();
  CHECK(early.tried(early.chair, Act{"extend", "Đề án đang dở dang", {"", {{"extension_months", 12}}}}) == RefusalCode::action_not_allowed);
  World world;
  world.to_term();
  CHECK(to_text(*world.rotation.term_end) == "2029-11-30");
  SECTION("early") { world.act(world.chair, "extend", {{"extension_months", 12}}); }
  SECTION("while the last evaluation is open") {
    while (!world.rotation.run_now("final_evaluation")) REQUIRE(world.wake());
    world.act(world.chair, "extend", {{"extension_months", 12}});
    for (const char* step : {"final_self_review", "final_evaluation"}) CHECK(world.rotation.run_now(step)->outcome == "lapsed");
  }
  CHECK(world.rotation.stage == "term");
  CHECK(to_text(*world.rotation.term_end) == "2030-11-30");
  while (!world.rotation.run_now("final_self_review") || !world.rotation.run_now("final_self_review")->open()) REQUIRE(world.wake());
  CHECK(to_text(world.zone.date(world.now)) == "2030-10-01");  // 60 days before the new end
  world.must(world.official, "final_self_review", "", {{"level", "good"}});
  world.must(world.ward_party, "final_evaluation", "", {{"level", "good"}});
  CHECK(world.rotation.stage == "closure");
}

TEST_CASE("A stock phrase alone is no reason, however it is written") {
  const ReasonRule rule{6, {"theo quy định", "do yêu cầu công tác"}};
  struct Case {
    const char* reason;
    bool will_do;
  };
  for (const auto& [reason, will_do] : {Case{"Theo quy định", false},
                                        {"  THEO QUY ĐỊNH. ", false},
                                        {"theo quy dinh, do yeu cau cong tac", false},
                                        {"Theo quy định mới", false},
                                        {"....................", false},
                                        {"", false},
                                        {"Theo quy định, hồ sơ thiếu kết luận tiêu chuẩn chính trị", true},
                                        {"Cán bộ ốm", true}}) {
    INFO(reason);
    const auto wrong = judge_reason(rule, reason);
    CHECK(wrong.has_value() != will_do);
    if (wrong) CHECK(wrong->text.vi.find("«theo quy định»") != std::string::npos);
  }
}

TEST_CASE("Dates that moved are written and read alike") {
  const std::vector<EventBody> bodies{RotationSuspended{day("2027-01-04")},
                                      RotationSuspended{},
                                      StepRescheduled{"vote", 2, day("2027-01-04"), {day("2027-01-02")}, day("2027-01-05"), 3},
                                      StepRescheduled{"vote", 2, day("2027-01-04"), {}, {}, 0},
                                      StepReminded{"vote", 2, day("2027-01-04")},
                                      StepEscalated{"vote", 2, {{"chair", World::committee, {}}}, true}};
  for (const EventBody& written : bodies) {
    const json::object payload = to_payload({"review", "review", "-", {}, written, {}});
    const EventBody read = from_payload(type_name(written), payload);
    CHECK(read.index() == written.index());
    CHECK(to_payload({"review", "review", "-", {}, read, {}}) == payload);
  }
}

}  // namespace luan::test
