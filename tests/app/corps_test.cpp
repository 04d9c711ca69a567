// The corps as it is recorded: shares, and who is due to move.
#include "app/corps.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "app/support/district.hpp"

using namespace luan;
using test::District;

namespace {

struct Person {
  const char* given;
  bool head_of_ward = false, deputy_of_ward = false;
  json::object facts{};
};

/// Everybody in a post of his own.
std::map<std::string, OfficialId> people(const District& district, const std::vector<Person>& all) {
  std::map<std::string, OfficialId> ids;
  district.app->impl().writer->run([&](store::Transaction& t) {
    for (const Person& one : all) {
      const auto position = t.ids().fresh<PositionId>();
      const bool ward = one.head_of_ward || one.deputy_of_ward;
      const std::string title = one.head_of_ward ? "Chủ tịch UBND phường " : ward ? "Phó Chủ tịch UBND phường " : "Chuyên viên ";
      t.append("-", store::PositionCreated{position, ward ? district.ward : district.office, "government", ward, {title + one.given, title + one.given}});
      json::object facts = one.facts;
      facts["family"] = "Trần", facts["middle"] = "", facts["given"] = one.given;
      ids[one.given] = t.ids().fresh<OfficialId>();
      t.append("-", store::OfficialRegistered{ids[one.given], ward ? district.ward : district.office, position, facts});
    }
  });
  return ids;
}

std::string due(const app::CorpsFigures& figures) {
  std::string all;
  for (const app::DueOfficial& one : figures.due) all += (all.empty() ? "" : ", ") + one.official.name + ": " + app::ground_words(one.ground).en;
  return all;
}

}  // namespace

TEST_CASE("Who leads for more than two terms, eight years as head or ten as deputy is due, to the day; a posting begins anew") {
  District district;  // 02/03/2026
  const auto ids = people(district, {{"An", false, false, {{"leads_as", "head"}, {"terms_in_post", 2}, {"leads_since", "2018-03-03"}}},
                                     {"Bảo", false, false, {{"leads_as", "head"}, {"terms_in_post", 2}, {"leads_since", "2018-03-02"}}},
                                     {"Chi", false, false, {{"leads_as", "head"}, {"terms_in_post", 3}, {"leads_since", "2019-01-01"}}},
                                     {"Dung", false, false, {{"leads_as", "deputy"}, {"terms_in_post", 3}, {"leads_since", "2016-03-03"}}},
                                     {"Giang", false, false, {{"leads_as", "deputy"}, {"leads_since", "2016-03-02"}}},
                                     {"Hà", false, false, {{"leads_as", "head"}, {"terms_in_post", 3}}},
                                     {"Khoa", false, false, {{"leads_as", "neither"}, {"leads_since", "2001-01-01"}}}});
  const app::Caller chair = district.caller("chu.tri");
  CHECK(due(app::corps_figures(*district.app, chair).value()) ==
        "Trần Giang: Deputy for ten years or more, Trần Bảo: Head for eight years or more, Trần Chi: Head for more than two consecutive terms, "
        "Trần Hà: Head for more than two consecutive terms");

  // Whoever is sent elsewhere begins anew there, whatever was recorded before.
  const OfficialId an = ids.at("An");
  district.app->impl().writer->run(
      [&](store::Transaction& t) { t.append("-", store::OfficialFactsChanged{an, {{"terms_in_post", 4}, {"leads_since", "2010-01-01"}}, {}}); });
  CHECK(app::corps_figures(*district.app, chair)->due.front().official.name == "Trần An");
  const std::string id = district.nominate();
  REQUIRE(district.app->database().rotation(RotationId::trusted(id))->facts.official == an);
  district.until_open(id, "self_review");
  const auto later = app::corps_figures(*district.app, chair);
  CHECK(std::ranges::none_of(later->due, [](const app::DueOfficial& one) { return one.official.name == "Trần An"; }));
}

TEST_CASE("Heads from elsewhere, women and young people are counted of those of whom it is recorded; a share is held against its target exactly") {
  District district;
  const std::string ward = district.ward.text();
  static_cast<void>(people(district, {{"An", true, false, {{"home_unit", ward}, {"gender", "male"}, {"born", "1986-03-03"}}},
                                      {"Bảo", true, false, {{"home_unit", "elsewhere"}, {"gender", "female"}, {"born", "1986-03-02"}}},
                                      {"Chi", true, false, {{"home_unit", "elsewhere"}, {"gender", "female"}, {"born", "1990-01-01"}}},
                                      {"Dung", true, false, {}},
                                      {"Giang", false, true, {{"home_unit", ward}, {"gender", "male"}, {"born", "1970-01-01"}}}}));
  const app::CorpsFigures figures = app::corps_figures(*district.app, district.caller("kiem.tra")).value();
  CHECK((figures.non_local.count == 2 && figures.non_local.of == 3 && figures.non_local.unknown == 1));  // a deputy is no head
  // Đỗ Văn Bình is in a key post as well: a man of 40.
  CHECK((figures.women.count == 2 && figures.women.of == 5 && figures.women.unknown == 1));
  CHECK((figures.young.count == 2 && figures.young.of == 5 && figures.young.unknown == 1));  // 40 to the day is not young
  CHECK(figures.unknown == 6);
  CHECK(figures.non_local.reaches(66) == true);
  CHECK(figures.non_local.reaches(67) == false);
  CHECK_FALSE(app::CorpsShare{}.reaches(30));
}

TEST_CASE("The corps is for those who read every rotation") {
  District district;
  for (const char* username : {"noi.vu", "dang.uy", "uy.ban", "binh", "quan.tri"}) {
    INFO(username);
    CHECK(app::corps_figures(*district.app, district.caller(username)).error().code == RefusalCode::forbidden);
  }
  for (const char* username : {"ban.to.chuc", "chu.tri", "uy.vien.1", "kiem.tra"}) CHECK(app::corps_figures(*district.app, district.caller(username)));
}
