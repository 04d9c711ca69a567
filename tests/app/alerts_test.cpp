// What must not be left lying: a placement at the end of a term, and poor ratings.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/support/district.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

std::vector<std::string> kinds(const District& district, const std::string& username = "chu.tri") {
  const auto alerts = district.app->alerts(district.caller(username));
  REQUIRE(alerts);
  std::vector<std::string> out;
  for (const app::AlertView& alert : *alerts) {
    CHECK_FALSE((alert.text.vi.empty() || alert.text.en.empty()));
    out.push_back(alert.kind);
  }
  return out;
}
int count_of(const District& district, const std::string& id, const std::string& type, const std::string& step) {
  const store::Reader reader = district.app->database().reader();
  const auto history = store::history(reader.session(), id);
  return static_cast<int>(
      std::ranges::count_if(history, [&](const auto& row) { return row.event.type == type && text_or_empty(row.event.payload, "step") == step; }));
}

}  // namespace

TEST_CASE("A placement that is dragged out is told to chair and board, in history and in a list", "[alerts]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "placement");
  CHECK(kinds(district) == std::vector<std::string>());
  for (int day = 0; day < 29; ++day) district.days(1), district.app->run_due();  // twenty working days
  CHECK(std::ranges::count(kinds(district), "placement_late") == 1);
  CHECK(count_of(district, id, "step.escalated", "placement") == 0);
  for (int day = 0; day < 8; ++day) district.days(1), district.app->run_due();  // and five more
  CHECK(count_of(district, id, "step.escalated", "placement") == 1);
  const auto view = district.app->rotation(district.caller("kiem.tra"), id);
  REQUIRE(view->alerts.size() == 1);
  CHECK_THAT(view->alerts.front().text.vi, Catch::StartsWith("Bố trí cán bộ đang kéo dài"));
  CHECK(district.app->rotation(district.caller("dang.uy"), id)->alerts.empty());  // for those who read every rotation
  CHECK(district.app->alerts(district.caller("dang.uy")).error().code == RefusalCode::forbidden);
  CHECK(district.app->alerts(district.caller("quan.tri")).error().code == RefusalCode::forbidden);

  const auto asked = district.app->step(district.caller("ban.to.chuc"), id, "placement");
  REQUIRE(district.respond("ban.to.chuc", id, "placement", test::first_choices(asked->schema)));
  CHECK(kinds(district).empty());
}

TEST_CASE("A term that is over without a placement is told, whatever waits", "[alerts]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "final_evaluation");
  for (int week = 0; week < 10; ++week) district.days(7), district.app->run_due();
  CHECK(kinds(district) == std::vector<std::string>{"term_over"});
  CHECK(count_of(district, id, "step.escalated", "final_evaluation") == 1);
}

TEST_CASE("Two evaluations in a row that say «not completed» are told; one is not", "[alerts]") {
  District district;
  const std::string id = district.nominate();
  for (int year = 1; year <= 2; ++year) {
    district.until_open(id, "evaluation");
    const auto asked = district.app->step(district.caller("dang.uy"), id, "evaluation");
    REQUIRE(asked);
    json::value body = test::first_choices(asked->schema);
    body.as_object()["form"].as_object()["level"] = "not_completed";
    REQUIRE(district.respond("dang.uy", id, "evaluation", body));
    CHECK(kinds(district).size() == static_cast<std::size_t>(year - 1));
  }
  CHECK(kinds(district) == std::vector<std::string>{"poor_ratings"});
}
