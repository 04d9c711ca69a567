#include <catch2/catch.hpp>

#include "app/support/loaded_sample.hpp"
#include "support/events_page.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

/// How many events of each type hold by the page; what does not is told.
std::map<std::string, int> check_all(const store::Database& database, const test::EventPage& page) {
  std::map<std::string, int> seen;
  const store::Reader reader = database.reader();
  std::vector<std::string> rotations{"-"};
  store::RotationQuery query;
  query.limit = 1'000;
  for (const auto& row : store::rotations(reader.session(), query)) rotations.push_back(row.id);
  for (const std::string& rotation : rotations)
    for (const store::HistoryRow& row : store::history(reader.session(), rotation)) {
      std::map<std::string, json::object> contents;
      for (const auto& content : row.contents) contents[content.name] = content.value;
      const auto broken = test::breaks(page, row.event.type, row.event.payload, contents);
      if (!broken.empty()) FAIL_CHECK(row.event.type << " " << row.event.seq << ": " << broken.front());
      ++seen[row.event.type];
    }
  return seen;
}

}  // namespace

TEST_CASE("Every event of the sample district is as the page of events says", "[sample]") {
  const test::EventPage page = test::read_events_page(LUAN_SOURCE_DIR);
  const store::Database database(test::loaded_sample().folder.path());
  const auto seen = check_all(database, page);
  CHECK(seen.at("rotation.nominated") > 100);
  CHECK(seen.at("rotation.ended") > 100);
  CHECK(seen.size() >= 23);  // all but what the sample has no occasion for: suspending, closing an account
}

TEST_CASE("What is rare is as the page of events says too") {
  District district;
  const std::string id = district.nominate();
  REQUIRE(district.act("chu.tri", id, "suspend", {{"reason", "Chờ kết luận"}}));
  REQUIRE(district.act("chu.tri", id, "resume", {{"reason", "Đã có kết luận"}}));
  const app::Caller administrator = district.caller("quan.tri");
  const std::string account = district.caller("uy.vien.1").account().text();
  REQUIRE(test::wait_for(district.app->set_grant(administrator, account, "member", district.committee.text(), false)));
  REQUIRE(test::wait_for(district.app->set_disabled(administrator, account, true)));
  const app::Caller board = district.caller("ban.to.chuc");
  REQUIRE(test::wait_for(district.app->advance_register(board, "decision", 3)));
  REQUIRE(test::wait_for(district.app->explain_gap(board, {"decision", "2025-2030", 1, 3, "Quyết định về công tác khác"})));
  const auto form = district.app->official_form(board, district.binh.text());
  json::object values = form->values;
  values["health_certificate"] = "2026-02-20", values["gender"] = "male";
  values.erase("political_level");
  REQUIRE(test::wait_for(district.app->keep_official(board, district.binh.text(), json::object{{"form", values}}, {"Giấy khám sức khoẻ", ""})));
  REQUIRE(test::wait_for(district.app->tie_account(administrator, district.caller("binh").account().text(), "")));
  const auto seen = check_all(district.app->database(), test::read_events_page(LUAN_SOURCE_DIR));
  for (const char* type : {"official.facts-changed", "account.tied", "register.advanced", "register.gap-explained", "rotation.suspended", "rotation.resumed",
                           "role.revoked", "account.disabled"}) {
    INFO(type);
    CHECK(seen.contains(type));
  }
}

TEST_CASE("What is written when those who take part change is as the page of events says") {
  District district;
  const std::string id = district.nominate();
  const app::Caller administrator = district.caller("quan.tri"), chair = district.caller("chu.tri");
  const auto account = [&](const std::string& username) { return district.caller(username).account().text(); };
  const auto day = [&](int later) { return to_text(add_days(district.app->impl().today(), later)); };

  district.until_open(id, "vote");
  REQUIRE(test::wait_for(district.app->recuse(district.caller("uy.vien.1"), id, "vote", json::object{{"reason", "Là em ruột của cán bộ"}}, {})));
  REQUIRE(test::wait_for(district.app->set_grant(administrator, account("uy.ban"), "member", district.committee.text(), true)));
  REQUIRE(district.act(
      "ban.to.chuc", id, "replace",
      json::object{{"reason", "Đi công tác"}, {"form", json::object{{"participant", "vote." + account("uy.vien.4")}, {"replacement", account("uy.ban")}}}}));
  const auto granted = test::wait_for(district.app->grant_substitution(
      chair, {account("chu.tri"), account("noi.vu"), "chair", district.committee.text(), {}, day(0), day(30), "Đi học tập trung"}));
  REQUIRE(granted);
  const auto vote = district.app->step(district.caller("noi.vu"), id, "vote");
  if (vote) (void)district.respond("noi.vu", id, "vote", test::first_choices(vote->schema));
  REQUIRE(test::wait_for(district.app->end_substitution(chair, granted->id, "Đã về")));

  district.until_open(id, "party_opinion");
  const auto fresh_ward = [&](const Localized& name) {
    const auto added = test::wait_for(district.app->add_unit(administrator, {"ward", "normal", 2, name, day(0)}));
    REQUIRE(added);
    for (const auto& [who, role] : {std::pair{"dang.uy", "party_committee"}, {"uy.ban", "government"}})
      REQUIRE(test::wait_for(district.app->set_grant(administrator, account(who), role, *added, true)));
    return *added;
  };
  const std::string north = fresh_ward({"Phường Bắc", "North ward"}), south = fresh_ward({"Phường Nam", "South ward"});
  REQUIRE(test::wait_for(district.app->rename_unit(administrator, district.office.text(), {"Phòng Nội vụ Mới", "New Home Affairs Office"}, day(0))));
  REQUIRE(test::wait_for(district.app->split_unit(administrator, district.ward.text(), {north, south}, day(0))));
  district.app->run_due();
  const auto seen = check_all(district.app->database(), test::read_events_page(LUAN_SOURCE_DIR));
  for (const char* type : {"participant.recused", "participant.replaced", "party.passed", "step.passed", "unit.renamed", "unit.split", "substitution.granted",
                           "substitution.ended"}) {
    INFO(type);
    CHECK(seen.contains(type));
  }
}
