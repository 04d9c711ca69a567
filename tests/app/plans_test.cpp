#include <catch2/catch.hpp>

#include <algorithm>

#include "app/support/plans.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"
#include "support/json_schema.hpp"

using namespace luan;
using test::Planned;
using test::wait_for;
using Kind = app::PlanAct::Kind;

TEST_CASE("A plan is made, its lines are added, altered and withdrawn, and it is closed, each with its reason") {
  const Planned district;
  const std::string line = district.add_line();
  CHECK(district.line(line).state == "not_begun");
  CHECK(district.line(line).receiving.name.vi == "Phường Bến Đá");
  CHECK(district.line(line).expected.name == "Đỗ Văn Bình");

  json::object changed = district.line_form(2);
  CHECK(district.change("ban.to.chuc", {Kind::change_line, district.plan, line}, changed).error().fields.at(0).field == "why");
  changed["why"] = "Cần hai người";
  REQUIRE(district.change("ban.to.chuc", {Kind::change_line, district.plan, line}, changed));
  CHECK(district.line(line).count == 2);
  CHECK(district.line(line).why == "Cần hai người");

  REQUIRE(district.change("ban.to.chuc", {Kind::withdraw_line, district.plan, line}, {{"why", "Chức danh đã có người"}}));
  CHECK(district.line(line).state == "withdrawn");
  CHECK(district.change("ban.to.chuc", {Kind::change_line, district.plan, line}, changed).error().code == RefusalCode::plan_line_withdrawn);

  REQUIRE(district.change("ban.to.chuc", {Kind::close, district.plan}, {{"why", "Đã thực hiện xong"}}));
  CHECK(district.app->plan(district.caller("ban.to.chuc"), district.plan)->closed);
  CHECK(district.change("ban.to.chuc", {Kind::add_line, district.plan}, district.line_form()).error().code == RefusalCode::plan_closed);
}

TEST_CASE("Two plans of the committee do not bear one number, and a form of a plan is held to its schema") {
  const Planned district;
  const auto again = district.change("ban.to.chuc", {Kind::adopt},
                                     {{"period", "2026"}, {"paper", "12-KH/ĐU"}, {"approved", "2026-02-21"}, {"need", "N"}, {"manner", "H"}, {"area", "Đ"}});
  REQUIRE_FALSE(again);
  CHECK(again.error().fields.at(0).field == "paper");
  CHECK(district.change("ban.to.chuc", {Kind::adopt}, {{"period", "2026"}}).error().fields.size() == 5);
  const auto asked = district.app->plan_form(district.caller("ban.to.chuc"), {Kind::add_line, district.plan});
  REQUIRE(asked);
  const json::value first = test::first_choices(asked->schema);
  CHECK(test::violations(asked->schema, first).empty());
  CHECK(wait_for(district.app->change_plan(district.caller("ban.to.chuc"), {Kind::add_line, district.plan}, first)));
}

TEST_CASE("A rotation is by its line; the line shows how far it is, and is not used beyond its count") {
  Planned district;
  const std::string line = district.add_line();
  const auto first = district.nominate_by(line);
  REQUIRE(first);
  CHECK(district.line(line).state == "nominated");
  CHECK(district.line(line).used == 1);
  CHECK_FALSE(district.line(line).usable);
  CHECK(district.line(line).rotations.at(0).code == first->code);

  const auto second = district.nominate_by(line, district.another("An"));
  REQUIRE_FALSE(second);
  CHECK(second.error().code == RefusalCode::plan_line_used);
  CHECK(second.error().sentence(Language::vi).find(first->code) != std::string::npos);

  // Dropped before anything was decided, it does not count.
  REQUIRE(district.act("ban.to.chuc", first->rotation, "withdraw", {{"reason", "Đổi phương án nhân sự"}}));
  CHECK(district.line(line).state == "not_begun");
  CHECK(district.line(line).rotations.at(0).state == "dropped");
  const auto third = district.nominate_by(line);
  REQUIRE(third);
  district.until_open(third->rotation, "meeting");
  CHECK(district.line(line).state == "posted");
  const auto plan = district.app->plan(district.caller("ban.to.chuc"), district.plan);
  CHECK(plan->turns == 1);
  CHECK(plan->persons == 1);
  CHECK(district.app->rotation(district.caller("ban.to.chuc"), third->rotation)->plan == district.plan);

  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
  for (const std::string& difference : report.differences) UNSCOPED_INFO(difference);
  CHECK(report.differences.empty());
  district.restart();
  CHECK(district.line(line).state == "posted");
  CHECK(district.line(line).rotations.size() == 2);
}

TEST_CASE("A line for two takes two, and cannot be made smaller than what is by it") {
  Planned district;
  const std::string line = district.add_line(2);
  REQUIRE(district.nominate_by(line));
  REQUIRE(district.nominate_by(line, district.another("An")));
  CHECK(district.nominate_by(line, district.another("Chi")).error().code == RefusalCode::plan_line_used);
  json::object smaller = district.line_form(1);
  smaller["why"] = "Bớt một lượt";
  CHECK(district.change("ban.to.chuc", {Kind::change_line, district.plan, line}, smaller).error().fields.at(0).field == "count");
}

TEST_CASE("A nomination by a line is for its post; a line withdrawn, closed or unknown is refused") {
  Planned district;
  const std::string line = district.add_line(), other = district.add_line();
  json::object form{{"official", district.binh.text()},
                    {"position", district.secretary.text()},
                    {"plan_line", std::string(32, 'f')},
                    {"object", "planned"},
                    {"expected_months", 36},
                    {"reason", "Cần cán bộ"}};
  const auto unknown = wait_for(district.app->nominate(district.caller("ban.to.chuc"), "rotation", json::object{{"form", form}}, {}));
  CHECK(unknown.error().fields.at(0).field == "plan_line");
  REQUIRE(district.change("ban.to.chuc", {Kind::withdraw_line, district.plan, line}, {{"why", "Rút"}}));
  CHECK(district.nominate_by(line).error().code == RefusalCode::plan_line_withdrawn);
  REQUIRE(district.change("ban.to.chuc", {Kind::close, district.plan}, {{"why", "Xong"}}));
  CHECK(district.nominate_by(other).error().code == RefusalCode::plan_closed);
}

TEST_CASE("What fills in the first choices nominates by the first line there is; a line begins the form with what it says") {
  Planned district;
  const app::Caller board = district.caller("ban.to.chuc");
  CHECK_FALSE(json::serialize(district.app->start(board, "rotation")->schema).find("plan_line") != std::string::npos);
  const std::string line = district.add_line();
  const auto start = district.app->start(board, "rotation", line);
  REQUIRE(start);
  CHECK(start->typed.at("form").at("official") == json::value(district.binh.text()));
  CHECK(start->typed.at("form").at("expected_months") == json::value(36));
  const json::value body = test::first_choices(start->schema);
  CHECK(body.at("form").at("plan_line") == json::value(line));
  CHECK(test::violations(start->schema, body).empty());
  REQUIRE(wait_for(district.app->nominate(board, "rotation", body, {})));
  CHECK(district.app->start(board, "rotation", line)->typed.empty());
  CHECK(json::serialize(district.app->start(board, "rotation")->schema).find("plan_line") == std::string::npos);
}

TEST_CASE("Who may know of a plan, and who may write it") {
  Planned district;
  const std::string line = district.add_line();
  struct Case {
    const char* who;
    int plans, lines;
    bool writes;
  };
  for (const Case& one : {Case{"ban.to.chuc", 1, 1, true}, Case{"chu.tri", 1, 1, false}, Case{"uy.vien.1", 1, 1, false}, Case{"kiem.tra", 1, 1, false},
                          Case{"noi.vu", 1, 1, false}, Case{"dang.uy", 1, 1, false}, Case{"uy.ban", 1, 1, false}, Case{"binh", 0, 0, false}}) {
    INFO(one.who);
    const auto seen = district.app->plans(district.caller(one.who));
    REQUIRE(seen);
    CHECK(static_cast<int>(seen->size()) == one.plans);
    CHECK(district.app->plan(district.caller(one.who), district.plan).has_value() == (one.plans > 0));
    if (!seen->empty()) CHECK(static_cast<int>(seen->front().lines.size()) == one.lines);
    CHECK(district.change(one.who, {Kind::withdraw_line, district.plan, std::string(32, '0')}, {{"why", "x"}}).error().code ==
          (one.writes ? RefusalCode::not_found : RefusalCode::forbidden));
  }
  CHECK(district.app->plans(district.caller("quan.tri")).error().code == RefusalCode::forbidden);
  // A line that names nobody of the office, for a post elsewhere, is no business of the office.
  json::object unnamed = district.line_form();
  unnamed.erase("expected");
  REQUIRE(district.change("ban.to.chuc", {Kind::add_line, district.plan}, unnamed));
  CHECK(district.app->plan(district.caller("noi.vu"), district.plan)->lines.size() == 1);
  CHECK(district.app->plan(district.caller("dang.uy"), district.plan)->lines.size() == 2);
  CHECK(district.line(line, "noi.vu").usable);
}

TEST_CASE("A line whose unit has merged nominates nobody until it names a post of the successor") {
  Planned district;
  const std::string line = district.add_line();
  PositionId other;
  UnitId merged;
  district.app->impl().writer->run([&](store::Transaction& t) {
    merged = t.ids().fresh<UnitId>(), other = t.ids().fresh<PositionId>();
    const Date today = district.app->zone().date(t.now());
    t.append("-", store::UnitCreated{merged, "ward", 2, "normal", today, {"Phường Bến Đá Mới", "New Bến Đá ward"}});
    t.append("-", store::PositionCreated{other, merged, "party", true, {"Bí thư Đảng uỷ phường Bến Đá Mới", "Secretary, New Bến Đá"}});
  });
  CHECK(district.line(line).usable);
  const std::string tomorrow = to_text(add_days(district.app->impl().today(), 1));
  REQUIRE(wait_for(district.app->merge_units(district.caller("quan.tri"), {district.ward.text()}, merged.text(), tomorrow)));
  district.days(2);
  CHECK_FALSE(district.line(line).usable);
  CHECK(district.line(line).state == "post_gone");
  CHECK(district.nominate_by(line).error().code == RefusalCode::invalid);

  json::object changed = district.line_form();
  changed["position"] = other.text(), changed["why"] = "Phường đã sáp nhập";
  REQUIRE(district.change("ban.to.chuc", {Kind::change_line, district.plan, line}, changed));
  CHECK(district.line(line).usable);
}
