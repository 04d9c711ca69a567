#include <catch2/catch.hpp>

#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

namespace {

std::string asked(const std::string& text) { return "/tra-cuu?q=" + http::percent_encode(text); }

}  // namespace

TEST_CASE("One box finds a rotation by its number, and the reasons are one link further") {
  District district;
  const std::string id = district.nominate();
  for (int day = 0; day < 400 && !district.app->rotation(district.caller("kiem.tra"), id)->decision; ++day) district.work(), district.days(1);
  Browser browser(district);
  browser.sign_in("kiem.tra");
  const auto view = district.app->rotation(district.caller("kiem.tra"), id);
  REQUIRE(view->decision);
  const std::string number = view->decision->number;
  for (const std::string& text :
       {number, view->row.code, std::string("1-qd/du"), "Số " + number, "Số: " + number, "quyết định số " + number, "Quyết định " + number, "No. " + number}) {
    INFO(text);
    const http::Reply found = browser.get(asked(text));
    CHECK(says(found, "href=\"/ho-so/" + id + "\""));
    CHECK(says(found, "href=\"/truy-vet/" + id + "\""));
  }
  CHECK_FALSE(says(browser.get(asked("Số 2" + number)), "href=\"/ho-so/" + id + "\""));  // another one that ends in the same
  CHECK(says(browser.get("/ho-so"), "href=\"/tra-cuu\""));
  CHECK(says(browser.get("/ho-so/" + std::string(32, '0')), "action=\"/tra-cuu\""));
}

TEST_CASE("Marks, case, đ, the place of the tone, composition and the order of words make no difference") {
  District district;
  const std::string id = district.nominate();
  Browser browser(district);
  browser.sign_in("chu.tri");
  for (const char* text :
       {"Đỗ Văn Bình", "do van binh", "BINH DO", "bình đỗ văn", "đỗ  bến đá", "ben da do", "Đo\u0302\u0303 Bi\u0300nh", "phuong ben da binh"}) {
    INFO(text);
    CHECK(says(browser.get(asked(text)), "href=\"/ho-so/" + id + "\""));
  }
  for (const char* text : {"Đảng uỷ Thạnh Giang", "Đảng ủy Thạnh Giang", "dang uy giang"}) {
    INFO(text);
    CHECK(says(browser.get(asked(text)), "Đảng uỷ Thạnh Giang"));
  }
  CHECK(says(browser.get(asked("khongcoai")), "Không tìm thấy gì"));
  CHECK(says(browser.get(asked("khongcoai"), "en"), "Nothing was found"));
  for (const char* text : {"", " ", "%", "-", "…"}) CHECK_FALSE(says(browser.get(asked(text)), "href=\"/ho-so/" + id + "\""));
}

TEST_CASE("A search finds nothing that its asker may not see, and says what was typed as text") {
  District district;
  const std::string id = district.nominate();
  Browser browser(district);
  browser.sign_in("quan.tri");
  const http::Reply administrator = browser.get(asked("Đỗ Văn Bình"));
  CHECK_FALSE(says(administrator, "/ho-so/"));
  CHECK_FALSE(says(administrator, "/can-bo/"));
  CHECK(says(administrator, "/quan-tri/tai-khoan/"));  // his account, by his name
  CHECK(says(browser.get(asked("ben da")), "Phường Bến Đá"));
  browser.sign_in("binh");
  const http::Reply official = browser.get(asked("bình"));
  CHECK(says(official, "href=\"/ho-so/" + id + "\""));
  CHECK_FALSE(says(official, "/quan-tri/"));
  browser.sign_in("uy.ban");
  CHECK_FALSE(says(browser.get(asked("Phạm Thu Hà")), "/quan-tri/tai-khoan/"));
  CHECK(says(browser.get(asked("<script>alert(1)</script>")), "value=\"&lt;script&gt;"));
}
