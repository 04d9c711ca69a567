#include "workflow/dossier.hpp"

#include <catch2/catch.hpp>

#include "workflow/reenactment.hpp"
#include "workflow/support/world.hpp"

using namespace luan;
using namespace luan::workflow;
using luan::test::World;
using Kind = KeepDossier::Kind;
using State = DossierLine::State;

namespace {

void to_check(World& world) {
  world.nominate();
  world.must(world.sending, "proposal", "introduce", {});
  world.must_score("100", "eligibility");
}

DossierLine line(const World& world, std::string_view item) {
  for (const DossierLine& one : dossier_of(world.definition, world.rotation, world.zone.date(world.now)))
    if (one.item->id == item) return one;
  FAIL("no such item");
  return {};
}

KeepDossier record(const std::string& item, const char* signed_on) { return {Kind::record, item, parse_date(signed_on), {}, {{"number", "7"}}}; }

Refusal answer(World& world, const std::string& outcome) {
  Refusal refusal;
  REQUIRE_FALSE(world.carry_out(&world.board, Respond{"check", {outcome, {}}, {}}, &refusal));
  return refusal;
}

}  // namespace

TEST_CASE("dossier: the answer that needs it names what is lacking, and is taken once nothing is") {
  World world;
  to_check(world);
  const Refusal refusal = answer(world, "eligible");
  CHECK(refusal.code == RefusalCode::dossier_incomplete);
  CHECK(refusal.sentence(Language::vi).find("Giấy chứng nhận sức khoẻ") != std::string::npos);
  CHECK(refusal.sentence(Language::en).find("Health certificate") != std::string::npos);
  for (const DossierItem& item : world.definition.dossier.items)
    if (item.id != "health") CHECK_FALSE(world.tried(world.board, record(item.id, "2026-11-20")));
  CHECK(answer(world, "eligible").sentence(Language::en).find("lacks: Health certificate.") != std::string::npos);
  CHECK_FALSE(world.tried(world.sending, record("health", "2026-11-20")));
  CHECK(percent_complete(dossier_of(world.definition, world.rotation, world.zone.date(world.now))) == 100);
  world.must(world.board, "check", "eligible", {});
  CHECK(world.rotation.stage == "review");
}

TEST_CASE("dossier: a paper runs out by the day it was signed, and then it is lacking again") {
  World world;  // 2026-11-24
  to_check(world);
  CHECK(world.tried(world.board, KeepDossier{Kind::record, "health", {}, {}, {{"number", "7"}}}) == RefusalCode::invalid);
  CHECK(world.tried(world.board, record("health", "2026-11-25")) == RefusalCode::invalid);
  CHECK(world.tried(world.board, record("health", "2026-05-23")) == RefusalCode::invalid);
  CHECK_FALSE(world.tried(world.board, record("health", "2026-05-24")));
  CHECK(line(world, "health").state == State::present);
  CHECK(to_text(*line(world, "health").paper->recorded.expires) == "2026-11-24");
  CHECK_FALSE(world.tried(world.board, record("political_standard", "2019-01-01")));
  world.now += std::chrono::hours(24);
  CHECK(line(world, "health").state == State::expired);
  CHECK(line(world, "health").lacking());
  CHECK(line(world, "political_standard").state == State::present);  // while circumstances are unchanged
  CHECK(runs_out(*line(world, "cv").item, *parse_date("2026-08-31")) == parse_date("2027-02-28"));
}

TEST_CASE("dossier: an exception has its own event for each item, by the answer or before it") {
  World world;
  to_check(world);
  world.fill_dossier();
  CHECK_FALSE(world.tried(world.board, KeepDossier{Kind::withdraw, "health", {}, {}, {{"reason", "Ghi nhầm"}}}));
  CHECK_FALSE(world.tried(world.board, KeepDossier{Kind::withdraw, "cv", {}, {}, {{"reason", "Ghi nhầm"}}}));
  CHECK(world.tried(world.board, KeepDossier{Kind::withdraw, "cv"}) == RefusalCode::dossier_item_absent);
  CHECK(world.tried(world.sending, KeepDossier{Kind::except, "cv"}) == RefusalCode::forbidden);
  CHECK_FALSE(world.tried(world.board, KeepDossier{Kind::except, "cv", {}, {}, {{"authoriser", "Thường trực"}, {"basis", "41-KL/ĐU"}}}));
  CHECK(line(world, "cv").state == State::excepted);
  CHECK(answer(world, "eligible").sentence(Language::en).find("lacks: Health certificate.") != std::string::npos);
  const std::size_t before = world.history.size();
  world.must(world.board, "check", "with_exception", {{"authoriser", "Thường trực"}, {"basis", "42-KL/ĐU"}});
  REQUIRE(std::holds_alternative<DossierItemExcepted>(world.history.at(before + 1).body));
  CHECK(std::get<DossierItemExcepted>(world.history.at(before + 1).body).item == "health");
  CHECK(json::serialize(world.history.at(before + 1).contents.front().value) == R"({"authoriser":"Thường trực","basis":"42-KL/ĐU"})");
  CHECK(std::holds_alternative<StepClosed>(world.history.at(before + 2).body));
  CHECK(world.rotation.stage == "review");
}

TEST_CASE("dossier: what is asked of some rotations only, and who keeps it") {
  World world;
  to_check(world);
  CHECK(line(world, "assets").required);  // a key post
  Rotation other = world.rotation;
  other.facts.kind = "civil_servant";
  for (const DossierLine& one : dossier_of(world.definition, other, world.zone.date(world.now)))
    if (one.item->id == "assets") CHECK_FALSE(one.required);
  CHECK(world.tried(world.chair, record("health", "2026-11-20")) == RefusalCode::forbidden);
  CHECK(world.tried(world.ward_party, record("health", "2026-11-20")) == RefusalCode::forbidden);
  CHECK(world.tried(world.board, record("lost", "2026-11-20")) == RefusalCode::not_found);
  Actor himself = world.official;
  himself.grants = world.sending.grants;
  CHECK(world.tried(himself, record("health", "2026-11-20")) == RefusalCode::own_rotation);
  world.act(world.board, "suspend", {});
  CHECK(world.tried(world.board, record("health", "2026-11-20")) == RefusalCode::rotation_suspended);
}
