#include <catch2/catch.hpp>

#include <soci/soci.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/sample/plan.hpp"
#include "app/support/loaded_sample.hpp"
#include "store/rebuild.hpp"

using namespace luan;
using test::Folder;

namespace {

const Date today = test::sample_day;
const test::LoadedSample& loaded() { return test::loaded_sample(); }

/// The server on that directory, on the morning of the day.
struct Opened {
  std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(TimeZone().start_of(today) + std::chrono::hours(8));
  app::App app{test::test_configuration(), loaded().folder.path(), clock};
};

int count(const std::vector<store::TurnProjection>& turns, const std::string& kind) {
  return static_cast<int>(std::ranges::count(turns, kind, &store::TurnProjection::kind));
}

/// Most turns of one official.
int most_turns(const app::App& app) {
  std::map<std::string, int> by_official;
  const store::Reader reader = app.database().reader();
  for (const auto& turn : store::turns(reader.session(), "2011-01-01", "2030-12-31", "")) ++by_official[turn.official];
  return std::ranges::max_element(by_official, {}, [](const auto& official) { return official.second; })->second;
}

std::vector<store::RotationProjection> open_rotations(const app::App& app) {
  const store::Reader reader = app.database().reader();
  store::RotationQuery query;
  query.status = "open";
  query.limit = 1'000;
  return store::rotations(reader.session(), query);
}

/// Every payload and content of a log, in order.
std::vector<std::string> all_bytes(const std::filesystem::path& folder) {
  std::vector<std::string> out;
  const store::Database database(folder);
  const store::Reader reader = database.reader();
  std::string bytes;
  for (const char* table : {"SELECT entry || payload FROM events ORDER BY seq", "SELECT bytes FROM contents ORDER BY seq, name"}) {
    soci::statement rows = (reader.session().prepare << table, soci::into(bytes));
    rows.execute();
    while (rows.fetch()) out.push_back(bytes);
  }
  return out;
}

}  // namespace

TEST_CASE("The sample district shows the turns that were promised", "[sample]") {
  const Opened opened;
  const store::Reader reader = opened.app.database().reader();
  const auto three_years = store::turns(reader.session(), "2015-01-01", "2017-12-31", "");
  CHECK(count(three_years, "key") == 43);
  CHECK(count(three_years, "civil_servant") == 13);

  int wards_of_eight_and_ten = 0;
  for (const store::Unit* unit : opened.app.impl().directory()->units()) {
    const auto turns = store::turns(reader.session(), "2011-01-01", "2017-12-31", unit->id.text());
    if (unit->kind == "ward" && count(turns, "key") == 8 && count(turns, "civil_servant") == 10) ++wards_of_eight_and_ten;
  }
  CHECK(wards_of_eight_and_ten == 1);

  CHECK(most_turns(opened.app) == 3);
  for (int year = 2018; year <= 2026; ++year) {
    const std::string of = std::to_string(year);
    const auto turns = store::turns(reader.session(), of + "-01-01", of + "-12-31", "");
    INFO(year << ": " << turns.size());
    CHECK(turns.size() >= 4);
    CHECK(turns.size() <= 13);
  }
}

TEST_CASE("Whatever the seed and the day, one official is meant for three posts, each behind the one before", "[sample]") {
  const app::sample::Source source = app::sample::read_source(app::sample::source_folder(test::test_configuration()));
  store::Directory directory;
  directory.apply(source.calendar);
  for (const char* day : {"2026-11-30", "2027-02-03", "2028-12-31"})
    for (unsigned seed = 0; seed < 60; ++seed) {
      INFO(day << ", seed " << seed);
      std::map<int, app::sample::Case> stars;
      for (app::sample::Case& of : app::sample::make_plan(source, directory.calendar(), *parse_date(day), seed))
        if (of.star > 0) stars.emplace(of.star, std::move(of));
      REQUIRE(stars.size() == 3);
      for (int i = 1; i < 3; ++i) CHECK(add_months(stars.at(i).effective, stars.at(i).months) < add_days(stars.at(i + 1).nominated, -60));
    }
}

TEST_CASE("An official with three posts is found under seeds that put him where he is sent next", "[sample]") {
  const unsigned seed = GENERATE(11U, 22U);
  const Folder folder;
  (void)app::load_sample(test::test_configuration(), folder.path(), today, seed);
  const app::App app(test::test_configuration(), folder.path(), std::make_shared<ManualClock>(TimeZone().start_of(today) + std::chrono::hours(8)));
  CHECK(most_turns(app) == 3);
}

TEST_CASE("Every ward of the sample has its party committee and its government; some are difficult or complex, two became one in 2025", "[sample]") {
  const Opened opened;
  const auto directory = opened.app.impl().directory();
  std::map<std::string, int> traits;
  std::vector<const store::Unit*> merged, into;
  for (const store::Unit* unit : directory->units()) {
    if (unit->kind != "ward") continue;
    ++traits[unit->traits];
    if (unit->to) merged.push_back(unit);
    if (!unit->predecessors.empty()) into.push_back(unit);
    INFO(unit->name.vi);
    if (unit->to) continue;
    CHECK_FALSE(directory->holders("party_committee", unit->id).empty());
    CHECK_FALSE(directory->holders("government", unit->id).empty());
  }
  CHECK(traits["difficult"] >= 1);
  CHECK(traits["complex"] >= 1);
  CHECK(traits["normal"] >= 1);
  REQUIRE(merged.size() == 1);
  REQUIRE(into.size() == 1);
  CHECK(merged[0]->to->year() == std::chrono::year(2025));
  CHECK(merged[0]->successor == into[0]->id);
  CHECK(into[0]->predecessors == std::vector{merged[0]->id});
  CHECK(opened.app.committee().vi.find("quận") == std::string::npos);
}

TEST_CASE("The sample has a rotation ended early with a placement, one with a petition from a meeting, one against which a ward spoke", "[sample]") {
  const Opened opened;
  const store::Reader reader = opened.app.database().reader();
  store::RotationQuery query;
  query.limit = 10'000;
  bool placed = false, raised = false, contested = false;
  for (const auto& row : store::rotations(reader.session(), query)) {
    const store::RotationPtr rotation = opened.app.database().rotation(RotationId::trusted(row.id));
    if (rotation->stage == "ended_early" && rotation->placement) {
      placed = true;
      CHECK(rotation->closed_at);
      CHECK(rotation->decision);  // it had been posted before
    }
    if (rotation->status != workflow::Status::open) continue;
    const auto meeting = std::ranges::find(rotation->runs, "meeting", &workflow::StepRun::step);
    raised |= rotation->petitions > 0 && meeting != rotation->runs.end();
    for (const auto& run : rotation->runs)
      if (run.step == "party_opinion" || run.step == "government_opinion")
        for (const auto& response : run.responses) contested |= response.outcome == "disagree";
  }
  CHECK(placed);
  CHECK(raised);
  CHECK(contested);
}

TEST_CASE("The sample district has people, units and accounts for every role", "[sample]") {
  const Opened opened;
  const auto directory = opened.app.impl().directory();
  CHECK(opened.app.sample());
  CHECK(directory->officials().size() >= 120);
  const auto units = directory->units();
  CHECK(std::ranges::count(units, "ward", &store::Unit::kind) == 13);
  CHECK(std::ranges::count_if(units, [](const store::Unit* unit) { return unit->to.has_value(); }) == 1);
  CHECK(directory->holders("chair", directory->committee().unit).size() + directory->holders("member", directory->committee().unit).size() == 11);

  std::map<std::string, int> roles;
  for (const app::SampleAccount& account : loaded().accounts) {
    ++roles[account.role];
    const store::Account* found = directory->by_username(account.username);
    REQUIRE(found);
    CHECK(identity::acceptable_password(account.password, {account.username}));
    CHECK_FALSE(account.unit.empty());
    const store::Reader reader = opened.app.database().reader();
    CHECK(store::credential(reader.session(), found->id));
  }
  CHECK(roles["organisation_board"] >= 1);
  CHECK(roles["chair"] == 1);
  CHECK(roles["member"] == 10);
  CHECK(roles["party_committee"] >= 13);
  CHECK(roles["government"] == 13);
  CHECK(roles["sending_unit"] >= 5);
  CHECK(roles["official"] >= 5);
  std::set<std::string> busy;
  for (const store::RotationProjection& rotation : open_rotations(opened.app)) busy.insert(rotation.official);
  CHECK(std::ranges::any_of(loaded().accounts, [&](const app::SampleAccount& account) {
    const store::Official* official = directory->official(directory->by_username(account.username)->official);
    return official && !busy.contains(official->id.text()) && !official->position.none();
  }));  // somebody to nominate who can then answer as the official
  CHECK(roles["auditor"] == 1);
  CHECK(roles["administrator"] == 1);
}

TEST_CASE("The accounts of the sample are kept where only the owner reads them", "[sample]") {
  struct stat about{};
  REQUIRE(::stat((loaded().folder.path() / "sample-accounts.json").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  const auto read = app::sample_accounts(loaded().folder.path());
  REQUIRE(read.size() == loaded().accounts.size());
  CHECK(read.front().password == loaded().accounts.front().password);
}

TEST_CASE("Rotations of the sample stand open in every stage, and every role has something to do", "[sample]") {
  const Opened opened;
  std::map<std::string, int> stages;
  int overdue = 0, contested = 0;
  std::set<std::string> tasks;
  for (const auto& row : open_rotations(opened.app)) {
    ++stages[row.stage];
    overdue += !row.due.empty() && row.due < to_text(today);
    contested += row.contested && (row.stage == "consultation" || row.stage == "posting");
    const store::RotationPtr rotation = opened.app.database().rotation(RotationId::trusted(row.id));
    for (const auto& run : rotation->runs)
      if (run.open())
        for (const auto& seat : run.roll)
          if (!run.response_of(seat)) tasks.insert(seat.role), tasks.insert(run.step);
  }
  for (const char* stage : {"nomination", "review", "consultation", "posting", "term", "closure"}) {
    INFO(stage);
    CHECK(stages[stage] >= 2);
  }
  CHECK(overdue >= 3);
  CHECK(contested >= 1);
  for (const char* wanted : {"organisation_board", "chair", "member", "party_committee", "government", "sending_unit", "official", "follow_up"}) {
    INFO(wanted);
    CHECK(tasks.contains(wanted));
  }
  const store::Reader reader = opened.app.database().reader();
  const auto turns = store::turns(reader.session(), "2024-01-01", "2026-12-31", "");
  CHECK(std::ranges::any_of(turns, [](const auto& turn) { return turn.result == "ended_early"; }));
  CHECK(store::deliveries(reader.session(), {}).empty());
}

TEST_CASE("The log of the sample holds, and its projections are as its events say", "[sample]") {
  CHECK(store::verify_log(loaded().folder.path()).findings.empty());
  const Opened opened;
  opened.app.impl().writer->stop();
  const auto report = store::rebuild(opened.app.database(), [&](const std::string& name, int) { return opened.app.impl().newest(name); });
  for (const std::string& difference : report.differences) UNSCOPED_INFO(difference);
  CHECK(report.differences.empty());
  CHECK(report.events > 5'000);
}

TEST_CASE("The same seed on the same day gives the same district", "[sample]") {
  const Folder again;
  CHECK(app::load_sample(test::test_configuration(), again.path(), today, 7).size() == loaded().accounts.size());
  const auto first = all_bytes(loaded().folder.path());
  CHECK(first == all_bytes(again.path()));
  CHECK_THROWS_AS(app::load_sample(test::test_configuration(), again.path(), today, 7), std::runtime_error);
}

TEST_CASE("The server goes on from the sample by itself", "[sample]") {
  const Folder folder;
  (void)app::load_sample(test::test_configuration(), folder.path(), *parse_date("2027-02-03"), 1);
  const auto clock = std::make_shared<ManualClock>(TimeZone().start_of(*parse_date("2027-02-03")) + std::chrono::hours(8));
  app::App app(test::test_configuration(), folder.path(), clock);
  CHECK(most_turns(app) == 3);
  clock->advance(std::chrono::hours(24 * 150));
  app.run_due();
  const auto rows = open_rotations(app);
  CHECK(std::ranges::any_of(rows, [&](const auto& row) { return app.database().rotation(RotationId::trusted(row.id))->run_now("meeting"); }));
}
