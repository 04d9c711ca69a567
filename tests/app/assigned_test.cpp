// Assignments are followed through every evaluation, one by one.
#include <algorithm>
#include <catch2/catch.hpp>

#include "app/support/district.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

json::object assignment(const char* content, const char* product, const std::string& due) { return {{"content", content}, {"product", product}, {"due", due}}; }

}  // namespace

TEST_CASE("An evaluation goes through what was assigned, as it stands now, and says of each how far it is done") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "assignments");
  const std::string due = to_text(add_months(district.app->impl().today(), 20));
  const json::object given{
      {"form", {{"assignments", json::array{assignment("Rà soát đơn thư tồn đọng", "Báo cáo", due), assignment("Củng cố hai chi bộ", "Nghị quyết", due)}}}}};
  REQUIRE(district.respond("ban.to.chuc", id, "assignments", given));
  district.until_open(id, "evaluation");

  const auto step = district.app->step(district.caller("dang.uy"), id, "evaluation");
  REQUIRE(step);
  REQUIRE(step->world.assigned.size() == 2);
  CHECK(step->world.assigned.front() == "Rà soát đơn thư tồn đọng (Báo cáo), " + to_page_text(*parse_date(due)));
  json::object body = test::first_choices(step->schema).as_object();
  json::object& form = body.at("form").as_object();
  form["tasks"] = json::array{json::object{{"result", "done"}}};
  const auto one = district.respond("dang.uy", id, "evaluation", body);
  REQUIRE_FALSE(one);
  CHECK(one.error().fields.front().field == "tasks");
  form["tasks"] = json::array{json::object{{"result", "done"}}, json::object{{"result", "late"}, {"note", "Chờ kinh phí"}}};
  REQUIRE(district.respond("dang.uy", id, "evaluation", body));

  const auto rotation = district.app->rotation(district.caller("chu.tri"), id);
  REQUIRE(rotation->evaluations.size() == 1);
  const auto& values = rotation->evaluations.front().values;
  const auto tasks = std::ranges::find(values, "tasks", &app::ValueView::id);
  REQUIRE(tasks != values.end());
  CHECK(tasks->columns.front().vi == "Nhiệm vụ được giao");
  REQUIRE(tasks->rows.size() == 2);
  CHECK(tasks->rows[1][0].starts_with("Củng cố hai chi bộ (Nghị quyết)"));
  CHECK(tasks->rows[1][1] == "Chậm tiến độ");
}
