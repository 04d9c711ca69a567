#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

namespace {

std::string shipped(const std::string& version) {
  std::ifstream in(std::filesystem::path(LUAN_SOURCE_DIR) / "workflows/rotation.yaml", std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  std::string text = bytes.str();
  return text.replace(text.find("\nversion: 2\n"), 12, "\nversion: " + version + "\n");
}
constexpr const char* install = "/quy-trinh/ban-moi";

}  // namespace

TEST_CASE("A workflow text that is refused is still there, with why above it; nothing red where nothing is wrong") {
  District district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  CHECK_FALSE(says(browser.get(install), "class=\"errors\""));
  for (const auto& [text, status] : {std::pair{shipped("2") + "# khác\n", 409}, {std::string("\nworkflow: thu\n"), 422}}) {
    const http::Reply refused = browser.fill(install, install, {{"text", text}});
    CHECK(refused.status == status);
    CHECK(says(refused, "class=\"errors\" role=\"alert\""));
    // A newline that the text begins with is not the one that HTML drops.
    CHECK(says(refused, "spellcheck=\"false\">\n" + text.substr(0, 12)));
  }
}

TEST_CASE("After open rotations have moved the page is loaded anew and says how many; a wrong list of names stays typed") {
  District district;
  district.nominate();
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const http::Reply check = browser.fill(install, install, {{"text", shipped("3")}, {"go", "check"}});
  CHECK(says(check, "Xem lại trước khi gửi"));
  CHECK(says(check, "Ghi: cài bản này"));
  CHECK(says(browser.get("/quy-trinh/rotation"), "bản 2"));
  const http::Reply installed = browser.fill(install, install, {{"text", shipped("3")}, {"key", "k"}, {"go", "send"}});
  REQUIRE(installed.status == 303);
  CHECK(says(browser.get(Browser::header(installed, "Location")), "Đã cài bản mới, ghi vào nhật ký. Tiếp theo:"));
  CHECK_FALSE(says(browser.get(install), "Đây là bản nháp"));
  const std::string here = "/quy-trinh/rotation/chuyen/3";
  CHECK(says(browser.get(here), "Chưa có gì thay đổi"));

  const http::Reply wrong = browser.fill(here, here, {{"mapping", "stages: { khong_co: review }"}, {"go", "try"}});
  CHECK(wrong.status == 422);
  CHECK(says(wrong, "stages: { khong_co: review }</textarea>"));
  CHECK(says(wrong, "class=\"errors\" role=\"alert\""));
  CHECK_FALSE(says(wrong, "value=\"move\""));
  // Kept as a draft, with which the page opens again; a list that holds is looked at before the button that moves by it.
  CHECK(browser.get(here).status == 422);
  CHECK(says(browser.get(here), "stages: { khong_co: review }</textarea>"));
  CHECK(says(browser.get("/nhap"), "Chuyển hồ sơ đang mở"));
  const http::Reply tried = browser.fill(here, here, {{"mapping", "stages: {}"}, {"go", "try"}});
  CHECK(tried.status == 200);
  CHECK(says(tried, "name=\"mapping\" value=\"stages: {}\""));

  const http::Reply moved = browser.fill(here, here, {{"mapping", ""}, {"go", "move"}});
  REQUIRE(moved.status == 303);
  const http::Reply after = browser.get(Browser::header(moved, "Location"));
  CHECK(says(after, "Đã chuyển 1 hồ sơ, ghi vào nhật ký. Tiếp theo:"));
  CHECK_FALSE(says(after, "Chưa có gì thay đổi"));
  CHECK_FALSE(says(browser.get("/nhap"), "Chuyển hồ sơ đang mở"));
}
