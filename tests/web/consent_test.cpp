// Nothing is recorded but by the button that says so; and what was typed is given back, whatever became of the session.
#include <catch2/catch.hpp>

#include "app/support/raised.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string body_of(const std::string& csrf, const Fields& fields) {
  std::string body = "csrf=" + http::percent_encode(csrf);
  for (const auto& [name, value] : fields) body += "&" + name + "=" + http::percent_encode(value);
  return body;
}

std::string signed_in_again(const std::string& username, const http::Reply& late, const std::string& address) {
  return "csrf=" + http::percent_encode(Browser::token(late)) + "&ve=" + http::percent_encode(address) +
         "&kept=" + http::percent_encode(test::unescaped(Browser::value(late, "kept"))) + "&username=" + username +
         "&password=" + http::percent_encode(test::password) + (says(late, "name=\"kept_as\"") ? "&kept_as=resent" : "");
}

/// A form of each kind of page that records something, posted as whole as a person would.
struct Case {
  std::string who, address;
  Fields fields;
  std::string last;  // how the last of them stands in the form where it was typed
};
std::vector<Case> cases(const District& district) {
  return {
      {"quan.tri",
       "/don-vi/them",
       {{"name_vi", "Phường Mới"}, {"name_en", "New ward"}, {"kind", "ward"}, {"traits", "normal"}, {"from", "01/07/2026"}},
       R"(name="from" value="01/07/2026")"},
      {"ban.to.chuc",
       "/don-vi/doi-ten",
       {{"unit", district.ward.text()}, {"name_vi", "Tên khác"}, {"name_en", "Other"}, {"on", "01/07/2027"}},
       R"(name="on" value="01/07/2027")"},
      {"ban.to.chuc", "/tam-dung/toan-to-chuc", {{"scope", "everything"}, {"basis", "1-KL/TW"}, {"reason", "Sắp xếp tổ chức"}}, "\nSắp xếp tổ chức</textarea>"},
      {"ban.to.chuc", "/so-van-ban/decision/2025-2030/den-so", {{"to", "20"}}, R"(name="to" value="20")"},
      {"quan.tri",
       "/quan-tri/tai-khoan/" + district.caller("dang.uy").account().text() + "/vai-tro",
       {{"unit", district.ward.text()}, {"role", "auditor"}},
       R"(name="role" id="role-auditor" value="auditor" checked)"},
      {"quan.tri", "/lich-lam-viec/them", {{"date", "23/12/2026"}, {"kind", "holiday"}, {"name", "Ngày thử"}}, R"(name="name" value="Ngày thử")"},
      {"ban.to.chuc",
       "/ke-hoach/lap-moi",
       {{"period", "2027"}, {"paper", "9-KH/ĐU"}, {"approved", "02/01/2026"}, {"need", "Nhu cầu"}, {"manner", "Hình thức"}, {"area", "Địa bàn"}},
       R"(name="area" value="Địa bàn")"}};
}

}  // namespace

TEST_CASE("A button that is not the last one, one that is not known, and none at all record nothing") {
  District district;
  Browser browser(district);
  for (const Case& one : cases(district)) {
    browser.sign_in(one.who);
    const auto before = district.app->log_size();
    for (const char* go : {"", "check", "edit", "more", "draft", "save", "gửi", "SEND"}) {
      INFO(one.address << " go=" << go);
      Fields fields = one.fields;
      if (*go) fields.emplace_back("go", go);
      const http::Reply reply = browser.fill(one.address, one.address, fields);
      CHECK(reply.status == 200);
      CHECK(district.app->log_size() == before);
    }
    Fields sent = one.fields;
    sent.emplace_back("go", "send"), sent.emplace_back("key", "k" + one.address);
    const http::Reply recorded = browser.fill(one.address, one.address, sent);
    CHECK(recorded.status == 303);
    CHECK(district.app->log_size() == before + 1);
    const http::Reply confirmation = browser.get(Browser::header(recorded, "Location"));
    CHECK(says(confirmation, "class=\"panel\" role=\"status\""));
    // A second click: where the first one led, and nothing more in the log.
    const http::Reply twice = browser.post(one.address, body_of(Browser::token(confirmation), sent));
    CHECK(twice.status == 303);
    CHECK(district.app->log_size() == before + 1);
  }
}

TEST_CASE("The page before the last says in words what will be recorded; what would be refused is refused there, with what was typed") {
  District district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const auto before = district.app->log_size();
  const http::Reply check =
      browser.fill("/don-vi/doi-ten", "/don-vi/doi-ten",
                   {{"unit", district.ward.text()}, {"name_vi", "Phường Khác"}, {"name_en", "Other"}, {"on", "01/07/2027"}, {"go", "check"}});
  CHECK(says(check, "Xem lại trước khi gửi"));
  CHECK(says(check, "Phường Khác"));
  CHECK(says(check, "Ghi: đổi tên đơn vị"));
  CHECK(says(check, "Quay lại sửa"));
  // Into itself: known only to whoever judges it.
  const http::Reply refused = browser.fill("/don-vi/sap-nhap", "/don-vi/sap-nhap",
                                           {{"from", district.ward.text()}, {"into", district.ward.text()}, {"on", "01/07/2027"}, {"go", "check"}});
  CHECK(refused.status == 422);
  CHECK(says(refused, "value=\"" + district.ward.text() + "\" checked"));
  CHECK(says(refused, "<option value=\"" + district.ward.text() + "\" selected>"));
  CHECK(says(refused, "value=\"01/07/2027\""));
  CHECK(district.app->log_size() == before);
}

TEST_CASE("Facts of an official and answers to petitions are recorded by no other button") {
  test::Raised district;
  Browser browser(district);
  browser.sign_in("noi.vu");
  const std::string petition = "/kien-nghi/" + district.id + "/1";
  const auto before = district.app->log_size();
  for (const char* go : {"edit", "check", "answer", "close", "x"}) {
    INFO(go);
    const http::Reply shown = browser.fill(petition, petition, {{"act", "answer"}, {"answer", "Đã bố trí nhà"}, {"version", "1"}, {"go", go}});
    CHECK(says(shown, "Đã bố trí nhà"));
    CHECK(district.app->log_size() == before);
  }
  browser.sign_in("ban.to.chuc");
  const std::string facts = "/can-bo/" + district.binh.text() + "/thong-tin";
  for (const char* go : {"edit", "more", "save", ""}) {
    INFO(go);
    (void)browser.fill(facts, facts, {{"family", "Khác"}, {"given", "Tên"}, {"go", go}});
    CHECK(district.app->log_size() == before);
  }
}

TEST_CASE("After the session has ended every form comes back as it was typed, and nothing of it is recorded") {
  District district;
  for (const Case& one : cases(district)) {
    INFO(one.address);
    Browser browser(district);
    const auto before = district.app->log_size();
    Fields sent = one.fields;
    sent.emplace_back("go", "send"), sent.emplace_back("draft", "form/-" + one.address);
    const http::Reply late = browser.post(one.address, body_of("old", sent));
    REQUIRE(late.status == 401);
    const http::Reply in = browser.post("/dang-nhap", signed_in_again(one.who, late, one.address));
    REQUIRE(in.status == 303);
    CHECK(Browser::header(in, "Location") == one.address);
    const http::Reply form = browser.get(one.address);
    CHECK(says(form, "Đây là bản nháp"));
    CHECK(says(form, one.last));
    CHECK(district.app->log_size() == before);
    // It is listed by its own name, and can be discarded.
    CHECK(says(browser.get("/nhap"), "<a href=\"" + one.address + "\">"));
    REQUIRE(browser.fill("/nhap", "/nhap/bo", {{"draft", "form/-" + one.address}, {"go", "form"}}).status == 303);
    CHECK_FALSE(says(browser.get(one.address), "Đây là bản nháp"));
  }
}

TEST_CASE("A form of an earlier session is shown with a button to go on, and records nothing; from elsewhere it is refused") {
  District district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const auto before = district.app->log_size();
  const Fields typed{{"unit", district.ward.text()}, {"name_vi", "Phường Khác"}, {"name_en", "Other"}, {"on", "01/07/2027"}, {"go", "send"}};
  const http::Reply stale = browser.post("/don-vi/doi-ten", body_of("of-an-older-session", typed));
  CHECK(stale.status == 403);
  CHECK(says(stale, "Phường Khác"));
  CHECK(says(stale, "name=\"go\" value=\"edit\""));
  CHECK(says(stale, "name=\"name_vi\" value=\"Phường Khác\""));
  CHECK(district.app->log_size() == before);
  Fields again = typed;
  again.back().second = "edit";
  const http::Reply form = browser.post("/don-vi/doi-ten", body_of(Browser::token(stale), again));
  CHECK(form.status == 200);
  CHECK(says(form, "value=\"Phường Khác\""));
  // A plain form is sent again as it was, by pressing.
  const http::Reply plain =
      browser.post("/thong-bao", body_of("old", {{"channel", "none"}, {"quiet_from", "21:00"}, {"quiet_to", "06:00"}, {"language", "vi"}}));
  CHECK(plain.status == 403);
  CHECK(says(plain, "Gửi lại"));
  CHECK(says(plain, "name=\"quiet_from\" value=\"21:00\""));
  const http::Reply foreign = browser.post("/don-vi/doi-ten", body_of("old", typed), "vi", "cross-site");
  CHECK(foreign.status == 403);
  CHECK_FALSE(says(foreign, "Phường Khác"));
  CHECK(district.app->log_size() == before);
}

TEST_CASE("A password goes into no page again") {
  District district;
  Browser browser(district);
  const Fields fields{{"username", "moi"}, {"name", "Người Mới"}, {"password", "một mật khẩu dài 123"}, {"role", "auditor"}, {"unit", district.ward.text()}};
  const http::Reply late = browser.post("/quan-tri/them-tai-khoan", body_of("old", fields));
  CHECK(late.status == 401);
  CHECK(says(late, "moi"));
  CHECK_FALSE(says(late, "123"));
  browser.sign_in("quan.tri");
  const http::Reply stale = browser.post("/quan-tri/them-tai-khoan", body_of("old", fields));
  CHECK(stale.status == 403);
  CHECK(says(stale, "Người Mới"));
  CHECK_FALSE(says(stale, "dài 123"));
}
