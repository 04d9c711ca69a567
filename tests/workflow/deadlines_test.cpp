#include "workflow/deadlines.hpp"

#include <catch2/catch.hpp>

#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;

Date day(const char* text) { return *parse_date(text); }

/// The small workflow with this due date for its vote.
Definition due_by(const std::string& phrase) {
  auto loaded = load_definition("small.yaml", changed(small_workflow, "due: 3 working days", "due: " + phrase), roles);
  REQUIRE(loaded);
  return std::move(*loaded);
}

/// A term from Wednesday 01/04/2026 to Saturday 31/03/2029.
Rotation posted() {
  Rotation rotation;
  rotation.decision = DecisionIssued{"decision", "decision", "1-QĐ/QU", 1, day("2026-04-01"), 36, day("2029-03-31"), ""};
  rotation.term_end = day("2029-03-31");
  return rotation;
}

/// Tết 2026 off, and Saturday 28/02/2026 worked in exchange.
WorkingDays tet() {
  std::map<std::chrono::sys_days, WorkingDays::Exception> exceptions;
  for (const char* off : {"2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"}) exceptions[day(off)] = {false, "Tết Nguyên đán"};
  exceptions[day("2026-02-28")] = {true, "Làm bù"};
  return {7, std::move(exceptions), {2026, 2027, 2028, 2029}};
}

}  // namespace

TEST_CASE("A due date is reckoned when the step opens, on the calendar of that day") {
  struct Case {
    const char* phrase;
    const char* today;
    const char* due;
    int calendar;  // the version that was needed; 0: none
  };
  const Case cases[]{{"3 working days", "2026-02-13", "2026-02-25", 7},           // over Tết
                     {"6 working days", "2026-02-13", "2026-02-28", 7},           // the Saturday that is worked
                     {"3 days", "2026-02-13", "2026-02-16", 0},                   // calendar days need no calendar
                     {"1 day at 17:00", "2026-02-13", "2026-02-14", 0},           // the hour changes no day
                     {"60 days before term end", "2028-12-01", "2029-01-30", 0},  // relative to the term's last day
                     {"5 working days before term end", "2029-03-01", "2029-03-26", 7},
                     {"0 days after term end", "2029-03-01", "2029-03-31", 0},
                     {"5 working days after effective", "2026-03-20", "2026-04-08", 7},
                     {"10 days before effective", "2026-03-30", "2026-03-30", 0},  // gone by: today, never before it
                     {"2 days after effective", "2026-05-01", "2026-05-01", 0}};
  for (const Case& one : cases) {
    INFO(one.phrase << " on " << one.today);
    const Definition definition = due_by(one.phrase);
    const auto dates = timetable(*definition.find_step("vote").second, posted(), day(one.today), TimeZone(), tet());
    REQUIRE(dates);
    CHECK(to_text(*dates->due) == one.due);
    CHECK(dates->calendar == one.calendar);
  }
}

TEST_CASE("Working days are not counted in a year that was never entered") {
  struct Case {
    const char* phrase;
    const char* today;
    const char* missing;  // none: it can be reckoned
  };
  const Case cases[]{{"3 working days", "2029-12-20", ""},
                     {"10 working days", "2029-12-20", "2030"},
                     {"3 working days", "2025-12-30", "2025"},
                     {"10 days", "2031-01-01", ""},
                     {"900 working days after effective", "2026-01-05", ""},
                     {"1100 working days after effective", "2026-01-05", "2030"}};
  for (const Case& one : cases) {
    INFO(one.phrase << " on " << one.today);
    const Definition definition = due_by(one.phrase);
    const auto dates = timetable(*definition.find_step("vote").second, posted(), day(one.today), TimeZone(), tet());
    REQUIRE(dates.has_value() == std::string(one.missing).empty());
    if (dates) continue;
    CHECK(dates.error().code == RefusalCode::calendar_incomplete);
    CHECK(dates.error().sentence(Language::vi).find("năm " + std::string(one.missing)) != std::string::npos);
  }
}

TEST_CASE("A response whose consequence cannot be reckoned is refused whole, and taken once the year is there") {
  World world;
  world.calendar = WorkingDays::weekdays(2026, 2026);
  world.now = *parse_instant("2026-12-30T02:00:00.000Z");
  Refusal refusal;
  const Nominate nominate{{}, world.official.official, World::office, World::ward, World::committee, PositionId::trusted(std::string(32, 'f')), "key", "down"};
  CHECK_FALSE(world.carry_out(&world.board, nominate, &refusal));
  CHECK(refusal.code == RefusalCode::calendar_incomplete);
  CHECK(world.history.empty());
  world.calendar = WorkingDays::weekdays(2026, 2027);
  world.nominate();
  CHECK(to_text(*world.rotation.run_now("proposal")->due) == "2027-01-13");
}

TEST_CASE("A due hour ends the step in the middle of its day") {
  World world;
  for (Stage& stage : world.definition.stages)
    for (Step& step : stage.steps)
      if (step.id == "party_opinion") {
        step.due = Due{{2, true}, Due::From::opening, {}, false, 17 * 60};
        step.remind = std::vector<Moment>{};
        step.escalate.reset();
      }
  world.to_consultation();  // Tuesday 24/11/2026
  const StepRun& run = *world.rotation.run_now("party_opinion");
  CHECK(world.zone.page_text(*run.deadline(world.zone)) == "26/11/2026, 17:00");
  REQUIRE(world.wake());
  CHECK(world.zone.page_text(world.now) == "26/11/2026, 17:00");
  CHECK(world.rotation.run_now("party_opinion")->outcome == "no_reply");
  CHECK(world.rotation.run_now("government_opinion")->open());
}

}  // namespace luan::test
