#include <catch2/catch.hpp>

#include "workflow/support/world.hpp"

using namespace luan;
using namespace luan::workflow;
using luan::test::World;

TEST_CASE("a rotation goes from nomination to closure") {
  World world;
  world.nominate();
  CHECK(world.rotation.stage == "nomination");
  CHECK(world.open_steps() == std::vector<std::string>{"proposal"});

  world.must(world.sending, "proposal", "introduce", {{"summoned", 9}, {"present", 8}, {"in_favour", 8}, {"remarks", "Tốt"}});
  CHECK(world.open_steps() == std::vector<std::string>{"eligibility"});
  world.must_score("42", "eligibility");  // something is not met, and the check opens all the same
  CHECK(world.open_steps() == std::vector<std::string>{"check"});
  world.must(world.board, "check", "with_exception", {{"authoriser", "Thường trực"}, {"basis", "41-KL/ĐU"}});

  CHECK(world.rotation.stage == "review");
  CHECK(world.open_steps() == std::vector<std::string>{"score", "assessment"});
  world.must_score("81.5");
  world.all_members("assessment", "", {{"professional", "good"}, {"political", "good"}, {"ethics", "good"}, {"ability", "fair"}});
  CHECK(world.open_steps() == std::vector<std::string>{"vote"});
  world.all_members("vote", "for", {});
  CHECK(world.open_steps() == std::vector<std::string>{"assignments"});
  world.must(world.board, "assignments", "",
             {{"assignments", json::array{json::object{{"content", "Giải phóng mặt bằng"}, {"product", "214 hộ"}, {"due", "2027-12-31"}}}}});

  CHECK(world.rotation.stage == "consultation");
  CHECK(world.open_steps() == std::vector<std::string>{"party_opinion", "government_opinion", "meeting_with_official", "appraisal"});
  world.must(world.ward_party, "party_opinion", "agree", {});
  world.must(world.ward_government, "government_opinion", "disagree", {{"reason", "Chưa qua cơ sở"}});
  world.must(world.board, "meeting_with_official", "", {});
  CHECK(world.open_steps() == std::vector<std::string>{"appraisal"});  // the agencies are asked before anything is put together
  world.must(world.board, "appraisal", "differing", {});
  CHECK(world.rotation.run_now("appraisal")->outcome == "differing");
  world.must(world.board, "synthesis", "submit", {});

  CHECK(world.rotation.stage == "posting");
  world.all_members("resolution", "for", {});
  world.must(world.chair, "decision", "issue", {{"effective", "2026-12-01"}, {"term_months", 36}});
  CHECK(world.rotation.stage == "term");
  REQUIRE(world.rotation.decision);
  CHECK(world.rotation.decision->number == "1-QĐ/QU");
  CHECK(world.rotation.decision->period == "2025-2030");
  CHECK(world.rotation.documents.empty());
  CHECK(to_text(world.rotation.decision->ends) == "2029-11-30");

  SECTION("the term is accompanied by yearly evaluations and ends in a placement") {
    int evaluations = 0, meetings = 0;
    while (world.rotation.stage == "term") {
      REQUIRE(world.wake());
      for (const auto& step : world.open_steps()) {
        if (step == "self_review" || step == "final_self_review") world.must(world.official, step, "", {{"level", "good"}});
        if (step == "evaluation" || step == "final_evaluation") world.must(world.ward_party, step, "", {{"level", "good"}}), ++evaluations;
        if (step == "meeting")
          world.must(world.board, step, meetings++ ? "no_petition" : "raised",
                     {{"petitions", json::array{json::object{{"owner", World::office.text()}, {"due", "2027-08-01"}}}}});
        if (step == "follow_up") world.must(world.board, step, "", {});
      }
    }
    // 1 December of 2027, 2028 and 2029 would be yearly ones; the last falls after the term's evaluation.
    CHECK(evaluations == 3);
    CHECK(meetings == 3);
    CHECK(world.rotation.petitions == 1);
    CHECK(world.rotation.stage == "closure");
    CHECK(world.open_steps() == std::vector<std::string>{"deciding_evaluation"});  // the third level, before anybody is placed
    world.must(world.chair, "deciding_evaluation", "", {{"level", "good"}});
    CHECK(world.rotation.evaluations.size() == 4);

    SECTION("stay") {
      world.must(world.board, "placement", "stay", {});
      world.must(world.chair, "conclusion", "approve", {});
      CHECK(world.rotation.stage == "closed");
      CHECK(world.rotation.status == Status::closed);
      CHECK(world.rotation.placement->unit == World::ward);
    }
    SECTION("extension leads back into the term with a later end") {
      world.must(world.board, "placement", "extend", {{"extension_months", 12}});
      world.must(world.chair, "conclusion", "approve", {});
      CHECK(world.rotation.stage == "term");
      CHECK(to_text(*world.rotation.term_end) == "2030-11-30");
      CHECK_FALSE(world.rotation.placement);
    }
    SECTION("another proposal is asked for") {
      world.must(world.board, "placement", "promote", {{"placement_position", std::string(32, 'e')}});
      world.must(world.chair, "conclusion", "redo", {});
      CHECK(world.open_steps() == std::vector<std::string>{"deciding_evaluation"});
    }
  }
  SECTION("an early end takes its placement with it and lapses what is open") {
    while (world.open_steps().empty()) REQUIRE(world.wake());
    world.act(world.chair, "end_early", {{"ground", "health"}, {"placement_position", std::string(32, 'e')}});
    CHECK(world.rotation.stage == "ended_early");
    CHECK(world.rotation.placement->kind == "early");
    CHECK(world.open_steps().empty());
  }
}

TEST_CASE("refusals name who, when and what to do") {
  World world;
  world.nominate();
  CHECK(world.refused(world.ward_party, "proposal") == RefusalCode::not_yours);
  CHECK(world.refused(world.board, "check") == RefusalCode::step_not_open);
  CHECK(world.refused(world.board, "score") == RefusalCode::step_not_open);
  CHECK(world.refused(world.board, "nowhere") == RefusalCode::not_found);
  world.must(world.sending, "proposal", "introduce", {});
  CHECK(world.refused(world.sending, "proposal") == RefusalCode::already_answered);
  world.must_score("100", "eligibility");
  world.must(world.board, "check", "eligible", {});
  world.must(world.chair, "assessment", "", {});
  const auto refusal = world.refusal(world.chair, "assessment");
  REQUIRE(refusal.code == RefusalCode::already_answered);
  CHECK(refusal.sentence(Language::vi).find("Chủ trì") != std::string::npos);

  SECTION("a suspended rotation takes nothing until it is resumed") {
    world.act(world.chair, "suspend", {});
    CHECK(world.refused(world.members.front(), "assessment") == RefusalCode::rotation_suspended);
    CHECK_FALSE(next_wake(world.definition, world.rotation, world.zone));
    world.act(world.board, "resume", {});
    world.must(world.members.front(), "assessment", "", {});
  }
  SECTION("a member who lost the role is not heard any more") {
    Actor former = world.members.front();
    former.grants.clear();
    CHECK(world.refused(former, "assessment") == RefusalCode::not_yours);
  }
  SECTION("after the end nothing is recorded") {
    world.act(world.sending, "withdraw", {});
    CHECK(world.rotation.stage == "dropped");
    CHECK(world.refused(world.members.front(), "assessment") == RefusalCode::step_closed);
    CHECK(world.refused(world.board, "synthesis") == RefusalCode::rotation_closed);
  }
}

TEST_CASE("silence past the deadline is an outcome, not a wall") {
  World world;
  world.to_consultation();
  world.must(world.board, "meeting_with_official", "", {});
  while (world.rotation.run_now("party_opinion")->open()) REQUIRE(world.wake());  // reminders come before
  CHECK(world.rotation.run_now("party_opinion")->outcome == "no_reply");
  CHECK(world.rotation.run_now("government_opinion")->outcome == "no_reply");
  CHECK(world.rotation.run_now("appraisal")->outcome == "no_reply");
  CHECK(world.open_steps() == std::vector<std::string>{"synthesis"});
}

TEST_CASE("a vote that fails drops the rotation, one with too few voters is repeated") {
  World world;
  world.to_review();
  world.must_score("40");
  world.all_members("assessment", "", {});
  SECTION("fails") {
    world.all_members("vote", "against", {});
    CHECK(world.rotation.stage == "dropped");
  }
  SECTION("too few") {
    REQUIRE(world.wake());
    CHECK(world.rotation.stage == "review");
    CHECK(world.rotation.visit == 3);
    CHECK(world.open_steps() == std::vector<std::string>{"score", "assessment"});
  }
}

TEST_CASE("a score that comes twice or too late is refused") {
  World world;
  world.to_review();
  world.must_score("69.9");
  CHECK(world.rotation.run_now("score")->outcome == "consider");
  CHECK_FALSE(world.score("80"));
}

TEST_CASE("events written and read back give the same state") {
  World world;
  world.to_consultation();
  world.must(world.ward_party, "party_opinion", "disagree", {});
  Rotation replayed;
  for (const Event& event : world.history) {
    Event copy = event;
    copy.body = from_payload(type_name(event.body), parse_json(json::serialize(to_payload(event)))->as_object());
    apply(replayed, copy);
  }
  CHECK(replayed.sequence == world.rotation.sequence);
  CHECK(replayed.stage == world.rotation.stage);
  REQUIRE(replayed.runs.size() == world.rotation.runs.size());
  for (std::size_t i = 0; i < replayed.runs.size(); ++i) {
    CHECK(replayed.runs[i].outcome == world.rotation.runs[i].outcome);
    CHECK(replayed.runs[i].roll == world.rotation.runs[i].roll);
    CHECK(replayed.runs[i].due == world.rotation.runs[i].due);
  }
}

TEST_CASE("a posting enters as many papers as its kind of post needs") {
  struct Case {
    const char* kind;
    std::vector<std::string> further;
  };
  for (const Case& one : {Case{"party", {}}, Case{"front", {}}, Case{"government", {"1/QĐ-UBND"}}, Case{"both", {"1/QĐ-UBND"}}}) {
    INFO(one.kind);
    World world;
    world.post_kind = one.kind;
    world.to_term();
    REQUIRE(world.rotation.decision);
    CHECK(world.rotation.decision->number == "1-QĐ/QU");
    std::vector<std::string> further;
    for (const DocumentNumbered& paper : world.rotation.documents) further.push_back(paper.number);
    CHECK(further == one.further);
  }
}
