#include <catch2/catch.hpp>

#include "store/queries.hpp"
#include "store/support/desk.hpp"

using namespace luan;
using test::Desk;

namespace {

struct Planned : Desk {
  PlanId plan;
  PlanLineId line;
  MeetingId meeting;
  RotationId rotation;

  Planned() {
    rotation = nominate();
    writer->run([&](store::Transaction& t) {
      plan = t.ids().fresh<PlanId>(), line = t.ids().fresh<PlanLineId>(), meeting = t.ids().fresh<MeetingId>();
      const Date day = *parse_date("2026-01-05");
      t.append("-", store::PlanAdopted{plan, committee, "2026", "12-KH/ĐU", day, "Nhu cầu", "Hình thức", "Địa bàn", "Chế độ"});
      store::PlanLineTerms terms{post, ward, official, "down", 36, day, 2, "Lý do", "Bố trí"};
      t.append("-", store::PlanLineAdded{plan, line, terms});
      terms.months = 48, terms.reason = "Lý do mới";
      t.append("-", store::PlanLineChanged{plan, line, terms, "Đổi thời hạn"});
      const auto second = t.ids().fresh<PlanLineId>();
      t.append("-", store::PlanLineAdded{plan, second, terms});
      t.append("-", store::PlanLineWithdrawn{plan, second, "Thôi"});
      t.append("-", store::PlanClosed{plan, "Xong"});
      t.append("-", store::MeetingCalled{meeting, committee, day, 8 * 60, "review", "Phòng họp"});
      t.append("-", store::MeetingItemAdded{meeting, {rotation, "proposal", 1}});
      t.append("-", store::MeetingItemAdded{meeting, {rotation, "check", 1}});
      t.append("-", store::MeetingItemRemoved{meeting, {rotation, "proposal", 1}});
      t.append("-", store::MeetingHeld{meeting, {board.account}, {chair.account}, board.account, board.account, {{chair.account.text(), "Ốm"}}});
    });
  }
};

void holds(const store::Directory& directory, const Planned& desk) {
  const store::Plan* plan = directory.plan(desk.plan);
  REQUIRE(plan);
  CHECK(plan->paper == "12-KH/ĐU");
  CHECK(plan->regime == "Chế độ");
  CHECK(plan->closed);
  CHECK(plan->why == "Xong");
  REQUIRE(plan->lines.size() == 2);
  CHECK(plan->lines[0].months == 48);
  CHECK(plan->lines[0].count == 2);
  CHECK(plan->lines[0].reason == "Lý do mới");
  CHECK(plan->lines[0].why == "Đổi thời hạn");
  CHECK(plan->lines[1].withdrawn);
  CHECK(plan->lines[1].number == 2);
  CHECK(directory.plan_line(desk.line).first == plan);
  const store::Meeting* meeting = directory.meeting(desk.meeting);
  REQUIRE(meeting);
  CHECK(meeting->place == "Phòng họp");
  REQUIRE(meeting->items.size() == 1);
  CHECK(meeting->items[0].step == "check");
  REQUIRE(meeting->held);
  CHECK(meeting->held->absence.at(desk.chair.account.text()) == "Ốm");
  CHECK_FALSE(meeting->coming());
}

}  // namespace

TEST_CASE("Plans and meetings are as their events say, before and after the directory is read again") {
  Planned desk;
  holds(*desk.database->directory(), desk);
  desk.reopen();
  holds(*desk.database->directory(), desk);
  CHECK(desk.rebuild().differences.empty());
}

TEST_CASE("Which rotations began by a line is seen at once in the writer's group, and rebuilt from the nominations") {
  Planned desk;
  const RotationId by_line = desk.ids->fresh<RotationId>();
  desk.writer->run([&](store::Transaction& t) {
    CHECK(t.rotations_of_line(desk.line).empty());
    workflow::Nominate command{{"", {{"reason", "Theo kế hoạch"}}}, desk.official, desk.office, desk.ward, desk.committee, desk.post, "key", "down", desk.line};
    desk.carry_out(t, by_line, command, &desk.board);
    const auto found = t.rotations_of_line(desk.line);
    REQUIRE(found.size() == 1);
    CHECK(found[0]->facts.plan_line == desk.line);
  });
  const auto uses = [&] {
    const store::Reader reader = desk.database->reader();
    return store::plan_uses(reader.session(), {desk.line.text()});
  };
  CHECK(uses().size() == 1);
  desk.execute("DELETE FROM plan_uses");
  CHECK(uses().empty());
  CHECK(desk.rebuild().differences.size() == 1);
  CHECK(uses().at(0).rotation == by_line.text());
  desk.reopen();
  CHECK(desk.database->rotation(by_line)->facts.plan_line == desk.line);
}
