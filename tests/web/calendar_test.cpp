#include <catch2/catch.hpp>

#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

namespace {

std::string year_of(const District& district) { return std::to_string(static_cast<int>(district.app->impl().today().year())); }

}  // namespace

TEST_CASE("A year that cannot be added is told where it was typed, and stays typed") {
  District district;
  Browser browser(district);
  browser.sign_in("quan.tri");
  CHECK(says(browser.get("/lich-lam-viec"), "href=\"/lich-lam-viec/them-nam\""));
  const http::Reply refused = browser.fill("/lich-lam-viec/them-nam", "/lich-lam-viec/them-nam", {{"year", "1850"}, {"go", "send"}});
  CHECK(refused.status == 422);
  CHECK(says(refused, "href=\"#year\""));
  CHECK(says(refused, "name=\"year\" value=\"1850\""));
}

TEST_CASE("A day typed while somebody else added another is added beside it; the same day a second time is told where it was typed") {
  District district;
  Browser browser(district);
  browser.sign_in("quan.tri");
  const std::string add = "/lich-lam-viec/them", year = year_of(district);
  const auto day = [&](const std::string& date, const std::string& name, const std::string& key) {
    return browser.fill(add, add, {{"date", date + "/" + year}, {"kind", "holiday"}, {"name", name}, {"go", "send"}, {"key", key}});
  };
  REQUIRE(day("23/12", "Trước", "k1").status == 303);
  const http::Reply mine = day("24/12", "Của tôi", "k2");
  REQUIRE(mine.status == 303);
  const http::Reply calendar = browser.get(Browser::header(mine, "Location"));
  CHECK(says(calendar, "Trước"));
  CHECK(says(calendar, "Của tôi"));
  CHECK(says(calendar, "Tiếp theo: thời hạn tính từ nay theo lịch này"));
  const http::Reply again = day("24/12", "Lần nữa", "k3");
  CHECK(again.status == 422);
  CHECK(says(again, "đã có trong lịch"));
  CHECK(says(again, "value=\"Lần nữa\""));
}

TEST_CASE("A day is taken away by a page that says which, and a button") {
  District district;
  Browser browser(district);
  browser.sign_in("quan.tri");
  const std::string year = year_of(district), drop = "/lich-lam-viec/bo/" + year + "-12-23";
  REQUIRE(browser.fill("/lich-lam-viec/them", "/lich-lam-viec/them", {{"date", "23/12/" + year}, {"kind", "holiday"}, {"name", "Ngày thử"}, {"go", "send"}})
              .status == 303);
  const http::Reply asked = browser.get(drop);
  CHECK(says(asked, "Xem lại trước khi gửi"));
  CHECK(says(asked, "Ngày thử"));
  CHECK(says(browser.get("/lich-lam-viec?nam=" + year), "Ngày thử"));
  REQUIRE(browser.fill(drop, drop, {{"go", "send"}}).status == 303);
  CHECK_FALSE(says(browser.get("/lich-lam-viec?nam=" + year), "Ngày thử"));
  CHECK(browser.get(drop).status == 404);
}

TEST_CASE("A year that is there already changes nothing, and the page says so") {
  District district;
  Browser browser(district);
  browser.sign_in("quan.tri");
  const http::Reply again = browser.fill("/lich-lam-viec/them-nam", "/lich-lam-viec/them-nam", {{"year", year_of(district)}, {"go", "send"}});
  CHECK(again.status == 303);
  CHECK(says(browser.get(Browser::header(again, "Location")), "không có gì thay đổi"));
}
