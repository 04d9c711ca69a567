// Where somebody was first, both versions stand side by side, in full; what was typed is kept.
#include <catch2/catch.hpp>

#include "app/support/plans.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::Planned;
using test::says;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields with(Fields fields, std::initializer_list<std::pair<std::string, std::string>> more) {
  fields.insert(fields.end(), more);
  return fields;
}

/// What the page says stood there when it was opened.
std::string base_of(const http::Reply& page) {
  std::string out = Browser::value(page, "was");
  for (std::size_t at = 0; (at = out.find("&quot;", at)) != out.npos; ++at) out.replace(at, 6, "\"");
  return out;
}

}  // namespace

TEST_CASE("A line of a plan that somebody changed meanwhile: both versions, and one's own is sent only by choice") {
  Planned district;
  const std::string line = district.add_line(), here = "/ke-hoach/" + district.plan + "/dong/" + line;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string mark = Browser::value(browser.get(here), "mark");
  const Fields mine{
      {"position", district.secretary.text()}, {"direction", "down"}, {"count", "1"}, {"months", "36"}, {"starts", "01/06/2026"}, {"reason", "Lý do của tôi"},
      {"placement", "Bố trí của tôi"},         {"why", "Sửa cho rõ"}};
  Fields theirs = mine;
  theirs[5].second = "Lý do của người khác";
  REQUIRE(browser.fill(here, here, with(theirs, {{"go", "send"}, {"mark", mark}, {"key", "k1"}})).status == 303);
  // The same form sent again is no conflict with itself.
  CHECK(browser.fill(here, here, with(theirs, {{"go", "send"}, {"mark", mark}, {"key", "k1"}})).status == 303);
  for (const char* go : {"check", "send"}) {
    INFO(go);
    const http::Reply late = browser.fill(here, here, with(mine, {{"go", go}, {"mark", mark}, {"key", "k2"}}));
    CHECK(late.status == 412);
    CHECK(says(late, "Lý do của tôi"));
    CHECK(says(late, "Lý do của người khác"));
    CHECK(says(late, "Dùng bản của tôi"));
  }
  CHECK_FALSE(says(browser.get("/ke-hoach/" + district.plan), "Lý do của tôi"));
  CHECK(says(browser.get(here), "đã có thêm nội dung được ghi"));
  const http::Reply late = browser.fill(here, here, with(mine, {{"go", "send"}, {"mark", mark}, {"key", "k2"}}));
  const std::string now = Browser::value(late, "mark");
  CHECK(now != mark);
  CHECK(says(browser.fill(here, here, with(mine, {{"go", "edit"}, {"mark", now}})), "Lý do của tôi</textarea>"));
  REQUIRE(browser.fill(here, here, with(mine, {{"go", "send"}, {"mark", now}, {"key", "k3"}})).status == 303);
  CHECK(says(browser.get("/ke-hoach/" + district.plan), "Lý do của tôi"));
  CHECK(says(browser.get("/nhap"), "Không có bản nháp nào."));
}

TEST_CASE("A line typed for a plan that was closed meanwhile is shown beside why it was closed") {
  Planned district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string plan = "/ke-hoach/" + district.plan, add = plan + "/dong";
  const Fields mine{{"position", district.secretary.text()}, {"direction", "down"},  {"count", "1"}, {"months", "36"}, {"starts", "01/06/2026"},
                    {"reason", "Phường cần cán bộ"},         {"placement", "Bố trí"}};
  const std::string token = Browser::token(browser.get(add));
  REQUIRE(browser.fill(plan + "/khep-lai", plan + "/khep-lai", {{"why", "Đã thực hiện xong"}, {"go", "send"}}).status == 303);
  for (const char* go : {"check", "send"}) {
    std::string body = "csrf=" + http::percent_encode(token) + "&go=" + go;
    for (const auto& [name, value] : mine) body += "&" + name + "=" + http::percent_encode(value);
    const http::Reply late = browser.post(add, body);
    CHECK(late.status == 409);
    CHECK(says(late, "Phường cần cán bộ"));
    CHECK(says(late, "Đã thực hiện xong"));
  }
  // And when it is opened again.
  CHECK(says(browser.get(add), "Phường cần cán bộ"));
}

TEST_CASE("Facts of an official: theirs beside mine, and nothing is written over unseen") {
  test::District district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string here = "/can-bo/" + district.binh.text() + "/thong-tin";
  const http::Reply form = browser.get(here);
  const std::string mark = Browser::value(form, "mark");
  const Fields filled{{"family", "Đỗ"}, {"middle", "Văn"}, {"given", "Bình"}, {"born", "01/01/1980"}, {"gender", "male"}, {"unit", district.office.text()}};
  const http::Reply theirs = browser.fill(here, here, with(filled, {{"residence", "Phường Kia"}, {"go", "send"}, {"mark", mark}, {"key", "k1"}}));
  INFO(theirs.bytes());
  REQUIRE(theirs.status == 303);
  const http::Reply late =
      browser.fill(here, here, with(filled, {{"home_place", "Quê của tôi"}, {"basis", "Công văn 9"}, {"go", "send"}, {"mark", mark}, {"key", "k2"}}));
  CHECK(late.status == 412);
  CHECK(says(late, "Quê của tôi"));
  CHECK(says(late, "Công văn 9"));
  CHECK(says(late, "Phường Kia"));
}

TEST_CASE("What only the other one changed is kept when one goes on with one's own version; what both changed is named") {
  test::District district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string here = "/can-bo/" + district.binh.text() + "/thong-tin";
  const Fields filled{{"family", "Đỗ"}, {"middle", "Văn"}, {"given", "Bình"}, {"born", "01/01/1980"}, {"gender", "male"}, {"unit", district.office.text()}};
  REQUIRE(browser.fill(here, here, with(filled, {{"birth_place", "Nơi cũ"}, {"home_place", "Quê cũ"}, {"residence", "Nhà cũ"}, {"go", "send"}, {"key", "k0"}}))
              .status == 303);
  const http::Reply form = browser.get(here);
  const std::string mark = Browser::value(form, "mark"), was = base_of(form);
  CHECK(was.find("Quê cũ") != was.npos);
  REQUIRE(browser
              .fill(here, here,
                    with(filled, {{"birth_place", "Nơi mới"},
                                  {"home_place", "Quê mới"},
                                  {"residence", "Nhà cũ"},
                                  {"go", "send"},
                                  {"mark", mark},
                                  {"was", was},
                                  {"key", "k1"}}))
              .status == 303);
  const auto mine = [&](const std::string& go, const std::string& base) {
    return browser.fill(here, here,
                        with(filled, {{"birth_place", "Nơi cũ"},
                                      {"home_place", "Quê của tôi"},
                                      {"residence", "Nhà của tôi"},
                                      {"go", go},
                                      {"mark", mark},
                                      {"was", base},
                                      {"key", "k2"}}));
  };
  for (const char* go : {"check", "send"}) {
    INFO(go);
    const http::Reply late = mine(go, was);
    CHECK(late.status == 412);
    CHECK(Browser::value(late, "birth_place") == "Nơi mới");
    CHECK(Browser::value(late, "home_place") == "Quê của tôi");
    CHECK(Browser::value(late, "residence") == "Nhà của tôi");
    CHECK(says(late, "được giữ theo bản đã ghi: «Nơi sinh»"));
    CHECK(says(late, "lấy theo bản của đồng chí: <b>«Quê quán»</b>"));
    CHECK(base_of(late).find("Quê mới") != std::string::npos);
  }
  // What is no base is none: nothing is taken over, and nothing breaks.
  for (const char* broken : {"", "{", "[]", "{\"form\": 7}", "{\"form\": {\"birth_place\": [1]}}"}) {
    INFO(broken);
    CHECK(mine("check", broken).status == 412);
  }
  CHECK(Browser::value(mine("check", ""), "birth_place") == "Nơi cũ");
  // A draft keeps what it stood on.
  CHECK_FALSE(says(browser.get(here), "name=\"was\""));
  CHECK(mine("check", was).status == 412);
  CHECK(base_of(browser.get(here)) == was);
}

TEST_CASE("Who suspends what is suspended already sees on what basis that was") {
  test::District district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string here = "/tam-dung/toan-to-chuc";
  const std::string token = Browser::token(browser.get(here));
  REQUIRE(browser.fill(here, here, {{"scope", "everything"}, {"basis", "128-KL/TW"}, {"reason", "Sắp xếp"}, {"go", "send"}}).status == 303);
  const http::Reply late =
      browser.post(here, "csrf=" + http::percent_encode(token) + "&go=check&scope=unposted&basis=9-KL&reason=" + http::percent_encode("Của tôi"));
  CHECK(late.status == 409);
  CHECK(says(late, "128-KL/TW"));
  CHECK(says(late, "Của tôi"));
}
