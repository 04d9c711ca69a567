// Steps that open by the calendar: every year, every quarter, some days before the term ends.
#include <catch2/catch.hpp>

#include "workflow/support/voting.hpp"

using namespace luan;
using namespace luan::workflow;
using test::step;
using test::World;

namespace {

/// Of the whole term, from 01/12/2026 to 30/11/2029.
const std::vector<std::string> quarters{"2027-01-01", "2027-04-01", "2027-07-01", "2027-10-01", "2028-01-01", "2028-04-01",
                                        "2028-07-01", "2028-10-01", "2029-01-01", "2029-04-01", "2029-07-01", "2029-10-01"};

/// The days on which the step opens until the term is over; answered by the board where that is asked.
std::vector<std::string> openings(World& world, const std::string& step, bool answered) {
  std::vector<std::string> days;
  int seen = 0;
  while (world.rotation.stage == "term" && world.wake()) {
    const StepRun* run = world.rotation.run_now(step);
    if (run && run->run != seen) {
      seen = run->run;
      days.push_back(to_text(world.zone.date(run->opened_at)));
      if (answered) world.must(world.board, step, "no_petition", {});
    }
    if (world.now > *parse_instant("2029-11-01T00:00:00.000Z")) break;
  }
  return days;
}

}  // namespace

TEST_CASE("A step of every quarter opens on the first day of each, a yearly one on its day, both while the stage lasts") {
  struct Case {
    const char* what;
    Repeat repeat;
    std::vector<std::string> days;
  };
  const Case cases[]{{"quarterly", {Repeat::Every::quarter, 1, 1}, quarters},
                     {"at the year's end", {Repeat::Every::year, 12, 15}, {"2026-12-15", "2027-12-15", "2028-12-15"}},
                     {"on the day of taking office: not that day itself", {Repeat::Every::year, 12, 1}, {"2027-12-01", "2028-12-01"}}};
  for (const Case& one : cases) {
    INFO(one.what);
    World world;
    step(world, "meeting").when = one.repeat;

    world.to_term();
    CHECK(openings(world, "meeting", true) == one.days);
  }
}

TEST_CASE("Who did not answer a quarter's step in time is asked for the next one all the same, once each") {
  World world;
  step(world, "meeting").when = Repeat{Repeat::Every::quarter, 1, 1};
  world.to_term();
  CHECK(openings(world, "meeting", false) == quarters);
  std::vector<std::string> outcomes;  // history says which were missed
  for (const StepRun& run : world.rotation.runs)
    if (run.step == "meeting") outcomes.push_back(run.open() ? "open" : run.outcome);
  std::vector<std::string> expected(quarters.size() - 1, "lapsed");
  expected.emplace_back("open");
  CHECK(outcomes == expected);
}

TEST_CASE("A step before the end of the term opens that many days before its last day, once") {
  World world;
  world.to_term();
  CHECK(openings(world, "final_self_review", false) == std::vector<std::string>{"2029-10-01"});  // 60 days before 30/11/2029
}
