#include <catch2/catch.hpp>

#include "app/support/loaded_sample.hpp"
#include "support/events_page.hpp"

using namespace luan;

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
  test::District district;
  const std::string id = district.nominate();
  REQUIRE(district.act("chu.tri", id, "suspend", {{"reason", "Chờ kết luận"}}));
  REQUIRE(district.act("chu.tri", id, "resume", {{"reason", "Đã có kết luận"}}));
  const app::Caller administrator = district.caller("quan.tri");
  const std::string account = district.caller("uy.vien.1").account().text();
  REQUIRE(test::wait_for(district.app->set_grant(administrator, account, "member", district.committee.text(), false)));
  REQUIRE(test::wait_for(district.app->set_disabled(administrator, account, true)));
  const auto seen = check_all(district.app->database(), test::read_events_page(LUAN_SOURCE_DIR));
  for (const char* type : {"rotation.suspended", "rotation.resumed", "role.revoked", "account.disabled"}) {
    INFO(type);
    CHECK(seen.contains(type));
  }
}
