#include "app/stage_figures.hpp"

#include <catch2/catch.hpp>

#include "app/career.hpp"
#include "app/rotation_timeline.hpp"
#include "app/support/plans.hpp"
#include "app/unit_grid.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

json::object declining() {
  return {{"outcome", "decline"}, {"form", json::object{{"summoned", 7}, {"present", 7}, {"issued", 7}, {"collected", 7}, {"valid", 7}, {"in_favour", 1}, {"remarks", "Chưa đủ điều kiện"}}}};
}

/// Three turns of two persons: one withdrawn in its review after 3 and 2 days, the same official again and not introduced after 40
/// days, and another who is being nominated.
struct Three : test::Planned {
  std::string withdrawn, declined, open;

  Three() {
    withdrawn = nominate();
    days(3);
    until_open(withdrawn, "assessment");
    days(2);
    REQUIRE(act("ban.to.chuc", withdrawn, "withdraw", json::object{{"reason", "Theo nguyện vọng của cán bộ"}}));
    declined = nominate();
    days(40);
    REQUIRE(respond("noi.vu", declined, "proposal", declining()));
    const auto third = nominate_by(add_line(), another("Liên"));
    REQUIRE(third);
    open = third->rotation;
  }
  [[nodiscard]] app::StageQuery all() const {
    app::StageQuery query;
    query.from = *parse_date("2020-01-01"), query.to = *parse_date("2030-12-31");
    return query;
  }
};

bool is(const app::TurnCount& count, int turns, int persons) { return count.turns == turns && count.persons == persons; }

}  // namespace

TEST_CASE("The funnel counts each turn once a stage, by what became of it, and says why it fell out") {
  const Three district;
  const auto funnel = app::stage_funnel(*district.app, district.caller("chu.tri"), district.all());
  REQUIRE(funnel);
  CHECK(is(funnel->nominated, 3, 2));
  CHECK(is(funnel->open, 1, 1));
  CHECK(is(funnel->out, 2, 1));
  CHECK(is(funnel->done, 0, 0));
  using enum app::StageFate;
  REQUIRE(funnel->stages.size() == 6);
  const app::FunnelStage& nomination = funnel->stages[0];
  CHECK(nomination.id == "nomination");
  CHECK(is(nomination.entered, 3, 2));
  CHECK(is(nomination.of(onward), 1, 1));
  CHECK(is(nomination.of(here), 1, 1));
  CHECK(is(nomination.of(out), 1, 1));
  CHECK(is(nomination.of(back), 0, 0));
  REQUIRE(nomination.exits.size() == 1);
  CHECK(nomination.exits[0].cause == "proposal=decline");
  CHECK(nomination.exits[0].why.vi == "Nơi đi không giới thiệu");
  CHECK(nomination.exits[0].end == "dropped");
  const app::FunnelStage& review = funnel->stages[1];
  CHECK(is(review.entered, 1, 1));
  REQUIRE(review.exits.size() == 1);
  CHECK(review.exits[0].cause == "withdraw");
  CHECK(review.exits[0].why.vi == "Rút hồ sơ");
  CHECK(is(funnel->stages[2].entered, 0, 0));
  for (const app::FunnelStage& stage : funnel->stages) {
    int sum = 0;
    for (const app::TurnCount& fate : stage.fates) sum += fate.turns;
    CHECK(sum == stage.entered.turns);
  }
}

TEST_CASE("Durations take finished stays only: quartiles lie between two values, and who left after the deadline is late") {
  const Three district;
  const auto found = app::stage_durations(*district.app, district.caller("kiem.tra"), district.all());
  REQUIRE(found);
  const app::StageDays& nomination = found->stages[0];
  CHECK(nomination.stays == 2);
  CHECK(is(nomination.count, 2, 1));
  // 3 and 40 days, in quarters
  CHECK(nomination.least == 12);
  CHECK(nomination.lower == 49);
  CHECK(nomination.median == 86);
  CHECK(nomination.upper == 123);
  CHECK(nomination.most == 160);
  CHECK(nomination.with_deadline == 2);
  CHECK(nomination.allowed > 0);
  CHECK(nomination.late == 1);
  const app::StageDays& review = found->stages[1];
  CHECK(review.stays == 1);
  CHECK(review.least == 8);
  CHECK(review.median == 8);
  CHECK(review.most == 8);
  CHECK(review.late == 0);
  CHECK(found->stages[2].stays == 0);
}

TEST_CASE("Behind every number of the figures stands the list of what it counts") {
  const Three district;
  const auto list = [&](app::StageListQuery query) {
    query.query = district.all();
    auto found = app::stage_list(*district.app, district.caller("chu.tri"), query);
    REQUIRE(found);
    return std::move(*found);
  };
  const app::StageList entered = list({.query = {}, .stage = "nomination"});
  CHECK(entered.total == 3);
  CHECK(entered.persons == 2);
  REQUIRE(entered.items.size() == 3);
  CHECK(entered.items[0].rotation == district.withdrawn);
  CHECK(entered.items[0].days == 3);
  CHECK(entered.items[2].rotation == district.open);
  CHECK_FALSE(entered.items[2].left);
  const app::StageList out = list({.query = {}, .stage = "nomination", .fate = app::StageFate::out, .cause = "proposal=decline", .end = "dropped"});
  REQUIRE(out.items.size() == 1);
  CHECK(out.items[0].rotation == district.declined);
  CHECK(out.items[0].why.vi == "Nơi đi không giới thiệu");
  CHECK(list({.query = {}, .stage = "nomination", .fate = app::StageFate::out, .cause = "withdraw"}).total == 0);
  CHECK(list({.query = {}, .stage = "nomination", .stays = true}).total == 2);
  const app::StageList late = list({.query = {}, .stage = "nomination", .stays = true, .late = true});
  REQUIRE(late.items.size() == 1);
  CHECK(late.items[0].days == 40);
  CHECK(late.items[0].due);
  CHECK(list({.query = {}, .stage = "nomination", .offset = 2}).items.size() == 1);
  CHECK(list({.query = {}, .stage = "no-such-stage"}).total == 0);
}

TEST_CASE("Figures are for those who read every rotation, and a period or a unit without any shows none") {
  const Three district;
  for (const char* who : {"noi.vu", "dang.uy", "binh", "quan.tri"}) {
    CHECK(app::stage_funnel(*district.app, district.caller(who), district.all()).error().code == RefusalCode::forbidden);
    CHECK(app::stage_durations(*district.app, district.caller(who), district.all()).error().code == RefusalCode::forbidden);
    CHECK(app::stage_list(*district.app, district.caller(who), {district.all(), "nomination"}).error().code == RefusalCode::forbidden);
  }
  app::StageQuery before = district.all();
  before.to = *parse_date("2020-12-31");
  CHECK(app::stage_funnel(*district.app, district.caller("chu.tri"), before)->nominated.turns == 0);
  CHECK(app::stage_durations(*district.app, district.caller("chu.tri"), before)->stages[0].stays == 0);
  app::StageQuery elsewhere = district.all();
  elsewhere.unit = district.office.text();
  CHECK(app::stage_funnel(*district.app, district.caller("chu.tri"), elsewhere)->nominated.turns == 0);
  app::StageQuery unknown = district.all();
  unknown.workflow = "no-such-workflow";
  CHECK(app::stage_funnel(*district.app, district.caller("chu.tri"), unknown).error().code == RefusalCode::definition_unknown);
}

TEST_CASE("The timeline of a rotation has its stages with dates, deadlines and what led on") {
  const Three district;
  const auto timeline = app::rotation_timeline(*district.app, district.caller("binh"), district.withdrawn);
  REQUIRE(timeline);
  REQUIRE(timeline->stays.size() == 2);
  CHECK(to_text(timeline->stays[0].entered) == "2026-03-02");
  CHECK(to_text(*timeline->stays[0].left) == "2026-03-05");
  CHECK(timeline->stays[0].due);
  CHECK(to_text(*timeline->stays[1].left) == "2026-03-07");
  CHECK(timeline->stays[1].why.vi == "Rút hồ sơ");
  CHECK(to_text(*timeline->closed) == "2026-03-07");
  CHECK(timeline->end.vi == "Dừng hồ sơ");
  CHECK(timeline->before_decision == 2);
  const auto open = app::rotation_timeline(*district.app, district.caller("chu.tri"), district.open);
  REQUIRE(open->stays.size() == 1);
  CHECK_FALSE(open->stays[0].left);
  CHECK(open->stays[0].due);
  CHECK(app::rotation_timeline(*district.app, district.caller("binh"), district.open).error().code == RefusalCode::not_found);
  CHECK(app::rotation_timeline(*district.app, district.caller("quan.tri"), district.open).error().code == RefusalCode::not_found);
}

TEST_CASE("A career shows where he was before, his term with each evaluation, and is his own to see") {
  District district;
  CHECK(app::career_of(*district.app, district.caller("binh"), district.binh.text())->stays.empty());
  const std::string id = district.nominate();
  district.until_open(id, "final_evaluation");
  const auto rotation = district.app->database().rotation(RotationId::trusted(id));
  REQUIRE(!rotation->evaluations.empty());
  for (const char* who : {"binh", "chu.tri", "dang.uy"}) {
    const auto career = app::career_of(*district.app, district.caller(who), district.binh.text());
    REQUIRE(career);
    REQUIRE(career->stays.size() == 2);
    CHECK(career->stays[0].kind == app::CareerStay::Kind::before);
    CHECK_FALSE(career->stays[0].from);
    CHECK(*career->stays[0].to == rotation->decision->effective);
    CHECK(career->stays[0].unit.vi == "Phòng Nội vụ");
    CHECK(career->stays[1].from == rotation->decision->effective);
    CHECK_FALSE(career->stays[1].to);
    CHECK(career->stays[1].evaluations.size() == rotation->evaluations.size());
    CHECK(career->stays[1].evaluations[0].level == rotation->evaluations[0].level);
  }
  CHECK_FALSE(app::career_of(*district.app, district.caller("quan.tri"), district.binh.text()));
  const auto timeline = app::rotation_timeline(*district.app, district.caller("binh"), id);
  CHECK(timeline->evaluations.size() == rotation->evaluations.size());
  CHECK(timeline->before_decision == 4);
  CHECK(timeline->stays.size() == 5);
}

TEST_CASE("The grid of wards says what is vacant, what ends within six months, and who comes from elsewhere") {
  District district;
  const auto grid = [&](const char* who) { return app::unit_grid(*district.app, *district.app->units(district.caller(who))); };
  CHECK(grid("dang.uy").tiles.empty());
  const app::UnitGrid vacant = grid("chu.tri");
  REQUIRE(vacant.tiles.size() == 1);
  CHECK(vacant.posts == 1);
  CHECK(vacant.vacant == 1);
  const std::string id = district.nominate();
  district.until_open(id, "self_review");
  const app::UnitGrid held = grid("chu.tri");
  CHECK(held.vacant == 0);
  CHECK(held.soon == 0);
  CHECK(held.tiles[0].posts[0].held.name == "Đỗ Văn Bình");
  CHECK_FALSE(held.tiles[0].posts[0].elsewhere);
  for (const auto& [home, elsewhere] : {std::pair{district.office, 1}, {district.ward, 0}}) {
    district.app->impl().writer->run(
        [&, place = home](store::Transaction& t) { t.append("-", store::OfficialFactsChanged{district.binh, {{"home_unit", place.text()}}, {}}); });
    CHECK(grid("chu.tri").elsewhere == elsewhere);
  }
  district.until_open(id, "final_evaluation");
  CHECK(grid("chu.tri").soon == 1);
}
