#include <catch2/catch.hpp>

#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// A ward's party committee is asked for its opinion, and sits before the form.
struct AtTheForm {
  District district;
  std::string id = district.nominate(), here = "/ho-so/" + id + "/buoc/party_opinion";
  std::unique_ptr<Browser> browser;

  AtTheForm() {
    district.until_open(id, "party_opinion");
    browser = std::make_unique<Browser>(district);
    browser->sign_in("dang.uy");
  }
  /// As the form of the page posts it.
  http::Reply post(const std::string& target, Fields more) {
    const http::Reply page = browser->get(here);
    for (const char* name : {"key", "draft", "seen", "shown"}) more.emplace_back(name, Browser::value(page, name));
    return browser->fill(here, target, more);
  }
};

const Fields typed{{"outcome", "disagree"}, {"reason", "Chưa phù hợp \"<b>"}, {"summoned", "bảy"}};

}  // namespace

TEST_CASE("What is typed is saved by the button and by script, and stands in the form when it is opened again") {
  AtTheForm at;
  CHECK_FALSE(says(at.browser->get(at.here), "Đây là bản nháp"));
  Fields pressed = typed;
  pressed.emplace_back("go", "draft");
  const http::Reply saved = at.post("/nhap", pressed);
  CHECK(saved.status == 303);
  CHECK(Browser::header(saved, "Location") == at.here);
  const http::Reply again = at.browser->get(at.here);
  CHECK(says(again, "Đây là bản nháp đồng chí đã lưu lúc "));
  CHECK(says(again, "Chưa phù hợp &quot;&lt;b&gt;</textarea>"));
  CHECK(says(again, "value=\"bảy\""));
  CHECK(says(at.browser->get("/"), "1 bản nháp chưa gửi"));
  CHECK(says(at.browser->get("/", "en"), "1 draft not sent yet"));
  CHECK(says(at.browser->get("/nhap"), at.here));

  Fields longer = typed;
  longer[1].second = "Chưa phù hợp, viết tiếp";
  const http::Reply by_script = at.post("/nhap", longer);
  CHECK(by_script.status == 200);
  CHECK(by_script.bytes().starts_with("Đã lưu nháp lúc "));
  CHECK(says(at.browser->get(at.here), "Chưa phù hợp, viết tiếp</textarea>"));

  const http::Reply discarded = at.post("/nhap/bo", {{"go", "form"}});
  CHECK(Browser::header(discarded, "Location") == at.here);
  CHECK_FALSE(says(at.browser->get(at.here), "Chưa phù hợp"));
}

TEST_CASE("A form that was checked and left is there again; once it is sent the draft is gone") {
  AtTheForm at;
  const Fields whole{{"outcome", "agree"}, {"summoned", "9"}, {"present", "9"}, {"in_favour", "8"}};
  Fields checked = whole, sent = whole;
  checked.emplace_back("go", "check");
  CHECK(says(at.post(at.here, checked), "Xem lại trước khi gửi"));
  CHECK(says(at.browser->get(at.here), "Đây là bản nháp"));
  sent.emplace_back("go", "send");
  CHECK(at.post(at.here, sent).status == 303);
  CHECK_FALSE(says(at.browser->get("/"), "bản nháp chưa gửi"));
  CHECK(says(at.browser->get("/nhap"), "Không có bản nháp nào."));
}

TEST_CASE("Nobody else sees a draft, and without the form's token none is saved") {
  AtTheForm at;
  REQUIRE(at.post("/nhap", typed).status == 200);
  Browser other(at.district);
  other.sign_in("uy.ban");
  CHECK_FALSE(says(other.get("/ho-so/" + at.id + "/buoc/government_opinion"), "Chưa phù hợp"));
  CHECK_FALSE(says(other.get("/nhap"), "party_opinion"));
  CHECK(at.browser->post("/nhap", "csrf=old&draft=step%2F" + at.id + "%2Fparty_opinion&reason=x").status == 403);
  CHECK(at.browser->fill(at.here, "/nhap", {{"draft", "step/" + std::string(32, '0') + "/party_opinion"}, {"reason", "x"}}).status == 404);
}

TEST_CASE("After the session has ended, signing in leads back to the form with what was typed") {
  AtTheForm at;
  const http::Reply page = at.browser->get(at.here);
  std::string body = "csrf=old&go=send&draft=" + http::percent_encode(Browser::value(page, "draft")) + "&seen=" + Browser::value(page, "seen");
  for (const auto& [name, value] : typed) body += "&" + name + "=" + http::percent_encode(value);
  at.browser->forget();
  const http::Reply late = at.browser->post(at.here, body);
  REQUIRE(late.status == 401);
  const http::Reply in =
      at.browser->post("/dang-nhap", "csrf=" + Browser::token(late) + "&ve=" + http::percent_encode(at.here) + "&kept=" + http::percent_encode(body) +
                                         "&username=dang.uy&password=" + http::percent_encode(test::password));
  CHECK(in.status == 303);
  CHECK(Browser::header(in, "Location") == at.here);
  const http::Reply form = at.browser->get(at.here);
  CHECK(says(form, "Chưa phù hợp &quot;&lt;b&gt;</textarea>"));
  CHECK(at.district.is_open(at.id, "party_opinion"));
}

TEST_CASE("Who comes too late sees what he typed beside what was recorded meanwhile") {
  AtTheForm at;
  REQUIRE(at.post("/nhap", typed).status == 200);
  const http::Reply page = at.browser->get(at.here);
  Fields sent{{"outcome", "agree_with_remarks"}, {"reason", "Ý kiến của tôi"}, {"summoned", "9"}, {"present", "9"}, {"in_favour", "8"}, {"go", "send"}};
  for (const char* name : {"key", "draft", "seen", "shown"}) sent.emplace_back(name, Browser::value(page, name));
  REQUIRE(at.district.respond("dang.uy", at.id, "party_opinion",
                              json::object{{"outcome", "disagree"}, {"form", {{"summoned", 9}, {"present", 9}, {"in_favour", 2}, {"reason", "Ý kiến kia"}}}}));
  const http::Reply late = at.browser->fill(at.here, at.here, sent);
  CHECK(late.status == 409);
  CHECK(says(late, "Đã có người làm trước"));
  CHECK(says(late, "Ý kiến của tôi"));
  CHECK(says(late, "Ý kiến kia"));
  CHECK(says(late, "Đồng ý, có ý kiến"));
  // And again when the form is opened later, until the draft is discarded.
  CHECK(says(at.browser->get(at.here), "Ý kiến của tôi"));
  REQUIRE(at.browser->fill("/nhap", "/nhap/bo", {{"draft", "step/" + at.id + "/party_opinion"}}).status == 303);
  CHECK_FALSE(says(at.browser->get(at.here), "Ý kiến của tôi"));
}

TEST_CASE("An action that is not open any more gives back what was typed for it") {
  AtTheForm at;
  at.browser->sign_in("chu.tri");
  const std::string suspend = "/ho-so/" + at.id + "/thao-tac/suspend";
  at.here = suspend;
  REQUIRE(at.post("/nhap", {{"reason", "Chờ kết luận kiểm tra"}}).status == 200);
  REQUIRE(at.district.act("ban.to.chuc", at.id, "suspend", json::object{{"reason", "Cán bộ nghỉ chữa bệnh"}, {"form", json::object{}}}));
  const http::Reply late = at.browser->get(suspend);
  CHECK(late.status == 409);
  CHECK(says(late, "Chờ kết luận kiểm tra"));
}

TEST_CASE("How one is told is kept as it is typed, in effect only when it is saved, and gone as a draft then") {
  District district;
  Browser browser(district);
  browser.sign_in("uy.vien.1");
  const std::string here = "/thong-bao";
  const Fields quiet{{"channel", "none"}, {"quiet_from", "21:00"}, {"quiet_to", "06:00"}, {"language", "vi"}};
  Fields drafted = quiet;
  drafted.emplace_back("draft", Browser::value(browser.get(here), "draft"));
  REQUIRE(browser.fill(here, "/nhap", drafted).status == 200);
  CHECK(says(browser.get(here), "Đây là bản nháp"));
  CHECK(says(browser.get(here), "name=\"quiet_from\" value=\"21:00\""));
  CHECK(says(browser.get("/nhap"), "href=\"/thong-bao\""));
  CHECK(district.app->preferences(district.caller("uy.vien.1"))->chosen.quiet_from.empty());
  // What is wrong is not saved, and is kept.
  Fields wrong = quiet;
  wrong[1].second = "21:77";
  CHECK(browser.fill(here, here, wrong).status == 422);
  CHECK(says(browser.get(here), "value=\"21:77\""));
  const http::Reply saved = browser.fill(here, here, quiet);
  REQUIRE(saved.status == 303);
  CHECK(says(browser.get(Browser::header(saved, "Location")), "Đã lưu. Từ nay"));
  CHECK_FALSE(says(browser.get(here), "Đây là bản nháp"));
  CHECK(district.app->preferences(district.caller("uy.vien.1"))->chosen.quiet_from == "21:00");
}
