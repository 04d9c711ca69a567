#include "store/passages.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "store/migrations.hpp"
#include "store/support/desk.hpp"

using namespace luan;
using test::Desk;

namespace {

std::string all(const Desk& desk) {
  return desk.value(
      "SELECT group_concat(rotation || ' ' || number || ' ' || workflow || ' ' || source || ' ' || target || ' ' || at || ' ' || due || ' ' || cause, ';') "
      "FROM "
      "(SELECT * FROM passages ORDER BY 1, 2)");
}

}  // namespace

TEST_CASE("Each stage that a rotation enters is a passage with what led on, written with the events") {
  Desk desk;
  const RotationId id = desk.posted();
  std::vector<store::PassageProjection> found;
  const auto reader = desk.database->reader();
  store::passages(reader.session(), {.rotation = id.text()}, [&](const store::PassageRow& row) { found.push_back(row.passage); });
  const auto rotation = desk.database->rotation(id);
  REQUIRE(found.size() == rotation->path.size() + 1);
  CHECK(found[0].source == "-");
  CHECK(found[0].target == "nomination");
  CHECK(found[0].cause.empty());
  CHECK(found[0].due.empty());
  for (std::size_t i = 1; i < found.size(); ++i) {
    CHECK(found[i].number == static_cast<int>(i) + 1);
    CHECK(found[i].source == rotation->path[i - 1].first);
    CHECK(found[i].target == rotation->path[i - 1].second);
    CHECK(found[i].cause.find('=') != std::string::npos);
    CHECK(found[i].at >= found[i - 1].at);
    CHECK(!found[i].due.empty());
  }
  CHECK(std::ranges::any_of(found, [](const auto& one) { return one.cause == "decision=issue"; }));
}

TEST_CASE("A data directory of before gets the same passages from its log, and a rebuild too") {
  Desk desk;
  desk.posted();
  desk.nominate();
  const std::string before = all(desk);
  REQUIRE(!before.empty());
  const auto migration = std::ranges::find(store::migrations(), std::string_view("0010_passages"), &store::Migration::name);
  REQUIRE(migration != store::migrations().end());
  const auto insert = migration->sql.find("INSERT INTO passages");
  REQUIRE(insert != migration->sql.npos);
  desk.execute("DELETE FROM passages");
  desk.execute(std::string(migration->sql.substr(insert)));
  CHECK(all(desk) == before);

  desk.execute("UPDATE passages SET cause = 'withdraw' WHERE number = 2");
  const store::RebuildReport report = desk.rebuild();
  CHECK(report.differences.size() == 2);
  CHECK(report.differences.front().starts_with("passages: "));
  CHECK(all(desk) == before);
}
