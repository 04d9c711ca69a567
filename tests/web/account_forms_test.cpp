// The administrator's forms: kept as they are typed, checked, recorded once, confirmed; and no password is kept anywhere.
#include <catch2/catch.hpp>

#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;
using test::wait_for;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr const char* added = "/quan-tri/them-tai-khoan";
constexpr const char* good = "suối trong ngõ hẹp 27";

struct Office : District {
  Browser browser{*this};
  Office() { browser.sign_in("quan.tri"); }

  [[nodiscard]] std::string of(const std::string& username) const { return "/quan-tri/tai-khoan/" + caller(username).account().text(); }
  [[nodiscard]] Fields fresh(const std::string& go, const std::string& username = "to.chuc.2") const {
    return {{"username", username}, {"name", "Phan Thị Ngân"}, {"role", "member"}, {"unit", committee.text()}, {"key", "k1"}, {"go", go}};
  }
  [[nodiscard]] bool signs_in(const std::string& username, const std::string& password) const {
    return wait_for(app->sign_in(username, password, "127.0.0.1", "")).has_value();
  }
};

Fields with(Fields fields, const std::string& name, const std::string& value) {
  fields.emplace_back(name, value);
  return fields;
}

}  // namespace

TEST_CASE("A new account is checked in words, its password asked for last, and it can sign in; twice it is added once") {
  Office office;
  const auto before = office.app->log_size();
  const http::Reply check = office.browser.fill(added, added, office.fresh("check"));
  REQUIRE(check.status == 200);
  for (const char* text : {"Xem lại trước khi gửi", "to.chuc.2", "Phan Thị Ngân", "Đảng uỷ Thạnh Giang", "type=\"password\" id=\"password\" name=\"password\"",
                           "Ghi: thêm tài khoản", "Quay lại sửa"})
    CHECK(says(check, text));
  CHECK(Browser::header(check, "Cache-Control") == "no-store");  // a password typed there does not come back by Back
  CHECK(says(office.browser.get(added), "Đây là bản nháp"));
  CHECK(Browser::header(office.browser.get(added), "Cache-Control") != "no-store");  // what was typed here does
  CHECK(says(office.browser.get("/nhap"), "Thêm tài khoản"));
  CHECK(office.app->log_size() == before);

  const http::Reply sent = office.browser.fill(added, added, with(office.fresh("send"), "password", good));
  REQUIRE(sent.status == 303);
  CHECK(says(office.browser.get(Browser::header(sent, "Location")), "Đã thêm tài khoản, ghi vào nhật ký. Tiếp theo:"));
  CHECK(office.signs_in("to.chuc.2", good));
  CHECK_FALSE(says(office.browser.get("/nhap"), "Thêm tài khoản"));
  const auto after = office.app->log_size();
  // Whatever password comes with it, the account has the first one; the page says so.
  const http::Reply twice = office.browser.fill(added, added, with(office.fresh("send"), "password", "đèo cao mây trắng 83"));
  REQUIRE(twice.status == 303);
  CHECK(says(office.browser.get(Browser::header(twice, "Location")), "với mật khẩu của lần đó"));
  CHECK(office.app->log_size() == after);
  CHECK_FALSE(office.signs_in("to.chuc.2", "đèo cao mây trắng 83"));
}

TEST_CASE("A name that is taken and a password that is weak are named at their fields; what was typed stays, the password does not") {
  Office office;
  const auto before = office.app->log_size();
  const http::Reply taken = office.browser.fill(added, added, office.fresh("check", "noi.vu"));
  CHECK(taken.status == 422);
  CHECK(says(taken, "href=\"#username\""));
  CHECK(says(taken, "value=\"Phan Thị Ngân\""));

  const http::Reply weak = office.browser.fill(added, added, with(office.fresh("send"), "password", "ngắn quá"));
  CHECK(weak.status == 422);
  CHECK(says(weak, "href=\"#password\""));
  CHECK(says(weak, "cần ít nhất 12"));
  CHECK(says(weak, "name=\"name\" value=\"Phan Thị Ngân\""));
  CHECK_FALSE(says(weak, "ngắn quá"));
  CHECK(office.app->log_size() == before);
  CHECK(office.browser.fill(added, added, with(office.fresh("send"), "password", good)).status == 303);
}

TEST_CASE("A password stands in no draft and in no page, whichever way it is posted") {
  Office office;
  const app::DraftOf draft{app::DraftOf::Kind::form, "-", "quan-tri/them-tai-khoan"};
  for (const char* go : {"check", "edit", "more", ""}) {
    INFO(go);
    CHECK_FALSE(says(office.browser.fill(added, added, with(office.fresh(go), "password", good)), good));
  }
  const http::Reply saved = office.browser.fill(added, "/nhap", with(with(office.fresh("draft"), "draft", draft.text()), "password", good));
  CHECK(saved.status == 303);
  const auto kept = office.app->draft(office.caller("quan.tri"), draft);
  REQUIRE(kept);
  CHECK(kept->fields.at("name").as_string() == "Phan Thị Ngân");
  CHECK_FALSE(kept->fields.contains("password"));
  CHECK_FALSE(says(office.browser.get(added), good));
}

TEST_CASE("Roles and locks of an account are changed by the last button alone, and the account's page says what follows") {
  Office office;
  const std::string account = office.of("noi.vu"), lock = account + "/khoa";
  struct Case {
    std::string address, button, done;
    Fields fields{};
  };
  const std::vector<Case> cases{{account + "/vai-tro", "Ghi: thêm vai trò", "Đã thêm vai trò", {{"role", "auditor"}, {"unit", office.committee.text()}}},
                                {account + "/bo-vai-tro/sending_unit/" + office.office.text(), "Ghi: bỏ vai trò này", "Đã bỏ vai trò"},
                                {lock, "Ghi: khoá tài khoản", "Đã khoá tài khoản"}};
  for (const Case& one : cases) {
    INFO(one.address);
    const auto before = office.app->log_size();
    for (const char* go : {"", "check", "edit", "x"}) CHECK(office.browser.fill(one.address, one.address, with(one.fields, "go", go)).status == 200);
    const http::Reply check = office.browser.fill(one.address, one.address, with(one.fields, "go", "check"));
    CHECK(says(check, one.button));
    CHECK(says(check, "sau này đổi lại được"));
    CHECK(office.app->log_size() == before);
    CHECK(office.signs_in("noi.vu", test::password));
    const http::Reply sent = office.browser.fill(one.address, one.address, with(with(one.fields, "go", "send"), "key", "k1"));
    REQUIRE(sent.status == 303);
    const http::Reply page = office.browser.get(Browser::header(sent, "Location"));
    CHECK(says(page, one.done));
    CHECK(says(page, "Tiếp theo:"));
    CHECK(office.app->log_size() == before + 1);
  }
  CHECK_FALSE(office.signs_in("noi.vu", test::password));
  CHECK(office.browser.get(lock).status == 404);                                             // it is locked
  CHECK(office.browser.fill(account, lock, {{"go", "send"}, {"key", "k1"}}).status == 303);  // pressed twice
  CHECK(office.browser.get(cases[1].address).status == 404);                                 // it has that role no more
}

TEST_CASE("An account opened again signs in with its password; a password reset is told only by the one who set it") {
  Office office;
  const std::string account = office.of("noi.vu");
  REQUIRE(wait_for(office.app->set_disabled(office.caller("quan.tri"), office.caller("noi.vu").account().text(), true)));
  CHECK_FALSE(office.signs_in("noi.vu", test::password));
  const http::Reply opened = office.browser.fill(account + "/mo-khoa", account + "/mo-khoa", {{"go", "send"}, {"key", "k"}});
  CHECK(says(office.browser.get(Browser::header(opened, "Location")), "Đã mở khoá tài khoản"));
  CHECK(office.signs_in("noi.vu", test::password));

  const std::string reset = account + "/mat-khau";
  const auto before = office.app->log_size();
  CHECK(says(office.browser.get(reset), "mọi phiên đang mở của tài khoản này kết thúc"));
  CHECK_FALSE(says(office.browser.get(reset), "ghi vào nhật ký và không sửa được nữa"));  // it leaves nothing there
  const http::Reply weak = office.browser.fill(reset, reset, {{"go", "send"}, {"password", "ngắn"}});
  CHECK(weak.status == 422);
  CHECK(says(weak, "href=\"#password\""));
  const http::Reply done = office.browser.fill(reset, reset, {{"go", "send"}, {"password", good}});
  CHECK(says(office.browser.get(Browser::header(done, "Location")), "Đã đặt lại mật khẩu"));
  CHECK(office.signs_in("noi.vu", good));
  CHECK_FALSE(office.signs_in("noi.vu", test::password));
  CHECK(office.app->log_size() == before);

  const std::string tie = office.of("binh") + "/can-bo";
  CHECK(says(office.browser.fill(tie, tie, {{"official", "none"}, {"go", "check"}}), "Không gắn với ai"));
  CHECK(office.app->log_size() == before);
}

TEST_CASE("Who ties an account that was tied meanwhile sees both; nobody else than the administrator has any of these forms") {
  Office office;
  const std::string tie = office.of("binh") + "/can-bo";
  const http::Reply form = office.browser.get(tie);
  CHECK(says(form, "value=\"" + office.binh.text() + "\" checked"));
  const Fields mine{{"mark", Browser::value(form, "mark")}, {"official", office.binh.text()}, {"key", "k"}, {"go", "send"}};
  REQUIRE(wait_for(office.app->tie_account(office.caller("quan.tri"), office.caller("binh").account().text(), "")));
  const auto before = office.app->log_size();
  const http::Reply late = office.browser.fill(tie, tie, mine);
  CHECK(late.status == 412);
  CHECK(says(late, "Đỗ Văn Bình"));
  CHECK(says(late, "Không gắn với ai"));
  CHECK(says(late, "Dùng bản của tôi"));
  CHECK(office.app->log_size() == before);

  office.browser.sign_in("ban.to.chuc");
  for (const std::string& address : {std::string(added), tie, office.of("noi.vu") + "/mat-khau", std::string("/quan-tri/tien-ich/score_topsis/tat")})
    CHECK(office.browser.get(address).status == 403);
}

TEST_CASE("A plugin is enabled and turned off by the last button; another file lying there meanwhile is a conflict") {
  Office office;
  const std::string on = "/quan-tri/tien-ich/score_topsis/bat", off = "/quan-tri/tien-ich/score_topsis/tat";
  const auto before = office.app->log_size();
  CHECK(office.browser.get(on).status == 404);  // the file that lies there runs
  CHECK(says(office.browser.get(off), "Ghi: tắt tiện ích"));
  CHECK(office.app->log_size() == before);
  const http::Reply disabled = office.browser.fill(off, off, {{"key", "k1"}, {"go", "send"}});
  CHECK(says(office.browser.get(Browser::header(disabled, "Location")), "Đã tắt tiện ích, ghi vào nhật ký"));
  CHECK(office.app->log_size() == before + 1);
  CHECK(office.browser.get(off).status == 404);

  const http::Reply check = office.browser.get(on);
  REQUIRE(check.status == 200);
  const std::string digest = Browser::value(check, "mark");
  CHECK(digest.size() == 64);
  CHECK(says(check, "<dd class=\"user\">" + digest));
  const http::Reply other = office.browser.fill(on, on, {{"mark", std::string(64, 'a')}, {"key", "k2"}, {"go", "send"}});
  CHECK(other.status == 412);
  CHECK(says(other, digest));
  CHECK(office.app->log_size() == before + 1);
  const http::Reply enabled = office.browser.fill(on, on, {{"mark", digest}, {"key", "k3"}, {"go", "send"}});
  REQUIRE(enabled.status == 303);
  CHECK(says(office.browser.get(Browser::header(enabled, "Location")), "Đã bật tiện ích, ghi vào nhật ký"));
  CHECK(office.app->log_size() == before + 2);
}
