#include <catch2/catch.hpp>

#include "app/support/raised.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::Raised;
using test::says;

namespace {

std::string address(const Raised& district, int number) { return "/kien-nghi/" + district.id + "/" + std::to_string(number); }

}  // namespace

TEST_CASE("Who answers a petition that was settled meanwhile sees both what he typed and what was recorded") {
  Raised district;
  Browser browser(district);
  browser.sign_in("noi.vu");
  const std::string here = address(district, 1);
  const std::string version = Browser::value(browser.get(here), "version");
  REQUIRE(district.settle("noi.vu", 1, workflow::SettlePetition::Kind::answer, "Đã bố trí"));
  const http::Reply late = browser.fill(here, here, {{"key", "k1"}, {"version", version}, {"go", "answer"}, {"answer", "Bản của tôi"}});
  CHECK(late.status == 409);
  CHECK(says(late, "Đã bố trí"));
  CHECK(says(late, "Bản của tôi"));
  CHECK(says(late, "đã có trả lời ngày"));

  browser.sign_in("ban.to.chuc");
  const http::Reply stale = browser.fill(here, here, {{"key", "k2"}, {"version", version}, {"go", "return"}, {"reason", "Chưa đủ"}});
  CHECK(stale.status == 412);
  CHECK(says(stale, "<details open><summary>Trả lại"));
  CHECK(says(stale, "Chưa đủ</textarea>"));
  CHECK(Browser::value(stale, "version") != version);
}

TEST_CASE("What is wrong with giving a petition back is seen where it is: the part is unfolded, the text still there") {
  Raised district;
  REQUIRE(district.settle("noi.vu", 1, workflow::SettlePetition::Kind::answer, "Đã bố trí"));
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string here = address(district, 1);
  CHECK(says(browser.get(here), "<details><summary>Trả lại"));
  const http::Reply refused = browser.fill(here, here, {{"key", "k"}, {"go", "return"}, {"reason", "Chưa xong"}, {"due", "31/02/2027"}});
  CHECK(refused.status == 422);
  CHECK(says(refused, "<details open><summary>Trả lại"));
  CHECK(says(refused, "Chưa xong</textarea>"));
  CHECK(says(refused, "31/02/2027"));
}

TEST_CASE("The list of petitions leads on to the next page") {
  Raised district(50);
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string first(browser.get("/kien-nghi?tinh-trang=open").bytes());
  const std::string mark = "<p class=\"pager\"><a href=\"";
  const auto at = first.find(mark);
  REQUIRE(at != first.npos);
  std::string next = first.substr(at + mark.size(), first.find('"', at + mark.size()) - at - mark.size());
  for (auto amp = next.find("&amp;"); amp != next.npos; amp = next.find("&amp;")) next.erase(amp + 1, 4);
  const http::Reply second = browser.get(next);
  CHECK(second.status == 200);
  CHECK(says(second, address(district, 52)));
  CHECK_FALSE(says(second, address(district, 2) + "\""));
  CHECK_FALSE(says(second, "class=\"pager\""));
}
