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
  const http::Reply late = browser.fill(here, here, {{"key", "k1"}, {"version", version}, {"act", "answer"}, {"go", "send"}, {"answer", "Bản của tôi"}});
  CHECK(late.status == 409);
  CHECK(says(late, "Đã bố trí"));
  CHECK(says(late, "Bản của tôi"));
  CHECK(says(late, "đã có trả lời ngày"));

  browser.sign_in("ban.to.chuc");
  const http::Reply stale = browser.fill(here, here, {{"key", "k2"}, {"version", version}, {"act", "return"}, {"go", "send"}, {"reason", "Chưa đủ"}});
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
  const http::Reply refused = browser.fill(here, here, {{"key", "k"}, {"act", "return"}, {"go", "send"}, {"reason", "Chưa xong"}, {"due", "31/02/2027"}});
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
  const std::string next = test::unescaped(first.substr(at + mark.size(), first.find('"', at + mark.size()) - at - mark.size()));
  INFO(next);
  const http::Reply second = browser.get(next);
  CHECK(second.status == 200);
  CHECK(says(second, address(district, 52)));
  CHECK_FALSE(says(second, address(district, 2) + "\""));
  CHECK_FALSE(says(second, "class=\"pager\""));
}

TEST_CASE("Petitions stand on the page of their rotation, for those who may know of them, and are counted by unit") {
  Raised district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const http::Reply page = browser.get("/ho-so/" + district.id);
  CHECK(says(page, address(district, 1)));
  CHECK(says(page, address(district, 2)));
  const http::Reply counted = browser.get("/thong-ke/kien-nghi");
  CHECK(test::unescaped(std::string(counted.bytes())).find("/kien-nghi?tinh-trang=open&don-vi=" + district.ward.text()) != std::string::npos);
  CHECK(says(browser.get("/kien-nghi?tinh-trang=open&don-vi=" + district.ward.text()), address(district, 2)));
  CHECK_FALSE(says(browser.get("/kien-nghi?tinh-trang=open&don-vi=" + district.ward.text()), address(district, 1) + "\""));
  browser.sign_in("dang.uy");
  const http::Reply own = browser.get("/ho-so/" + district.id);
  CHECK(says(own, address(district, 2)));
  CHECK_FALSE(says(own, address(district, 1) + "\""));
}

TEST_CASE("An answer that is being written is kept until it is sent, and the page says what comes next") {
  Raised district;
  Browser browser(district);
  browser.sign_in("noi.vu");
  const std::string here = address(district, 1);
  const http::Reply page = browser.get(here);
  const std::string draft = Browser::value(page, "draft"), key = Browser::value(page, "key"), version = Browser::value(page, "version");
  REQUIRE(browser.fill(here, "/nhap", {{"draft", draft}, {"key", key}, {"answer", "Đang tìm nhà"}, {"go", "draft"}}).status == 303);
  CHECK(says(browser.get(here), "Đang tìm nhà</textarea>"));
  CHECK(says(browser.get("/nhap"), "Kiến nghị 1"));
  // Emptied again there is nothing to keep: what the form itself sends is no text of anybody's.
  const std::string later = Browser::value(browser.get(here), "key");
  REQUIRE(browser.fill(here, "/nhap", {{"draft", draft}, {"key", later}, {"act", "answer"}, {"answer", ""}, {"go", "draft"}}).status == 303);
  CHECK(says(browser.get("/nhap"), "Không có bản nháp nào."));
  CHECK_FALSE(says(browser.get(here), "Đây là bản nháp"));
  const http::Reply sent = browser.fill(here, here, {{"key", key}, {"version", version}, {"act", "answer"}, {"go", "send"}, {"answer", "Đã có nhà"}});
  REQUIRE(sent.status == 303);
  CHECK(says(browser.get(Browser::header(sent, "Location")), "Tiếp theo: Ban Tổ chức đóng kiến nghị"));
  CHECK(says(browser.get("/nhap"), "Không có bản nháp nào."));
}
