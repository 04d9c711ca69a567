// The definitions beside `rotation`: secondment and the periodic change of post.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/support/district.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

app::Configuration with_all() {
  app::Configuration configuration = test::test_configuration();
  for (const char* name : {"secondment", "position_change"})
    configuration.workflows.push_back(std::filesystem::path(LUAN_SOURCE_DIR) / "workflows" / (std::string(name) + ".yaml"));
  return configuration;
}

const workflow::Rotation& rotation_of(const District& district, const std::string& id) {
  static store::RotationPtr kept;
  kept = district.app->database().rotation(RotationId::trusted(id));
  return *kept;
}

std::string stage_of(const District& district, const std::string& id) { return rotation_of(district, id).stage; }

/// What is first choice everywhere, until the rotation has ended.
void live(District& district, const std::string& id) {
  for (int week = 0; week < 400 && rotation_of(district, id).status != workflow::Status::closed; ++week) {
    district.work();
    district.days(7);
  }
}

json::value answer(const std::string& outcome, json::object form) { return json::object{{"outcome", outcome}, {"form", std::move(form)}}; }

int turns_of(const District& district) {
  const auto table = district.app->turns(district.caller("kiem.tra"), {*parse_date("2020-01-01"), *parse_date("2040-12-31"), "", {}});
  REQUIRE(table);
  return table->turns;
}

}  // namespace

TEST_CASE("Each further workflow goes to its end by first choices, and is no turn of rotation") {
  const struct {
    std::string name, end;
    std::vector<std::string> stages;
  } cases[] = {{"secondment", "closed", {"request", "decision", "secondment", "return"}},
               {"position_change", "closed", {"listing", "notice", "decision", "handover"}}};
  for (const auto& one : cases) {
    DYNAMIC_SECTION(one.name) {
      District district(with_all());
      const std::string id = district.nominate(one.name);
      live(district, id);
      CHECK(stage_of(district, id) == one.end);
      std::vector<std::string> left;
      for (const auto& [from, to] : rotation_of(district, id).path) left.push_back(from);
      CHECK(left == one.stages);
      CHECK(!rotation_of(district, id).decision->number.empty());
      CHECK(turns_of(district) == 0);
      const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int) { return district.app->impl().newest(name); });
      CHECK(report.differences.empty());
      district.restart();
      CHECK(stage_of(district, id) == one.end);
    }
  }
}

TEST_CASE("A secondment is extended by the sending side, but never beyond 36 months") {
  District district(with_all());
  const std::string id = district.nominate("secondment");
  district.until_open(id, "issue");
  REQUIRE(district.respond("chu.tri", id, "issue",
                           answer("issue", {{"effective", to_text(district.app->impl().today())}, {"term_months", 24}, {"pay", "sending"}})));
  const Date first_end = *rotation_of(district, id).term_end;
  district.until_open(id, "end_or_extend");
  const auto too_long = district.respond("noi.vu", id, "end_or_extend", answer("extend", {{"basis", "Nhiệm vụ chưa xong"}, {"extension_months", 13}}));
  REQUIRE_FALSE(too_long);
  REQUIRE(too_long.error().fields.size() == 1);
  CHECK(too_long.error().fields.front().field == "extension_months");
  CHECK(too_long.error().fields.front().text.vi == "Cả thời hạn không quá 36 tháng, còn gia hạn được tối đa 12 tháng");
  REQUIRE(district.respond("noi.vu", id, "end_or_extend", answer("extend", {{"basis", "Nhiệm vụ chưa xong"}, {"extension_months", 12}})));
  CHECK(stage_of(district, id) == "secondment");
  CHECK(*rotation_of(district, id).term_end == add_days(add_months(add_days(first_end, 1), 12), -1));
  live(district, id);
  CHECK(stage_of(district, id) == "closed");
  CHECK(rotation_of(district, id).placement->kind == "return_to_sender");
}

TEST_CASE("The sending side calls a seconded official back before the term") {
  District district(with_all());
  const std::string id = district.nominate("secondment");
  district.until_open(id, "issue");
  REQUIRE(district.respond("chu.tri", id, "issue",
                           answer("issue", {{"effective", to_text(district.app->impl().today())}, {"term_months", 12}, {"pay", "receiving"}})));
  const std::string post = district.app->impl().directory()->official(district.binh)->position.text();
  const auto back =
      district.act("noi.vu", id, "end_early",
                   json::object{{"reason", "Nơi cử cần cán bộ trở lại nhận việc"}, {"form", {{"ground", "recalled"}, {"placement_position", post}}}});
  REQUIRE(back);
  CHECK(stage_of(district, id) == "ended_early");
}

TEST_CASE("A civil servant who objects is answered, and may be exempted") {
  District district(with_all());
  const std::string id = district.nominate("position_change");
  district.until_open(id, "own_view");
  REQUIRE(district.respond("binh", id, "own_view", answer("object", {{"reason", "Đang nuôi con dưới 36 tháng tuổi"}})));
  district.until_open(id, "settlement");
  REQUIRE(district.respond("ban.to.chuc", id, "settlement", answer("exempt", {{"answer", "Chấp nhận, chưa chuyển đổi đợt này"}})));
  CHECK(stage_of(district, id) == "exempted");
  CHECK(!rotation_of(district, id).decision);
}

TEST_CASE("Who may begin a workflow is what its file says") {
  District district(with_all());
  const auto names = [&](const std::string& username) {
    std::vector<std::string> all;
    for (const auto& definition : district.app->startable(district.caller(username))) all.push_back(definition->name);
    return all;
  };
  CHECK(names("ban.to.chuc") == std::vector<std::string>{"rotation", "position_change", "secondment"});
  CHECK(names("noi.vu") == std::vector<std::string>{"rotation", "secondment"});
  CHECK(names("dang.uy").empty());
  const auto refused = district.app->start(district.caller("noi.vu"), "position_change");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == RefusalCode::forbidden);
}
