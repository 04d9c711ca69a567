// The scorers as the app asks them: what they are given, what is shown to whom, and the nominees for one post side by side.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/rescoring.hpp"
#include "app/support/district.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;
using test::first_choices;
using test::wait_for;

namespace {

OfficialId hire(const District& district, const json::object& person) {
  OfficialId id;
  district.app->impl().writer->run([&](store::Transaction& t) {
    id = t.ids().fresh<OfficialId>();
    t.append("-", store::OfficialRegistered{id, district.office, {}, person});
  });
  return id;
}

/// Nominated for the secretary's post in Bến Đá.
std::string nominate(District& district, const OfficialId& official) {
  const app::Caller board = district.caller("ban.to.chuc");
  const auto start = district.app->start(board, "rotation");
  REQUIRE(start);
  json::value body = first_choices(start->schema);
  json::object& form = body.as_object()["form"].as_object();
  form["official"] = official.text(), form["position"] = district.secretary.text(), form["object"] = "planned";
  const auto recorded = wait_for(district.app->nominate(board, "rotation", body, {}));
  REQUIRE(recorded);
  district.app->run_due();
  return recorded->rotation;
}

const json::object an{{"family", "Ngô"},
                      {"middle", "Thị"},
                      {"given", "An"},
                      {"born", "1984-02-01"},
                      {"gender", "female"},
                      {"professional_level", "university"},
                      {"political_level", "advanced"},
                      {"ratings", {"good", "excellent", "excellent"}},
                      {"years_in_field", 14},
                      {"grassroots_years", 4}};

json::object score_content(const District& district, const std::string& rotation, const std::string& step) {
  const store::Reader reader = district.app->database().reader();
  json::object found;
  store::recorded_scores(reader.session(), rotation, [&](const store::HistoryRow& row) {
    if (text_member(row.event.payload, "step") == step) found = row.contents.front().value;
  });
  return found;
}

app::ComparisonView compared(const District& district, const std::string& username, const std::string& rotation) {
  for (int tries = 0; tries < 100; ++tries) {
    const auto view = district.app->comparison(district.caller(username), rotation);
    REQUIRE(view);
    if (view->state != "computing") return *view;
  }
  FAIL("never computed");
  return {};
}

}  // namespace

TEST_CASE("A scorer is given what its manifest asks for and no more, all of it is recorded, and it computes the same again") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  district.app->run_due();
  const json::object eligibility = score_content(district, id, "eligibility").at("input").as_object();
  CHECK(eligibility.at("born") == "1985-05-12");
  CHECK(eligibility.at("day") == "2026-03-02");
  CHECK(eligibility.at("nomination").at("direction") == "down");
  CHECK(eligibility.at("post") == json::value({{"kind", "party"}, {"key", true}, {"level", 2}, {"vacant", true}}));
  CHECK(eligibility.at("receiving") == json::value({{"kind", "ward"}, {"level", 2}, {"traits", "difficult"}}));
  const json::object fitness = score_content(district, id, "score").at("input").as_object();
  CHECK(fitness.at("years_in_field") == 12);
  for (const char* name : {"born", "family", "given", "day", "post", "nomination", "alternatives", "home_unit"}) CHECK(!fitness.contains(name));

  const auto again = app::rescore(district.configuration, district.folder.path());
  REQUIRE(again.size() == 2);
  for (const app::Rescored& one : again) {
    INFO(one.step << " " << one.why);
    CHECK(one.verdict == app::Rescored::Verdict::agrees);
    CHECK(!one.other_build());
  }
}

TEST_CASE("Where somebody comes from is told as whether it is the receiving place, one that went into it included") {
  District district;
  for (const auto& [home, told] : {std::pair<std::string, json::value>{district.ward.text(), true}, {"elsewhere", false}, {"", nullptr}}) {
    json::object person = an;
    if (!home.empty()) person["home_unit"] = home;
    const std::string id = nominate(district, hire(district, person));
    district.until_open(id, "check");
    const json::object input = score_content(district, id, "eligibility").at("input").as_object();
    CHECK((input.contains("is_local") ? input.at("is_local") : json::value()) == told);
    CHECK(!input.contains("home_unit"));
  }
}

TEST_CASE("A condition that is not met is shown to who checks, an exception is due, and the check decides all the same") {
  District district;
  json::object person = an;
  person["discipline"] = "warning";
  const std::string id = nominate(district, hire(district, person));
  district.until_open(id, "check");
  const auto step = district.app->step(district.caller("ban.to.chuc"), id, "check");
  REQUIRE(step);
  REQUIRE(step->scores.size() == 1);
  const app::ScoreView& score = step->scores.front();
  CHECK(score.step == "eligibility");
  CHECK(score.band.en == "An exception is due");
  CHECK(!score.decides);
  CHECK(step->weighs);
  CHECK(score.criteria.front().why.vi.find("cần ghi ngoại lệ, người cho phép và căn cứ") != std::string::npos);
  CHECK(std::ranges::any_of(score.criteria, [](const auto& one) { return one.why.vi.starts_with("Không đạt, cần ngoại lệ. Kỷ luật: cảnh cáo."); }));
  // Of the sending unit's own case its people see that it goes on, not how it was scored.
  CHECK(district.app->rotation(district.caller("noi.vu"), id)->scores.empty());
  REQUIRE(district.respond("ban.to.chuc", id, "check",
                           json::object{{"outcome", "with_exception"}, {"form", {{"authoriser", "Thường trực"}, {"basis", "41-KL/ĐU"}}}}));
  CHECK(district.is_open(id, "assessment"));
}

TEST_CASE("Those who are nominated for one post are ranked side by side, for the committee and the auditor only") {
  District district;
  const std::string binh = nominate(district, district.binh);
  const auto alone = compared(district, "chu.tri", binh);
  CHECK(alone.nominees.size() == 1);

  const std::string other = nominate(district, hire(district, an));
  const auto view = compared(district, "chu.tri", binh);
  REQUIRE(view.state == "ready");
  REQUIRE(view.nominees.size() == 2);
  CHECK(view.nominees.front().rotation == other);  // three good years, four at the grassroots
  CHECK(view.nominees.front().official.name == "Ngô Thị An");
  CHECK(view.nominees.front().rank == 1);
  CHECK(view.nominees.back().rank == 2);
  CHECK(view.plugin == "score_topsis");
  CHECK(view.digest.size() == 64);
  REQUIRE(view.criteria.size() == 5);
  for (const app::ComparisonNominee& nominee : view.nominees) CHECK(nominee.values.size() == 5);
  CHECK(view.nominees.back().values[2].missing);  // Bình's three years are not on record
  CHECK(std::ranges::any_of(view.criteria, [](const auto& one) { return one.down.first == "Đỗ Văn Bình" || one.up.first == "Đỗ Văn Bình"; }));
  // Whoever opens whichever of the two sees the same order.
  CHECK(compared(district, "kiem.tra", other).nominees.front().rotation == other);
  CHECK(district.app->rotation(district.caller("chu.tri"), binh)->nominees == 2);

  CHECK(district.app->comparison(district.caller("noi.vu"), binh).error().code == RefusalCode::forbidden);
  CHECK(district.app->comparison(district.caller("quan.tri"), binh).error().code == RefusalCode::not_found);
  CHECK(district.app->rotation(district.caller("noi.vu"), binh)->nominees == 0);

  REQUIRE(district.act("ban.to.chuc", other, "withdraw", json::object{{"reason", "Theo nguyện vọng của cán bộ"}}));
  CHECK(compared(district, "chu.tri", binh).nominees.size() == 1);
  CHECK(compared(district, "chu.tri", other).state == "over");
}

TEST_CASE("A comparison whose plugin does not run says so, and nothing else waits for it") {
  app::Configuration configuration = test::test_configuration();
  configuration.plugins.erase("score_topsis");
  District district(configuration);
  const std::string id = nominate(district, district.binh);
  const auto view = compared(district, "chu.tri", id);
  CHECK(view.state == "failed");
  CHECK(view.error.en == "The plugin is not enabled: score_topsis.");
  district.until_open(id, "vote");
}
