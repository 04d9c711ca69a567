#include <catch2/catch.hpp>

#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;
using test::wait_for;
using Kind = app::MeetingAct::Kind;

namespace {

/// A coming meeting with the vote on its agenda.
struct Assembled : District {
  std::string rotation, meeting;

  Assembled() {
    rotation = nominate();
    until_open(rotation, "vote");
    const auto called = wait_for(app->change_meeting(
        caller("ban.to.chuc"), {Kind::call},
        json::object{
            {"form", json::object{{"on", to_text(app->impl().today())}, {"hour", 8}, {"minute", 0}, {"kind", "review"}, {"place", "Phòng họp số 1"}}}}));
    REQUIRE(called);
    meeting = *called;
    REQUIRE(wait_for(app->set_agenda(caller("ban.to.chuc"), meeting, {{rotation, "vote"}})));
  }
  [[nodiscard]] std::string address() const { return "/phien-hop/" + meeting; }
  [[nodiscard]] std::string field(const std::string& name) const { return "i" + rotation + "-vote-" + name; }
};

}  // namespace

TEST_CASE("Every item stands on one page with its form; what is chosen is checked, sent, and told item by item") {
  Assembled district;
  Browser browser(district);
  browser.sign_in("uy.vien.1");
  CHECK(says(browser.get("/"), "Phiên họp "));
  const http::Reply agenda = browser.get(district.address());
  CHECK(says(agenda, "Đỗ Văn Bình"));
  CHECK(says(agenda, "name=\"" + district.field("outcome") + "\""));
  CHECK(says(agenda, ">0</span>/5"));
  const std::string token = "csrf=" + http::percent_encode(Browser::token(agenda)) + "&key=k1";

  const http::Reply nothing = browser.post(district.address() + "/phieu", token + "&go=check");
  CHECK(nothing.status == 422);
  CHECK(says(nothing, "Chưa chọn phiếu nào"));

  const std::string typed = token + "&" + district.field("outcome") + "=for&" + district.field("remark") + "=Nh%E1%BA%A5t+tr%C3%AD";
  const http::Reply check = browser.post(district.address() + "/phieu", typed + "&go=check");
  CHECK(check.status == 200);
  CHECK(says(check, "Gửi các phiếu đã chọn"));
  CHECK(says(check, "Tán thành"));
  CHECK(says(check, "name=\"" + district.field("remark") + "\" value=\"Nhất trí\""));

  const http::Reply sent = browser.post(district.address() + "/phieu", typed + "&go=send");
  CHECK(sent.status == 200);
  CHECK(says(sent, "Đã ghi 1 phiếu."));
  CHECK(says(sent, ">1</span>/5"));
  CHECK(!says(sent, "name=\"" + district.field("outcome") + "\""));
  // Sent again under the same key, it is the same answer.
  CHECK(says(browser.post(district.address() + "/phieu", typed + "&go=send"), "Đã ghi 1 phiếu."));
}

TEST_CASE("What fails is named at its item and keeps what was typed") {
  Assembled district;
  Browser browser(district);
  browser.sign_in("uy.vien.1");
  const std::string token = "csrf=" + http::percent_encode(Browser::token(browser.get(district.address())));
  const auto typed = [&](const std::string& key, const std::string& answer) {
    return token + "&key=" + key + "&" + district.field("outcome") + "=" + answer + "&" + district.field("remark") + "=Gi%E1%BB%AF+l%E1%BA%A1i";
  };
  const http::Reply wrong = browser.post(district.address() + "/phieu", typed("k1", "maybe") + "&go=send");
  CHECK(wrong.status == 422);
  CHECK(says(wrong, "href=\"#" + district.field("outcome") + "\""));
  CHECK(says(wrong, "Giữ lại</textarea>"));
  REQUIRE(browser.post(district.address() + "/phieu", typed("k2", "for") + "&go=send").status == 200);
  const http::Reply late = browser.post(district.address() + "/phieu", typed("k3", "against") + "&go=send");
  CHECK(late.status == 409);
  CHECK(says(late, "đã gửi ý kiến cho bước này"));
  CHECK(says(late, "Giữ lại</textarea>"));
}

TEST_CASE("What is typed on the agenda is kept until it is sent, item by item; it is listed under the meeting's name") {
  Assembled district;
  Browser browser(district);
  browser.sign_in("uy.vien.1");
  const http::Reply agenda = browser.get(district.address());
  const std::string draft = Browser::value(agenda, "draft");
  CHECK(draft == "form/-" + district.address());
  const std::string typed = "csrf=" + http::percent_encode(Browser::token(agenda)) + "&key=k1&draft=" + http::percent_encode(draft) + "&" +
                            district.field("remark") + "=" + http::percent_encode("Đang cân nhắc");
  const http::Reply by_script = browser.post("/nhap", typed + "&" + district.field("shown") + "=x");
  CHECK(by_script.status == 200);
  CHECK(by_script.bytes().starts_with("Đã lưu nháp lúc "));
  CHECK(says(browser.get(district.address()), "Đang cân nhắc</textarea>"));
  CHECK(says(browser.get(district.address()), "Đây là bản nháp"));
  CHECK(says(browser.get("/nhap"), "Phiên họp "));
  CHECK(says(browser.get("/nhap"), "href=\"" + district.address() + "\""));
  // Nobody else's.
  Browser other(district);
  other.sign_in("uy.vien.2");
  CHECK_FALSE(says(other.get(district.address()), "Đang cân nhắc"));
  const http::Reply sent = browser.post(district.address() + "/phieu", typed + "&" + district.field("outcome") + "=for&go=send");
  REQUIRE(says(sent, "Đã ghi 1 phiếu."));
  CHECK(says(browser.get("/nhap"), "Không có bản nháp nào."));
  // Only what the tokens are is no draft.
  CHECK(browser
            .post("/nhap",
                  "csrf=" + http::percent_encode(Browser::token(agenda)) + "&draft=" + http::percent_encode(draft) + "&" + district.field("shown") + "=x")
            .status == 200);
  CHECK(says(browser.get("/nhap"), "Không có bản nháp nào."));
  // A form that is not there, or is not his, has no draft.
  CHECK(browser.fill("/nhap", "/nhap", {{"draft", "form/-/khong-co"}, {"reason", "x"}}).status == 404);
  CHECK(browser.fill("/nhap", "/nhap", {{"draft", "form/-/don-vi/doi-ten"}, {"name_vi", "x"}}).status == 403);
}

TEST_CASE("What was typed for a meeting that was held or cancelled meanwhile stands beside what became of it") {
  Assembled district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string cancel = district.address() + "/huy", hold = district.address() + "/thanh-phan";
  const std::string token = http::percent_encode(Browser::token(browser.get(cancel)));
  const http::Reply called_off = browser.fill(cancel, cancel, {{"why", "Chuyển ngày họp"}, {"go", "send"}, {"key", "k1"}});
  REQUIRE(called_off.status == 303);
  CHECK(says(browser.get(Browser::header(called_off, "Location")), "Đã huỷ phiên họp, ghi vào nhật ký. Tiếp theo:"));
  // Pressed twice: where the first one led.
  CHECK(browser.post(cancel, "csrf=" + token + "&why=" + http::percent_encode("Chuyển ngày họp") + "&go=send&key=k1").status == 303);
  const http::Reply late = browser.post(cancel, "csrf=" + token + "&why=" + http::percent_encode("Lý do của tôi") + "&go=send&key=k2");
  CHECK(late.status == 409);
  CHECK(says(late, "Lý do của tôi"));
  CHECK(says(late, "Chuyển ngày họp"));
  const http::Reply held = browser.post(hold, "csrf=" + token + "&go=check&secretary=" + district.caller("ban.to.chuc").account().text() +
                                                  "&chair=" + district.caller("chu.tri").account().text() + "&absence_" +
                                                  district.caller("uy.vien.1").account().text() + "=" + http::percent_encode("Đi công tác"));
  CHECK(held.status == 409);
  CHECK(says(held, "Đi công tác"));
  CHECK(says(held, "<dt>Chủ trì</dt>"));
  CHECK(says(held, "<dt>Thư ký</dt>"));
  CHECK(says(held, "Đã huỷ"));
}

TEST_CASE("The minutes say who came, what each item came to, and what was said word for word") {
  Assembled district;
  for (const char* who : {"uy.vien.1", "uy.vien.2", "uy.vien.3", "uy.vien.4", "chu.tri"})
    REQUIRE(wait_for(district.app->respond_at(
        district.caller(who), district.meeting,
        {{district.rotation, "vote", json::object{{"outcome", "for"}, {"form", json::object{{"remark", std::string("Ý kiến của ") + who}}}}}}, {})));
  Browser browser(district);
  browser.sign_in("kiem.tra");
  const http::Reply minutes = browser.get(district.address() + "/bien-ban");
  CHECK(minutes.status == 200);
  CHECK(says(minutes, "Thông qua"));
  CHECK(says(minutes, "5 tán thành, 0 không tán thành"));
  CHECK(says(minutes, "Ý kiến của uy.vien.3"));
  CHECK(says(minutes, "Chưa ghi thành phần dự họp"));
  CHECK(says(browser.get(district.address() + "/bien-ban", "en"), "Minutes of the meeting"));
}

TEST_CASE("The board calls a meeting, composes its agenda and records who attended, all on pages") {
  Assembled district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  for (const char* page : {"/chuong-trinh", "/thanh-phan", "/huy"}) {
    INFO(page);
    CHECK(browser.get(district.address() + page).status == 200);
  }
  CHECK(says(browser.get(district.address() + "/chuong-trinh"), "value=\"" + district.rotation + ".vote\" checked"));
  CHECK(says(browser.get("/phien-hop/trieu-tap"), "Ngày họp"));
  browser.sign_in("uy.vien.1");
  CHECK(browser.get(district.address() + "/thanh-phan").status == 403);
  browser.sign_in("noi.vu");
  CHECK(browser.get(district.address()).status == 403);
}

TEST_CASE("An agenda is kept as it is ticked, checked by what comes on it and what is taken off, and recorded by the last button") {
  Assembled district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string here = district.address() + "/chuong-trinh", item = district.rotation + ".vote";
  const auto before = district.app->log_size();
  const http::Reply page = browser.get(here);
  const std::string mark = Browser::value(page, "mark");
  const http::Reply emptied = browser.fill(here, here, {{"mark", mark}, {"go", "check"}});
  CHECK(emptied.status == 200);
  CHECK(says(emptied, "<h2>Đưa ra khỏi chương trình</h2><ul><li class=\"user\">Đỗ Văn Bình: "));
  CHECK(says(browser.fill(here, here, {{"mark", mark}, {"items", item}, {"go", "check"}}), "Chương trình họp giữ nguyên như đang ghi."));
  CHECK(says(browser.get(here), "Đây là bản nháp"));
  CHECK(says(browser.get("/nhap"), "Soạn chương trình họp"));
  CHECK(district.app->log_size() == before);
  const http::Reply saved = browser.fill(here, here, {{"mark", mark}, {"key", "k1"}, {"go", "send"}});
  REQUIRE(saved.status == 303);
  CHECK(district.app->log_size() == before + 1);
  const http::Reply agenda = browser.get(Browser::header(saved, "Location"));
  CHECK(says(agenda, "Đã lưu chương trình họp. Tiếp theo:"));
  CHECK(says(agenda, "Chương trình họp chưa có nội dung nào"));
  CHECK(browser.fill(here, here, {{"mark", mark}, {"key", "k1"}, {"go", "send"}}).status == 303);  // pressed twice
  CHECK(district.app->log_size() == before + 1);
  CHECK_FALSE(says(browser.get(here), "Đây là bản nháp"));
}

TEST_CASE("Who composes an agenda that somebody else has changed meanwhile, or whose meeting is over, sees both") {
  Assembled district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string here = district.address() + "/chuong-trinh", item = district.rotation + ".vote";
  const std::string mark = Browser::value(browser.get(here), "mark");
  REQUIRE(wait_for(district.app->set_agenda(district.caller("ban.to.chuc"), district.meeting, {})));
  const http::Reply late = browser.fill(here, here, {{"mark", mark}, {"items", item}, {"key", "k1"}, {"go", "send"}});
  CHECK(late.status == 412);
  CHECK(says(late, "Đỗ Văn Bình: "));
  CHECK(says(late, "Dùng bản của tôi"));
  REQUIRE(wait_for(district.app->set_agenda(district.caller("ban.to.chuc"), district.meeting, {{district.rotation, "vote"}})));
  REQUIRE(browser.fill(district.address() + "/huy", district.address() + "/huy", {{"why", "Chuyển ngày họp"}, {"go", "send"}, {"key", "k2"}}).status == 303);
  const http::Reply over = browser.get(here);  // the draft of what was ticked is still there
  CHECK(over.status == 409);
  CHECK(says(over, "Đỗ Văn Bình: "));
  CHECK(says(over, "Chuyển ngày họp"));
  browser.sign_in("uy.vien.1");
  CHECK(browser.get(here).status == 403);
}
