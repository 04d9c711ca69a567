#include <catch2/catch.hpp>

#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

TEST_CASE("A year that cannot be added is told where it was typed, and stays typed") {
  District district;
  Browser browser(district);
  browser.sign_in("quan.tri");
  const http::Reply page = browser.get("/lich-lam-viec");
  CHECK(says(page, "<details><summary>Thêm năm"));
  const http::Reply refused = browser.fill("/lich-lam-viec", "/lich-lam-viec/them-nam", {{"version", Browser::value(page, "version")}, {"year", "1850"}});
  CHECK(refused.status == 422);
  CHECK(says(refused, "<details open><summary>Thêm năm"));
  CHECK(says(refused, "name=\"year\" value=\"1850\""));
}

TEST_CASE("A day typed while somebody else changed the calendar is still typed, on the calendar as it is now") {
  District district;
  Browser browser(district);
  browser.sign_in("quan.tri");
  const http::Reply page = browser.get("/lich-lam-viec");
  const std::string version = Browser::value(page, "version"), year = Browser::value(page, "year");
  const std::vector<std::pair<std::string, std::string>> mine{{"version", version}, {"year", year}, {"date", "24/12/" + year}, {"kind", "holiday"}, {"name", "Của tôi"}};
  REQUIRE(browser.fill("/lich-lam-viec", "/lich-lam-viec/them", {{"version", version}, {"year", year}, {"date", "23/12/" + year}, {"kind", "holiday"}, {"name", "Trước"}}).status == 303);
  const http::Reply stale = browser.fill("/lich-lam-viec", "/lich-lam-viec/them", mine);
  CHECK(stale.status == 412);
  CHECK(says(stale, "value=\"Của tôi\""));
  CHECK(says(stale, "Trước"));
  CHECK(Browser::value(stale, "version") != version);
}

TEST_CASE("A year that is there already changes nothing, and the page says so") {
  District district;
  Browser browser(district);
  browser.sign_in("quan.tri");
  const http::Reply page = browser.get("/lich-lam-viec");
  const std::string year = Browser::value(page, "year");
  const http::Reply again = browser.fill("/lich-lam-viec", "/lich-lam-viec/them-nam", {{"version", Browser::value(page, "version")}, {"year", year}});
  CHECK(again.status == 303);
  CHECK(says(browser.get(Browser::header(again, "Location")), "không có gì thay đổi"));
}
