// What the organisation board records of officials, what became of it, and what scorers read.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/official_form.hpp"
#include "app/scorer_input.hpp"
#include "app/support/district.hpp"
#include "store/rebuild.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

Result<app::OfficialKept> keep(District& district, const std::string& username, const std::string& id, const json::object& values, app::FactsMeta meta = {}) {
  return wait_for(district.app->keep_official(district.caller(username), id, json::object{{"form", values}}, std::move(meta)));
}
json::object recorded(const District& district) {
  const auto form = district.app->official_form(district.caller("ban.to.chuc"), district.binh.text());
  REQUIRE(form);
  json::object values = form->values;
  values["gender"] = "male";  // must be there, and nobody has recorded it
  return values;
}
json::array ratings(std::initializer_list<std::pair<int, const char*>> years) {
  json::array out;
  for (const auto& [year, level] : years) out.push_back(json::object{{"year", year}, {"level", level}});
  return out;
}
json::object complete(const District& district) {
  json::object values = recorded(district);
  values["in_planning"] = "yes", values["terms_in_post"] = 1, values["home_place"] = "Xã Hoà Bình, Hải Phòng";
  values["ratings"] = ratings({{2023, "good"}, {2025, "excellent"}, {2024, "good"}});
  values["health_certificate"] = "2026-02-01", values["discipline"] = "none";
  values["under_investigation"] = "no", values["not_transferable"] = "none";
  return values;
}

}  // namespace

TEST_CASE("What the board records of an official stands in his facts, and what was before in his history", "[officials]") {
  District district;
  const std::string id = district.binh.text();
  const auto kept = keep(district, "ban.to.chuc", id, complete(district), {"Công văn 12-CV/BTC", ""});
  REQUIRE(kept);
  CHECK(kept->changed);
  const store::Official* official = district.app->impl().directory()->official(district.binh);
  CHECK(official->person.at("ratings") == json::array{"good", "good", "excellent"});
  CHECK(official->person.at("rating") == "excellent");
  CHECK(official->person.at("in_planning") == true);
  CHECK(official->person.at("home_unit") == "elsewhere");
  CHECK(official->unit == district.office);
  CHECK_FALSE(keep(district, "ban.to.chuc", id, complete(district))->changed);

  district.days(30);
  json::object values = recorded(district);
  values["health_certificate"] = "2026-03-20";
  values.erase("terms_in_post");
  REQUIRE(keep(district, "ban.to.chuc", id, values));
  const auto history = district.app->facts_history(district.caller("ban.to.chuc"), id);
  REQUIRE(history);
  REQUIRE(history->size() == 3);
  CHECK(history->at(0).now == json::object{{"health_certificate", "2026-03-20"}});
  CHECK(history->at(0).gone == std::vector<std::string>{"terms_in_post"});
  CHECK(history->at(1).basis == "Công văn 12-CV/BTC");
  CHECK(history->at(1).by == "Lê Thị Hạnh");
  CHECK(history->at(1).now.at("ratings").as_array().size() == 3);
  CHECK(history->at(2).registered);

  CHECK(store::verify_log(district.folder.path()).findings.empty());
  district.app->impl().writer->stop();
  CHECK(store::rebuild(district.app->database(), [&](const std::string& name, int version) {
          return district.app->definition(name, version);
        }).differences.empty());
}

TEST_CASE("With the facts recorded the review of conditions knows every answer", "[officials]") {
  District district;
  const auto unknown = [&](const std::string& rotation) {
    int count = 0;
    for (const auto& row : store::history(district.app->database().reader().session(), rotation))
      for (const auto& content : row.contents)
        if (row.event.type == "score.recorded" && content.name == "score")
          for (const json::value& check : content.value.at("details").as_object().at("checks").as_array()) count += check.at("result") == "unknown";
    return count;
  };
  REQUIRE(keep(district, "ban.to.chuc", district.binh.text(), complete(district)));
  const std::string id = district.nominate();
  district.until_open(id, "check");
  district.app->run_due();
  const auto rows = store::history(district.app->database().reader().session(), id);
  CHECK(std::ranges::any_of(rows, [](const auto& row) { return row.event.type == "score.recorded"; }));
  CHECK(unknown(id) == 0);
}

TEST_CASE("A scorer is told nothing that names an official, however much is recorded of him", "[officials]") {
  District district;
  json::object values = complete(district);
  values["identity_number"] = "031085001234", values["party_full"] = "2011-02-03";
  values["birth_place"] = "Trạm xá Bến Đá", values["birth_unit"] = district.ward.text(), values["residence"] = "Số 2 phố Mới, Hải Phòng";
  values["leads_as"] = "deputy", values["leads_since"] = "2015-01-01";
  REQUIRE(keep(district, "ban.to.chuc", district.binh.text(), values));
  CHECK(district.app->impl().directory()->official(district.binh)->person.at("residence_unit") == "elsewhere");
  const std::string id = district.nominate();
  const auto rotation = district.app->database().rotation(RotationId::trusted(id));
  const auto directory = district.app->impl().directory();
  const json::object input = app::scorer_input({*directory, *rotation, district.app->impl().today()}, {});
  for (const char* name : {"family", "given", "identity_number", "home_place", "home_unit", "birth_place", "birth_unit", "residence", "residence_unit",
                           "party_full", "born", "ratings_by_year"}) {
    INFO(name);
    CHECK_FALSE(input.contains(name));
  }
  CHECK(input.at("is_local") == false);
  CHECK(input.at("born_local") == true);  // the receiving ward
  CHECK(input.at("lives_local") == false);
  CHECK(input.at("discipline") == "none");
  CHECK(input.at("leads_since") == "2015-01-01");
}

TEST_CASE("Only the organisation board records facts; what is private is read by it and by himself", "[officials]") {
  District district;
  const std::string id = district.binh.text();
  json::object values = complete(district);
  values["identity_number"] = "031085001234";
  for (const char* username : {"chu.tri", "uy.vien.1", "noi.vu", "dang.uy", "binh", "kiem.tra", "quan.tri"}) {
    INFO(username);
    CHECK(keep(district, username, id, values).error().code == RefusalCode::forbidden);
    CHECK(district.app->official_form(district.caller(username), id).error().code == RefusalCode::forbidden);
  }
  REQUIRE(keep(district, "ban.to.chuc", id, values));
  const auto seen = [&](const char* username) { return district.app->official(district.caller(username), id)->values; };
  for (const char* username : {"ban.to.chuc", "binh"}) CHECK(seen(username).at("identity_number") == "031085001234");
  for (const char* username : {"chu.tri", "kiem.tra"}) {
    CHECK_FALSE(seen(username).contains("identity_number"));
    CHECK(seen(username).at("discipline") == "none");
    const auto history = district.app->facts_history(district.caller(username), id);
    REQUIRE(history);
    CHECK_FALSE(history->front().now.contains("identity_number"));
  }
  CHECK(seen("noi.vu").empty());  // knows who works there, not what is recorded of him
  CHECK(district.app->facts_history(district.caller("noi.vu"), id).error().code == RefusalCode::not_found);
}

TEST_CASE("What is wrong is named by its field, a stale change is refused, and an identity number is one person's", "[officials]") {
  District district;
  const std::string id = district.binh.text();
  const auto faults = [&](const std::string& whose, const json::object& values) {
    std::vector<std::string> out;
    const auto kept = keep(district, "ban.to.chuc", whose, values);
    if (!kept)
      for (const FieldError& error : kept.error().fields) out.push_back(error.field);
    return out;
  };
  json::object values = recorded(district);
  values["identity_number"] = "12";
  CHECK(faults(id, values) == std::vector<std::string>{"identity_number"});
  values = recorded(district);
  values["ratings"] = ratings({{2025, "superb"}}), values["health_certificate"] = "2027-01-01", values["position"] = district.secretary.text();
  CHECK(faults(id, values) == std::vector<std::string>{"position", "ratings.0.level", "health_certificate"});
  CHECK(keep(district, "ban.to.chuc", std::string(32, '0'), values).error().code == RefusalCode::not_found);

  const auto form = district.app->official_form(district.caller("ban.to.chuc"), id);
  values = recorded(district);
  values["identity_number"] = "031085001234";
  REQUIRE(keep(district, "ban.to.chuc", id, values, {"", form->seen}));
  values["political_level"] = "bachelor";
  CHECK(keep(district, "ban.to.chuc", id, values, {"", form->seen}).error().code == RefusalCode::stale);

  json::object other{
      {"family", "Lê"}, {"given", "An"}, {"born", "1990-01-02"}, {"gender", "female"}, {"unit", district.office.text()}, {"identity_number", "031085001234"}};
  CHECK(faults("", other) == std::vector<std::string>{"identity_number"});
  other["identity_number"] = "031090001234";
  const auto fresh = keep(district, "ban.to.chuc", "", other);
  REQUIRE(fresh);
  CHECK(district.app->official(district.caller("ban.to.chuc"), fresh->id)->name == "Lê An");
}

TEST_CASE("A rotation is found by the official's name as it is now", "[officials]") {
  District district;
  const std::string id = district.nominate();
  const auto found = [&](const std::string& text) {
    app::RotationFilter filter;
    filter.text = text;
    return district.app->rotations(district.caller("ban.to.chuc"), filter)->items.size();
  };
  CHECK(found("do van binh") == 1);
  json::object values = recorded(district);
  values["given"] = "Bính Thân";
  REQUIRE(keep(district, "ban.to.chuc", district.binh.text(), values));
  CHECK(found("binh than") == 1);
  CHECK(district.app->official(district.caller("ban.to.chuc"), district.binh.text())->name == "Đỗ Văn Bính Thân");
  district.app->impl().writer->stop();
  CHECK(store::rebuild(district.app->database(), [&](const std::string& name, int version) {
          return district.app->definition(name, version);
        }).differences.empty());
}

TEST_CASE("An account is tied to an official by the administrator, and then does his own steps", "[officials]") {
  District district;
  const app::Caller admin = district.caller("quan.tri");
  const std::string spare = district.caller("uy.vien.4").account().text(), own = district.caller("binh").account().text(), whose = district.binh.text();
  CHECK(wait_for(district.app->tie_account(district.caller("ban.to.chuc"), spare, whose)).error().code == RefusalCode::forbidden);
  CHECK(district.app->officials_to_tie(district.caller("ban.to.chuc")).error().code == RefusalCode::forbidden);
  CHECK(wait_for(district.app->tie_account(admin, spare, std::string(32, '0'))).error().fields.front().field == "official");
  CHECK(wait_for(district.app->tie_account(admin, std::string(32, '0'), whose)).error().code == RefusalCode::not_found);
  CHECK_THAT(wait_for(district.app->tie_account(admin, spare, whose)).error().fields.front().text.en, Catch::Contains("has the account binh"));

  REQUIRE(wait_for(district.app->tie_account(admin, own, "")));
  CHECK(district.caller("binh").actor.official.none());
  REQUIRE(wait_for(district.app->tie_account(admin, spare, whose)));
  const std::uint64_t size = district.app->log_size();
  REQUIRE(wait_for(district.app->tie_account(admin, spare, whose)));  // is so already
  CHECK(district.app->log_size() == size);
  CHECK(district.caller("uy.vien.4").actor.official == district.binh);
  CHECK(district.app->officials_to_tie(admin)->front().first.name == "Đỗ Văn Bình");
  district.restart();
  CHECK(district.app->impl().directory()->of_official(district.binh)->username == "uy.vien.4");
  const auto accounts = district.app->accounts(district.caller("quan.tri"));
  CHECK(std::ranges::find(*accounts, std::string("uy.vien.4"), &app::AccountView::username)->official->name == "Đỗ Văn Bình");
}
