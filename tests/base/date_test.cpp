#include "base/date.hpp"

#include <catch2/catch.hpp>

#include "base/working_days.hpp"

using namespace luan;
using namespace std::chrono_literals;

namespace {

Date day(const char* text) { return *parse_date(text); }
Instant at(const char* text) { return *parse_instant(text); }

}  // namespace

TEST_CASE("Dates read strictly in storage, as people type them on pages, and print back") {
  CHECK(to_text(day("2026-11-24")) == "2026-11-24");
  CHECK(to_page_text(day("2026-02-05")) == "05/02/2026");
  for (const char* text : {"2026-2-05", "2026-02-5", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01", "24/11/2026",
                           "2026-11-24 ", " 2026-11-24", "2026-11-24T00:00", "+026-01-01", ""}) {
    INFO(text);
    CHECK_FALSE(parse_date(text));
  }
  struct Case {
    const char *typed, *kept;
  };
  for (const auto& [typed, kept] : {Case{"24/11/2026", "2026-11-24"},
                                    {"4/1/2026", "2026-01-04"},
                                    {"04-01-2026", "2026-01-04"},
                                    {"4.1.2026", "2026-01-04"},
                                    {"2026-01-04", "2026-01-04"},
                                    {"29/2/2024", "2024-02-29"}}) {
    INFO(typed);
    REQUIRE(parse_page_date(typed));
    CHECK(to_text(*parse_page_date(typed)) == kept);
  }
  for (const char* typed :
       {"29/2/2025", "31/4/2026", "1/13/2026", "1/1/26", "001/1/2026", "1/1/20266", "11/24", "1//2026", "a/b/2026", "1/1/2026 ", "", "-1/1/2026"}) {
    INFO(typed);
    CHECK_FALSE(parse_page_date(typed));
  }
}

TEST_CASE("A term ends on the same day of its last month, or on that month's last day") {
  struct Case {
    const char* from;
    int months;
    const char* to;
  };
  const Case cases[]{
      {"2026-01-15", 36, "2029-01-15"}, {"2026-08-31", 6, "2027-02-28"},   {"2027-08-31", 6, "2028-02-29"},  {"2028-02-29", 12, "2029-02-28"},
      {"2028-02-29", 48, "2032-02-29"}, {"2026-03-31", 1, "2026-04-30"},   {"2026-03-31", -1, "2026-02-28"}, {"2026-12-31", 2, "2027-02-28"},
      {"2026-05-31", 0, "2026-05-31"},  {"2026-01-31", -11, "2025-02-28"},
  };
  for (const auto& [from, months, to] : cases) {
    INFO(from << " + " << months);
    CHECK(to_text(add_months(day(from), months)) == to);
  }
  CHECK(to_text(add_days(day("2028-02-28"), 2)) == "2028-03-01");
  CHECK(to_text(add_days(day("2026-01-01"), -1)) == "2025-12-31");
  CHECK(days_between(day("2026-01-01"), day("2027-01-01")) == 365);
  CHECK(days_between(day("2026-01-02"), day("2026-01-01")) == -1);
}

TEST_CASE("Instants print as the log has them and read back strictly") {
  CHECK(to_text(at("2026-11-24T02:15:07.123Z")) == "2026-11-24T02:15:07.123Z");
  CHECK(to_text(Instant{}) == "1970-01-01T00:00:00.000Z");
  for (const char* text :
       {"2026-11-24T02:15:07Z", "2026-11-24T02:15:07.12Z", "2026-11-24 02:15:07.123Z", "2026-11-24T24:00:00.000Z", "2026-11-24T23:60:00.000Z",
        "2026-11-24T23:59:60.000Z", "2026-02-29T00:00:00.000Z", "2026-11-24T02:15:07.123+07:00", "2026-11-24T02:15:07.123z", "2026-11-24T02:15:07.123Z ", ""}) {
    INFO(text);
    CHECK_FALSE(parse_instant(text));
  }
}

TEST_CASE("A local day begins and ends at midnight of the zone") {
  const TimeZone home;
  CHECK(to_text(home.date(at("2026-11-24T16:59:59.999Z"))) == "2026-11-24");
  CHECK(to_text(home.date(at("2026-11-24T17:00:00.000Z"))) == "2026-11-25");
  CHECK(to_text(home.start_of(day("2026-11-25"))) == "2026-11-24T17:00:00.000Z");
  CHECK(to_text(home.end_of(day("2026-11-25"))) == "2026-11-25T17:00:00.000Z");
  CHECK(home.clock_text(at("2026-11-24T07:36:00.000Z")) == "14:36");
  CHECK(home.page_text(at("2026-11-24T19:05:00.000Z")) == "25/11/2026, 02:05");
}

TEST_CASE("In a zone with summer time a day may have 23 or 25 hours") {
  const TimeZone berlin("Europe/Berlin");
  CHECK(berlin.end_of(day("2026-03-29")) - berlin.start_of(day("2026-03-29")) == 23h);
  CHECK(berlin.end_of(day("2026-10-25")) - berlin.start_of(day("2026-10-25")) == 25h);
  CHECK(to_text(berlin.start_of(day("2026-07-01"))) == "2026-06-30T22:00:00.000Z");
  CHECK(berlin.clock_text(at("2026-07-01T00:00:00.000Z")) == "02:00");
  for (const char* name : {"Asia/Hanoi_", "", "UTC+25", "Mars/Olympus"}) {
    INFO(name);
    CHECK_THROWS_AS(TimeZone(name), std::invalid_argument);
  }
}

TEST_CASE("Working days leave out week ends and holidays, and take in the days swapped for them") {
  // Tết 2026: 16 to 20 February off; as if Saturday the 28th were worked instead of a Friday.
  std::map<std::chrono::sys_days, WorkingDays::Exception> exceptions;
  for (const char* off : {"2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"}) exceptions[day(off)] = {false, "Tết Nguyên đán"};
  exceptions[day("2026-02-28")] = {true, "Làm bù"};
  const WorkingDays calendar(3, exceptions, {2026});
  CHECK(calendar.version() == 3);
  struct Works {
    const char* day;
    bool works;
  };
  for (const auto& [date, works] : {Works{"2026-02-13", true},
                                    {"2026-02-14", false},
                                    {"2026-02-15", false},
                                    {"2026-02-16", false},
                                    {"2026-02-23", true},
                                    {"2026-02-28", true},
                                    {"2026-03-01", false}}) {
    INFO(date);
    CHECK(calendar.works(day(date)) == works);
  }
  struct Case {
    const char* from;
    int count;
    const char* to;
  };
  const Case cases[]{{"2026-02-13", 1, "2026-02-23"},  // Friday before Tết: the next is Monday a week later
                     {"2026-02-13", 6, "2026-02-28"}, {"2026-02-13", 7, "2026-03-02"},  {"2026-02-14", 1, "2026-02-23"},
                     {"2026-02-17", 0, "2026-02-17"}, {"2026-02-23", -1, "2026-02-13"}, {"2026-03-02", -3, "2026-02-26"}};
  for (const auto& [from, count, to] : cases) {
    INFO(from << " + " << count);
    CHECK(to_text(calendar.add(day(from), count)) == to);
    if (count > 0 && calendar.works(day(from))) CHECK(calendar.between(day(from), day(to)) == count);
  }
  CHECK(calendar.between(day("2026-02-13"), day("2026-02-20")) == 0);
  CHECK(calendar.between(day("2026-03-02"), day("2026-02-13")) == -7);
  CHECK(calendar.between(day("2026-02-13"), day("2026-02-13")) == 0);
  CHECK(to_text(WorkingDays().add(day("2026-02-13"), 1)) == "2026-02-16");
}

TEST_CASE("A clock of a test stands still; a tester's clock runs whole days ahead") {
  ManualClock manual(at("2026-11-24T02:15:07.123Z"));
  CHECK(manual.now() == manual.now());
  manual.advance(1h);
  CHECK(to_text(manual.now()) == "2026-11-24T03:15:07.123Z");
  OffsetClock ahead;
  ahead.set(400);
  const auto difference = ahead.now() - SystemClock().now();
  CHECK(difference > 400 * 24h - 1min);
  CHECK(difference < 400 * 24h + 1min);
}
