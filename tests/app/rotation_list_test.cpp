// The list of rotations in every order, page by page.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "app/support/loaded_sample.hpp"

using namespace luan;

namespace {

app::Caller board(const app::App& app) {
  const auto directory = app.impl().directory();
  app::Caller caller;
  caller.actor = app.impl().actor_of(*directory, directory->by_username("ban.to.chuc")->id, app.impl().today());
  return caller;
}

std::vector<app::RotationRow> all_pages(const app::App& app, const std::string& sort, int limit) {
  app::RotationFilter filter;
  filter.sort = sort, filter.limit = limit;
  std::vector<app::RotationRow> out;
  for (;;) {
    const auto page = app.rotations(board(app), filter);
    REQUIRE(page);
    for (const app::RotationRow& row : page->items) out.push_back(row);
    if (page->next.empty()) return out;
    filter.cursor = page->next;
  }
}

std::vector<std::string> ids(const std::vector<app::RotationRow>& rows) {
  std::vector<std::string> out;
  for (const app::RotationRow& row : rows) out.push_back(row.id);
  return out;
}

}  // namespace

TEST_CASE("Whatever the order, the pages of the list hold every rotation once", "[lists]") {
  const auto& loaded = test::loaded_sample();
  const app::App app(test::test_configuration(), loaded.folder.path(),
                     std::make_shared<ManualClock>(TimeZone().start_of(test::sample_day) + std::chrono::hours(8)));
  std::vector<std::string> every = ids(all_pages(app, "", 200));
  REQUIRE(every.size() > 100);
  CHECK(ids(all_pages(app, "-nominated", 7)) == every);
  std::ranges::sort(every);
  std::map<std::string, std::vector<app::RotationRow>> sorted;
  for (const char* sort : {"nominated", "official", "-official", "due"}) {
    INFO(sort);
    sorted[sort] = all_pages(app, sort, 200);
    CHECK(ids(all_pages(app, sort, 7)) == ids(sorted[sort]));
    auto found = ids(sorted[sort]);
    std::ranges::sort(found);
    CHECK(found == every);
  }
  std::map<std::string, std::size_t> place;
  const auto directory = app.impl().directory();
  for (const store::Official* official : directory->officials()) place.emplace(official->id.text(), place.size());
  const auto where = [&](const app::RotationRow& row) { return place.at(row.parties.official.id); };
  CHECK(std::ranges::is_sorted(sorted["official"], {}, where));
  CHECK(std::ranges::is_sorted(sorted["-official"], std::ranges::greater(), where));
  CHECK(std::ranges::is_sorted(sorted["nominated"], {}, [](const auto& row) { return std::chrono::sys_days(row.nominated); }));
  const auto due = [](const app::RotationRow& row) { return row.due ? std::chrono::sys_days(row.due->date) : std::chrono::sys_days::max(); };
  CHECK(std::ranges::is_sorted(sorted["due"], {}, due));
  CHECK(sorted["due"].front().due);
}

TEST_CASE("An order that there is not is refused, with those that there are", "[lists]") {
  const app::App app(test::test_configuration(), test::loaded_sample().folder.path(),
                     std::make_shared<ManualClock>(TimeZone().start_of(test::sample_day) + std::chrono::hours(8)));
  app::RotationFilter filter;
  for (const char* sort : {"name", "-due", "official,due", "-"}) {
    filter.sort = sort;
    const auto refused = app.rotations(board(app), filter);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fields.front().field == "sort");
  }
}
