// Lists above any page: what waits for somebody, what waits for others, what he has done; counted and listed by queries that
// leave nothing out, and that say exactly what the engine says of each open step.
#include <soci/soci.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "app/deadlines.hpp"
#include "app/support/loaded_sample.hpp"
#include "store/rebuild.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

using Task = std::tuple<std::string, std::string, int>;

/// As the engine judges every open step of every open rotation, one by one.
std::set<Task> judged(const app::App& app, const app::Caller& caller) {
  std::set<Task> out;
  store::RotationQuery query;
  query.status = "open", query.limit = 100'000;
  const store::Reader reader = app.database().reader();
  for (const auto& row : store::rotations(reader.session(), query)) {
    const store::RotationPtr rotation = app.database().rotation(RotationId::trusted(row.id));
    const workflow::DefinitionPtr definition = app.impl().definition_ptr(*rotation);
    for (const workflow::StepRun& run : rotation->runs) {
      const workflow::Step* step = run.open() ? definition->find_step(run.step).second : nullptr;
      if (!step) continue;
      const workflow::Standing standing = workflow::standing_of(*step, *rotation, run, caller.actor);
      if (standing.may() && run.awaits(*standing.seat)) out.emplace(row.id, run.step, run.run);
    }
  }
  return out;
}

std::set<Task> listed(const app::App& app, const app::Caller& caller) {
  std::set<Task> out;
  const auto tasks = app.tasks(caller);
  REQUIRE(tasks);
  for (const app::TaskView& task : *tasks) CHECK(out.emplace(task.rotation, task.step, task.run).second);
  return out;
}

/// Open rotations that the caller may see, in which something is due and nothing waits for him.
std::size_t of_others(const app::App& app, const app::Caller& caller, const std::set<Task>& own) {
  std::size_t out = 0;
  store::RotationQuery query;
  query.status = "open", query.limit = 100'000;
  const store::Reader reader = app.database().reader();
  for (const auto& row : store::rotations(reader.session(), query)) {
    const bool mine = std::ranges::any_of(own, [&](const Task& task) { return std::get<0>(task) == row.id; });
    if (!row.due.empty() && !mine && app::may_see(caller, *app.database().rotation(RotationId::trusted(row.id)))) ++out;
  }
  return out;
}

/// Every task that has a day is in his calendar, and no other.
std::set<std::string> in_calendar(const app::App& app, const app::Caller& caller) {
  std::set<std::string> out;
  const Date today = app.impl().today();
  for (const app::DeadlineView& one : app::deadlines(app, caller, {add_days(today, -3'660), add_days(today, 3'660), true, true}).items)
    if (one.kind == app::DeadlineView::Kind::task) CHECK(out.insert(one.path).second);
  return out;
}

void queries_agree(const app::App& app, const app::Caller& caller) {
  INFO(caller.username);
  const std::set<Task> engine = judged(app, caller);
  CHECK(listed(app, caller) == engine);
  CHECK(app.open_task_count(caller) == static_cast<int>(engine.size()));
  const auto tasks = app.tasks(caller);
  CHECK(app.waiting_for_others(caller, 12).total == (caller.administrator_only() ? 0 : of_others(app, caller, engine)));
  std::set<std::string> dated;
  for (const app::TaskView& task : *tasks)
    if (task.due) dated.insert("/ho-so/" + task.rotation + "/buoc/" + task.step);
  CHECK(in_calendar(app, caller) == dated);
  CHECK(app.task_counts(caller).overdue == std::ranges::count_if(*tasks, [](const app::TaskView& task) { return task.due && task.due->overdue; }));
}

app::Caller caller_of(const app::App& app, const store::Account& account) {
  app::Caller caller;
  caller.actor = app.impl().actor_of(*app.impl().directory(), account.id, app.impl().today());
  caller.username = account.username;
  return caller;
}

/// So many rotations of so many officials of the office, all at their first step.
std::vector<std::string> many_nominated(District& district, int count) {
  std::vector<std::string> officials;
  district.app->impl().writer->run([&](store::Transaction& t) {
    for (int i = 0; i < count; ++i) {
      const auto fresh = t.ids().fresh<OfficialId>();
      officials.push_back(fresh.text());
      t.append("-", store::OfficialRegistered{
                        fresh,
                        district.office,
                        {},
                        {{"family", "Bùi"}, {"middle", "Thị"}, {"given", "Số " + std::to_string(i)}, {"born", "1988-01-20"}, {"rating", "good"}}});
    }
  });
  std::vector<std::string> out;
  for (const std::string& official : officials) {
    json::object form{{"official", official}, {"position", district.secretary.text()}, {"object", "planned"}, {"expected_months", 36}, {"reason", "Cần"}};
    const auto recorded = wait_for(district.app->nominate(district.caller("ban.to.chuc"), "rotation", json::object{{"form", std::move(form)}}, {}));
    REQUIRE(recorded);
    out.push_back(recorded->rotation);
  }
  return out;
}

std::string id_of(const District& district, const std::string& username) { return district.caller(username).account().text(); }

}  // namespace

TEST_CASE("In the sample district the queries find for every account the tasks that the engine gives it", "[lists]") {
  const app::App app(test::test_configuration(), test::loaded_sample().folder.path(),
                     std::make_shared<ManualClock>(TimeZone().start_of(test::sample_day) + std::chrono::hours(8)));
  int with_tasks = 0;
  const auto directory = app.impl().directory();
  for (const store::Account* account : directory->accounts()) {
    const app::Caller caller = caller_of(app, *account);
    queries_agree(app, caller);
    with_tasks += app.open_task_count(caller) > 0;
  }
  CHECK(with_tasks > 5);
}

TEST_CASE("Recusal, substitution, one's own rotation, a role lost and an answer given count as the engine says", "[lists]") {
  District district;
  const std::string id = district.nominate();
  const auto all_agree = [&] {
    for (const std::string& username : district.usernames) queries_agree(*district.app, district.caller(username));
  };
  district.until_open(id, "assessment");
  all_agree();
  REQUIRE(wait_for(district.app->set_grant(district.caller("quan.tri"), id_of(district, "uy.vien.4"), "member", district.committee.text(), false)));
  CHECK(listed(*district.app, district.caller("uy.vien.4")).empty());
  all_agree();
  district.until_open(id, "vote");
  REQUIRE(wait_for(district.app->recuse(district.caller("uy.vien.1"), id, "vote", json::object{{"reason", "Là em ruột"}}, {})));
  all_agree();
  REQUIRE(district.respond("uy.vien.2", id, "vote", json::object{{"outcome", "for"}, {"form", json::object{}}}));
  all_agree();
  district.until_open(id, "party_opinion");
  const std::string from = to_text(district.app->impl().today()), until = to_text(add_days(district.app->impl().today(), 20));
  for (const auto& [principal, role, unit] : {std::tuple{"dang.uy", "party_committee", district.ward}, {"uy.ban", "government", district.ward}}) {
    const auto granted = wait_for(district.app->grant_substitution(
        district.caller(principal), {id_of(district, principal), id_of(district, "noi.vu"), role, unit.text(), {}, from, until, "Đi học"}));
    REQUIRE(granted);
  }
  all_agree();
  CHECK(district.app->open_task_count(district.caller("noi.vu")) == 2);
  // An official who holds a side's role answers for nobody in his own rotation.
  REQUIRE(wait_for(district.app->set_grant(district.caller("quan.tri"), id_of(district, "binh"), "party_committee", district.ward.text(), true)));
  all_agree();
  CHECK(listed(*district.app, district.caller("binh")).empty());
  district.days(30);
  all_agree();
}

TEST_CASE("Above two hundred rotations nothing is left out: tasks, what waits for others, what was done", "[lists]") {
  District district;
  constexpr int many = 240;
  const std::vector<std::string> rotations = many_nominated(district, many);
  const app::Caller sender = district.caller("noi.vu"), board = district.caller("ban.to.chuc");
  CHECK(district.app->open_task_count(sender) == many);
  CHECK(district.app->task_counts(sender).overdue == 0);

  std::set<std::string> seen;
  for (int number = 1; number <= 3; ++number)
    for (const app::TaskView& task : district.app->task_page(sender, {number, 100}).items) seen.insert(task.rotation);
  CHECK(seen.size() == many);
  CHECK(district.app->task_page(sender, {4, 100}).items.empty());
  CHECK(district.app->task_page(sender, {1, 100}).total == many);
  seen.clear();
  std::string cursor;
  do {
    const app::TaskRows rows = district.app->task_rows(sender, cursor, 70);
    for (const app::TaskView& task : rows.items) CHECK(seen.insert(task.rotation).second);
    cursor = rows.next;
  } while (!cursor.empty());
  CHECK(seen.size() == many);

  CHECK(district.app->waiting_for_others(board, 12).total == many);
  CHECK(district.app->waiting_for_others(board, 12).items.size() == 12);
  CHECK(district.app->waiting_for_others(sender, 12).total == 0);
  CHECK(district.app->waiting_for_others(district.caller("quan.tri"), 12).total == 0);

  district.days(40);
  CHECK(district.app->task_counts(sender).overdue == many);
  const Date today = district.app->impl().today();
  const auto late =
      app::deadlines(*district.app, sender, {.from = today, .to = add_days(today, 60), .overdue = true, .only_mine = true, .skip = 200, .most = 30});
  CHECK(late.before == many);
  CHECK(late.items.size() == 30);
  CHECK(late.on.empty());
  const Date due = late.items.front().on;
  app::DeadlineQuery of_day{.from = due, .to = due, .overdue = false, .only_mine = true, .skip = 0, .most = 100};
  seen.clear();
  for (; of_day.skip < 300; of_day.skip += 100) {
    const auto page = app::deadlines(*district.app, sender, of_day);
    CHECK(page.before == 0);
    CHECK(page.on == std::map<Date, std::size_t>{{due, many}});
    for (const app::DeadlineView& one : page.items) CHECK(seen.insert(one.id).second);
  }
  CHECK(seen.size() == many);
  const Instant before = district.clock->now();
  for (const std::string& id : rotations) {
    const auto step = district.app->step(sender, id, "proposal");
    REQUIRE(step);
    json::object form{{"summoned", 7}, {"present", 7}, {"issued", 7}, {"collected", 7}, {"valid", 7}, {"in_favour", 7}, {"remarks", "Tốt"}};
    REQUIRE(district.respond("noi.vu", id, "proposal", json::object{{"outcome", "introduce"}, {"form", std::move(form)}}));
  }
  const auto done = district.app->done_since(sender, before, 50);
  CHECK(done.total == many);
  CHECK(done.items.size() == 50);
  CHECK(district.app->done_since(board, before, 50).total == 0);
  CHECK(district.app->done_since(sender, district.clock->now() + std::chrono::hours(1), 50).total == 0);
}

TEST_CASE("What a migration could not write itself is written at the start, from the events", "[lists]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const int tasks = district.app->open_task_count(district.caller("dang.uy"));
  const auto done = district.app->done_since(district.caller("chu.tri"), Instant{}, 50).total;
  REQUIRE(tasks == 1);
  REQUIRE(done > 0);
  {
    const auto session = district.app->database().open_session(true);
    for (const char* table : {"tasks", "answers", "recusals"}) *session << std::string("DELETE FROM ") + table;
    *session << "UPDATE rotations SET receiving_now = '', sending_now = ''";
    *session << "INSERT OR REPLACE INTO meta (key, value) VALUES ('projections', 'stale')";
  }
  CHECK(district.app->tasks(district.caller("dang.uy"))->empty());
  district.restart();
  CHECK(district.app->open_task_count(district.caller("dang.uy")) == tasks);
  CHECK(district.app->done_since(district.caller("chu.tri"), Instant{}, 50).total == done);
  CHECK_FALSE(store::projections_stale(district.app->database()));
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int) { return district.app->impl().newest(name); });
  CHECK(report.differences.empty());
}

TEST_CASE("A list of turns is gone through page by page, and sums agree with it", "[lists]") {
  const app::App app(test::test_configuration(), test::loaded_sample().folder.path(),
                     std::make_shared<ManualClock>(TimeZone().start_of(test::sample_day) + std::chrono::hours(8)));
  const app::Caller board = caller_of(app, *app.impl().directory()->by_username("ban.to.chuc"));
  app::TurnQuery query{*parse_date("2011-01-01"), test::sample_day, "", {}};
  const auto table = app.turns(board, query);
  REQUIRE(table);
  REQUIRE(table->turns > 60);
  std::vector<std::string> seen;
  std::set<std::string> persons;
  for (int number = 1;; ++number) {
    const auto page = app.turn_list(board, query, {number, 25});
    REQUIRE(page);
    CHECK(page->total == static_cast<std::size_t>(table->turns));
    if (page->items.empty()) break;
    for (const app::TurnView& turn : page->items) seen.push_back(turn.rotation), persons.insert(turn.official.id);
  }
  CHECK(seen.size() == static_cast<std::size_t>(table->turns));
  CHECK(std::set(seen.begin(), seen.end()).size() == seen.size());
  CHECK(persons.size() == static_cast<std::size_t>(table->persons));
  for (const std::string_view by : app::turn_keys) {
    query.by = {std::string(by)};
    const auto cut = app.turns(board, query);
    REQUIRE(cut);
    int turns = 0;
    for (const app::TurnRow& row : cut->items) {
      turns += row.turns;
      CHECK(row.persons <= row.turns);
    }
    CHECK(turns == table->turns);
  }
}
