#include <fmt/format.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>
#include <catch2/catch.hpp>

#include <sstream>

#include "app/support/district.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

Date day(const char* text) { return *parse_date(text); }

Result<int> set(District& district, const char* who, std::vector<app::CalendarDay> days, std::vector<int> years, int version) {
  return wait_for(district.app->set_calendar(district.caller(who), std::move(days), std::move(years), version));
}

Result<bool> change(District& district, const char* who, app::CalendarChange change) {
  return wait_for(district.app->change_calendar(district.caller(who), std::move(change)));
}

/// As "2026-12-24 name".
std::vector<std::string> days_of(const District& district) {
  std::vector<std::string> out;
  for (const app::CalendarDay& one : district.app->calendar(district.caller("binh")).days) out.push_back(to_text(one.date) + " " + one.name);
  return out;
}

}  // namespace

TEST_CASE("The calendar is changed by those who may, as a new version of the log, and never on a stale view") {
  District district;
  const app::CalendarView before = district.app->calendar(district.caller("chu.tri"));
  const std::vector<app::CalendarDay> days{{day("2026-12-24"), false, " Nghỉ thử "}, {day("2026-12-19"), true, "Làm bù ngày 24/12"}};
  CHECK(set(district, "chu.tri", days, {2026, 2027}, 0).error().code == RefusalCode::forbidden);
  CHECK(set(district, "quan.tri", days, {2026, 2027}, before.version + 1).error().code == RefusalCode::stale);
  const auto done = set(district, "quan.tri", days, {2026, 2027}, before.version);
  REQUIRE(done);
  CHECK(*done == before.version + 1);
  const app::CalendarView after = district.app->calendar(district.caller("dang.uy"));
  REQUIRE(after.days.size() == 2);
  CHECK(to_text(after.days[0].date) == "2026-12-19");
  CHECK(after.days[0].works);
  CHECK(after.days[1].name == "Nghỉ thử");
  CHECK(after.years == std::vector<int>{2026, 2027});
  CHECK(after.missing.empty());
}

TEST_CASE("A day that makes no sense in the calendar is named, and nothing is changed") {
  District district;
  const int version = district.app->calendar(district.caller("quan.tri")).version;
  struct Case {
    app::CalendarDay day;
    const char* vi;
  };
  const Case cases[]{{{day("2028-01-01"), false, "Tết"}, "thuộc năm chưa có trong lịch"},
                     {{day("2026-12-23"), true, "Làm bù"}, "vốn là ngày làm việc"},
                     {{day("2026-12-23"), false, ""}, "Nhập tên ngày nghỉ"},
                     {{day("2026-12-23"), false, std::string(101, 'a')}, "không quá 100 ký tự"},
                     {{day("2026-09-02"), false, "Quốc khánh lần nữa"}, "đã có trong lịch"}};
  for (const Case& one : cases) {
    INFO(one.vi);
    const auto refused = set(district, "quan.tri", {{day("2026-09-02"), false, "Quốc khánh"}, one.day}, {2026, 2027}, 0);
    REQUIRE_FALSE(refused);
    REQUIRE(refused.error().fields.size() == 1);
    CHECK(refused.error().fields.front().field == to_text(one.day.date));
    CHECK(refused.error().fields.front().text.vi.find(one.vi) != std::string::npos);
  }
  CHECK(set(district, "quan.tri", {}, {}, 0).error().fields.front().field == "years");
  CHECK(set(district, "quan.tri", {}, {1850}, 0).error().fields.front().field == "years");
  CHECK(district.app->calendar(district.caller("quan.tri")).version == version);
}

TEST_CASE("Without its year in the calendar a deadline is refused with what to do; dates reckoned before stay") {
  District district;
  const std::string first = district.nominate();
  const auto view = district.app->rotation(district.caller("ban.to.chuc"), first);
  REQUIRE(view);
  const Date due = view->open_steps.front().due->date;
  const int year = static_cast<int>(due.year());
  REQUIRE(set(district, "quan.tri", {}, {year - 5}, 0));
  CHECK(district.app->calendar(district.caller("quan.tri")).missing.front() == static_cast<int>(district.app->zone().date(district.app->clock().now()).year()));
  CHECK(district.app->rotation(district.caller("ban.to.chuc"), first)->open_steps.front().due->date == due);
  District other;
  REQUIRE(set(other, "quan.tri", {}, {year - 5}, 0));
  const app::Caller board = other.caller("ban.to.chuc");
  const auto start = other.app->start(board, "rotation");
  REQUIRE(start);
  const auto answered = test::wait_for(other.app->nominate(board, "rotation", test::first_choices(start->schema), {}));
  REQUIRE_FALSE(answered);
  CHECK(answered.error().code == RefusalCode::calendar_incomplete);
  CHECK(answered.error().sentence(Language::vi).find("trang Lịch ngày làm việc") != std::string::npos);
}

TEST_CASE("A start says which of this year and the next the calendar lacks, and what to do; with both there it says nothing") {
  District district;
  const int year = static_cast<int>(district.app->zone().date(district.app->clock().now()).year());
  const auto told_at_start = [&] {
    std::ostringstream told;
    const auto before = spdlog::default_logger();
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("start", std::make_shared<spdlog::sinks::ostream_sink_mt>(told)));
    district.restart();
    spdlog::set_default_logger(before);
    return told.str();
  };
  REQUIRE(set(district, "quan.tri", {}, {year, year + 1}, 0));
  CHECK(told_at_start().find("has no year") == std::string::npos);
  REQUIRE(set(district, "quan.tri", {}, {year}, 0));
  const std::string told = told_at_start();
  CHECK(told.find(fmt::format("has no year {}", year + 1)) != std::string::npos);
  CHECK(told.find(fmt::format("has no year {}:", year)) == std::string::npos);
  CHECK(told.find("/lich-lam-viec") != std::string::npos);
}

TEST_CASE("A calendar that says nothing new leaves no event and no new version") {
  District district;
  const app::CalendarView before = district.app->calendar(district.caller("quan.tri"));
  const auto size = district.app->log_size();
  const auto again = set(district, "quan.tri", before.days, before.years, before.version);
  REQUIRE(again);
  CHECK(*again == before.version);
  CHECK(district.app->log_size() == size);
  CHECK(set(district, "quan.tri", before.days, before.years, before.version + 1).error().code == RefusalCode::stale);
  auto renamed = before.days;
  renamed.push_back({Date{std::chrono::year(before.years.front()), std::chrono::January, std::chrono::day(1)}, false, "Tết Dương lịch"});
  CHECK(*set(district, "quan.tri", renamed, before.years, before.version) == before.version + 1);
}

TEST_CASE("A change is made to the calendar as it stands: what others entered stays, and what is so already is no change") {
  District district;
  REQUIRE(set(district, "quan.tri", {{day("2026-12-24"), false, "Của người khác"}}, {2026}, 0));
  const int version = district.app->calendar(district.caller("quan.tri")).version;
  CHECK(change(district, "chu.tri", app::DropCalendarDay{day("2026-12-24")}).error().code == RefusalCode::forbidden);
  CHECK(change(district, "ban.to.chuc", app::AddCalendarDay{{day("2026-12-23"), false, " Của tôi "}}) == true);
  CHECK(days_of(district) == std::vector<std::string>{"2026-12-23 Của tôi", "2026-12-24 Của người khác"});
  CHECK(change(district, "quan.tri", app::DropCalendarDay{day("2026-12-24")}) == true);
  CHECK(days_of(district) == std::vector<std::string>{"2026-12-23 Của tôi"});
  CHECK(change(district, "quan.tri", app::AddCalendarYear{2027}) == true);
  CHECK(days_of(district) == std::vector<std::string>{"2026-12-23 Của tôi", "2027-01-01 Tết Dương lịch", "2027-04-30 Ngày Chiến thắng",
                                                      "2027-05-01 Ngày Quốc tế Lao động", "2027-09-02 Quốc khánh"});
  const app::CalendarView after = district.app->calendar(district.caller("quan.tri"));
  CHECK(after.version == version + 3);
  CHECK(after.years == std::vector<int>{2026, 2027});
  const auto size = district.app->log_size();
  CHECK(change(district, "quan.tri", app::DropCalendarDay{day("2026-12-24")}) == false);
  CHECK(change(district, "quan.tri", app::AddCalendarYear{2027}) == false);
  CHECK(district.app->log_size() == size);
}

TEST_CASE("A change that makes no sense is told where it was typed, and nothing is changed") {
  District district;
  REQUIRE(set(district, "quan.tri", {{day("2026-12-24"), false, "Nghỉ"}}, {2026}, 0));
  const auto size = district.app->log_size();
  struct Case {
    app::CalendarChange change;
    const char *field, *vi;
  };
  const Case cases[]{{app::AddCalendarDay{{day("2028-01-01"), false, "Tết"}}, "date", "thuộc năm chưa có trong lịch"},
                     {app::AddCalendarDay{{day("2026-12-23"), true, "Làm bù"}}, "date", "vốn là ngày làm việc"},
                     {app::AddCalendarDay{{day("2026-12-24"), false, "Lần nữa"}}, "date", "đã có trong lịch"},
                     {app::AddCalendarDay{{day("2026-12-23"), false, ""}}, "name", "Nhập tên ngày nghỉ"},
                     {app::AddCalendarYear{1850}, "year", "từ 1990 đến 2150"}};
  for (const Case& one : cases) {
    INFO(one.vi);
    const auto refused = change(district, "quan.tri", one.change);
    REQUIRE_FALSE(refused);
    REQUIRE(refused.error().fields.size() == 1);
    CHECK(refused.error().fields.front().field == one.field);
    CHECK(refused.error().fields.front().text.vi.find(one.vi) != std::string::npos);
  }
  CHECK(district.app->log_size() == size);
}
