#include <catch2/catch.hpp>

#include "support/ical.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

namespace {

const std::string renew = "/lich-rieng/dia-chi", off = "/lich-rieng/tat";

std::string path_of(const std::string& address) { return address.substr(address.find("/lich-rieng/")); }

/// The address that the page shows, without the server's.
std::string feed_address(const http::Reply& page) {
  const std::string text(page.bytes()), mark = "id=\"dia-chi\" value=\"";
  const auto at = text.find(mark);
  REQUIRE(at != text.npos);
  return path_of(text.substr(at + mark.size(), text.find('"', at + mark.size()) - at - mark.size()));
}

}  // namespace

TEST_CASE("The calendar shows a month of what falls due, the month before and the next") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const auto tasks = district.app->tasks(district.caller("dang.uy"));
  REQUIRE(tasks);
  const std::string due = to_text(tasks->at(0).due->date);
  Browser browser(district);
  browser.sign_in("dang.uy");
  const http::Reply page = browser.get("/lich?thang=" + due.substr(0, 7));
  CHECK(page.status == 200);
  CHECK(says(page, "/ho-so/" + id + "/buoc/party_opinion"));
  CHECK(says(page, "id=\"ngay-" + due + "\""));
  CHECK(says(page, "Đỗ Văn Bình"));
  CHECK(Browser::header(page, "Cache-Control") == "no-store");
  CHECK(says(browser.get("/lich?thang=2031-02"), "Tháng này không có gì đến hạn"));
  const http::Reply english = browser.get("/lich?thang=2026-12", "en");
  CHECK(says(english, "11/2026"));
  CHECK(says(english, "01/2027"));
  CHECK(browser.get("/lich?thang=khong").status == 200);
}

TEST_CASE("Who reads all chooses between his own and everything; others are not asked") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const std::string due = to_text(district.app->tasks(district.caller("dang.uy"))->at(0).due->date).substr(0, 7);
  Browser browser(district);
  browser.sign_in("chu.tri");
  CHECK_FALSE(says(browser.get("/lich?thang=" + due), "Còn chờ"));
  CHECK(says(browser.get("/lich?ai=tat-ca&thang=" + due), "Còn chờ"));
  browser.sign_in("uy.ban");
  CHECK_FALSE(says(browser.get("/lich?ai=tat-ca&thang=" + due), "Còn chờ"));
  CHECK_FALSE(says(browser.get("/lich"), "ai=tat-ca"));
}

TEST_CASE("A day on which much falls due has a page of its own, and so has what is late") {
  District district;
  const Date day = add_days(district.app->impl().today(), 3);
  for (int hour = 7; hour < 19; ++hour)
    REQUIRE(test::wait_for(district.app->change_meeting(
        district.caller("ban.to.chuc"), {app::MeetingAct::Kind::call, ""},
        json::object{{"form", {{"on", to_text(day)}, {"hour", hour}, {"minute", 0}, {"kind", "decision"}, {"place", "Phòng số " + std::to_string(hour)}}}})));
  Browser browser(district);
  browser.sign_in("chu.tri");
  const http::Reply month = browser.get("/lich?thang=" + to_text(day).substr(0, 7));
  CHECK(says(month, "Phòng số 16"));
  CHECK_FALSE(says(month, "Phòng số 17"));
  const std::string list = "/lich/" + to_text(day) + "?ai=toi";
  CHECK(says(month, "?ai&#61;toi\">Xem cả 12 mục</a>"));
  const http::Reply page = browser.get(list);
  CHECK(page.status == 200);
  CHECK(says(page, "Phòng số 7"));
  CHECK(says(page, "Phòng số 18"));
  CHECK(says(page, "12 mục"));
  CHECK(says(browser.get(list + "&dang=csv"), "Phòng số 18"));

  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  CHECK(says(browser.get("/lich/qua-han?ai=tat-ca"), "Không có gì"));
  browser.sign_in("dang.uy");
  const std::string task = "/ho-so/" + id + "/buoc/party_opinion";
  CHECK_FALSE(says(browser.get("/lich/qua-han"), task));
  district.days(60);
  browser.sign_in("dang.uy");  // the session is over
  CHECK(says(browser.get("/lich/qua-han"), task));
  for (const char* none : {"/lich/khong", "/lich/2026-02-30", "/lich/0001-01-01"}) CHECK(browser.get(none).status == 404);
}

TEST_CASE("Holidays and days worked in exchange are named on their days") {
  District district;
  Browser browser(district);
  browser.sign_in("quan.tri");
  const std::string year = std::to_string(static_cast<int>(district.app->impl().today().year()));
  REQUIRE(browser.fill("/lich-lam-viec/them", "/lich-lam-viec/them", {{"date", "24/12/" + year}, {"kind", "holiday"}, {"name", "Ngày lễ thử"}, {"go", "send"}})
              .status == 303);
  browser.sign_in("uy.ban");
  const http::Reply page = browser.get("/lich?thang=" + year + "-12");
  CHECK(says(page, "Ngày lễ thử"));
  CHECK(says(page, "id=\"ngay-" + year + "-12-24\""));
}

TEST_CASE("The address of one's own calendar is made, changed and turned off on the page, and read without a session") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  Browser browser(district), program(district);
  browser.sign_in("dang.uy");
  CHECK_FALSE(says(browser.get("/lich"), "id=\"dia-chi\""));
  REQUIRE(browser.fill(renew, renew, {{"go", "send"}}).status == 303);
  const std::string first = feed_address(browser.get("/lich"));
  const http::Reply read = program.get(first);
  CHECK(read.status == 200);
  CHECK(Browser::header(read, "Content-Type") == "text/calendar; charset=utf-8");
  CHECK(Browser::header(read, "Cache-Control") == "private, no-cache");
  CHECK(Browser::header(read, "Set-Cookie").empty());
  std::string fault;
  const auto calendar = test::read_ical(read.bytes(), fault);
  INFO(fault);
  REQUIRE(calendar);
  CHECK_FALSE(calendar->events.empty());

  // Before the one in use is given up, a page says so; nothing happens by opening it.
  CHECK(says(browser.get(renew), "Địa chỉ đang dùng không dùng được nữa"));
  CHECK(says(browser.get(off), "Địa chỉ đang dùng không dùng được nữa"));
  CHECK_FALSE(says(browser.get(off), "ghi vào nhật ký"));  // it stands in no log
  CHECK(program.get(first).status == 200);
  CHECK(browser.fill(renew, renew, {{"go", "check"}}).status == 200);
  CHECK(program.get(first).status == 200);
  for (int pressed = 0; pressed < 2; ++pressed) REQUIRE(browser.fill(renew, renew, {{"go", "send"}, {"key", "once"}}).status == 303);
  const std::string second = feed_address(browser.get("/lich"));
  CHECK(program.get(first).status == 404);
  CHECK(program.get(second).status == 200);
  REQUIRE(browser.fill(off, off, {{"go", "send"}}).status == 303);
  CHECK(program.get(second).status == 404);
  CHECK_FALSE(says(browser.get("/lich"), "id=\"dia-chi\""));
}

TEST_CASE("Whoever tries addresses, or one address too often, has to wait") {
  District district;
  Browser browser(district), program(district);
  int waits = 0;
  for (int i = 0; i < 40; ++i) {
    const http::Reply guess = program.get("/lich-rieng/" + std::string(60, 'a') + std::to_string(i) + "/luan.ics");
    waits += guess.status == 429;
    CHECK((guess.status == 404 || guess.status == 429));
  }
  CHECK(waits == 10);
  browser.sign_in("dang.uy");
  REQUIRE(browser.fill(renew, renew, {{"go", "send"}}).status == 303);
  const std::string own = feed_address(browser.get("/lich"));
  // A guess that would hit is looked up no more than one that misses; a minute later this network is heard again.
  CHECK(program.get(own).status == 429);
  district.clock->advance(std::chrono::minutes(1));
  http::Reply last;
  for (int i = 0; i < 60; ++i) last = program.get(own);
  CHECK(last.status == 200);
  last = program.get(own);
  CHECK(last.status == 429);
  CHECK_FALSE(Browser::header(last, "Retry-After").empty());
}

TEST_CASE("A change of the address needs the page's own form") {
  District district;
  Browser browser(district);
  browser.sign_in("dang.uy");
  CHECK(browser.post(renew, "go=send").status == 403);
  CHECK_FALSE(says(browser.get("/lich"), "id=\"dia-chi\""));
}
