#include <catch2/catch.hpp>

#include "support/small_files.hpp"
#include "web/form_view.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;
using test::wait_for;

TEST_CASE("My tasks says what I must do and why, whom others wait for, and what I have done") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  Browser browser(district);

  browser.sign_in("dang.uy");
  const http::Reply mine = browser.get("/");
  CHECK(says(mine, "Đồng chí có <b>1 việc</b>"));
  CHECK(says(mine, "Vì đồng chí thực hiện việc của Đảng uỷ"));
  CHECK(says(mine, "/ho-so/" + id + "/buoc/party_opinion"));
  CHECK(says(browser.get("/", "en"), "You have <b>1 task</b>"));

  REQUIRE(district.respond("dang.uy", id, "party_opinion", json::object{{"outcome", "agree"}, {"form", {{"summoned", 9}, {"present", 9}, {"in_favour", 8}}}}));
  const http::Reply after = browser.get("/");
  CHECK(says(after, "Đồng chí chưa phải làm gì"));
  CHECK(says(after, "Đã xong trong 30 ngày (1)"));
  CHECK(says(after, "Còn chờ "));
}

TEST_CASE("A page that is refused says who may open it, never by the id of a role") {
  District district;
  Browser browser(district);
  browser.sign_in("dang.uy");
  for (const char* language : {"vi", "en"})
    for (const char* path : {"/thong-ke", "/thong-ke/luot", "/truy-vet", "/quan-tri"}) {
      const http::Reply refused = browser.get(path, language);
      INFO(path << " " << language);
      CHECK(refused.status == 403);
      for (const char* id : {"organisation_board", "sending_unit", "party_committee"}) CHECK(!says(refused, id));
    }
}

TEST_CASE("What was typed when the session ended comes back after signing in, and nothing is sent meanwhile") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const std::string address = "/ho-so/" + id + "/buoc/party_opinion",
                    typed = "outcome=disagree&reason=Ch%C6%B0a+ph%C3%B9+h%E1%BB%A3p+%22%3Cb%3E%22&summoned=7&go=send&csrf=old";
  Browser browser(district);
  const http::Reply late = browser.post(address, typed);
  CHECK(late.status == 401);
  CHECK(says(late, "chưa có gì được gửi"));
  CHECK(says(late, "name=\"kept\""));

  const auto sign_in = [&](const std::string& password) {
    return browser.post("/dang-nhap", "csrf=" + Browser::token(late) + "&ve=" + http::percent_encode(address) + "&kept=" + http::percent_encode(typed) +
                                          "&username=dang.uy&password=" + http::percent_encode(password));
  };
  const http::Reply wrong = sign_in("sai-mat-khau-roi");
  CHECK(wrong.status == 401);
  CHECK(says(wrong, "name=\"kept\""));

  const http::Reply back = sign_in(test::password);
  CHECK(back.status == 200);
  CHECK(says(back, "name=\"reason\" value=\"Chưa phù hợp &quot;&lt;b"));
  CHECK(!says(back, "value=\"old\""));
  CHECK(district.is_open(id, "party_opinion"));

  const http::Reply form = browser.post(address, "csrf=" + Browser::token(back) + "&outcome=disagree&reason=Ch%C6%B0a+ph%C3%B9+h%E1%BB%A3p&summoned=7&go=edit");
  CHECK(form.status == 200);
  CHECK(says(form, "Chưa phù hợp</textarea>"));
}

TEST_CASE("Figures that belong together stand side by side") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  Browser browser(district);
  browser.sign_in("dang.uy");
  const http::Reply form = browser.get("/ho-so/" + id + "/buoc/party_opinion");
  const std::string page(form.bytes());
  const auto trio = page.find("<div class=\"trio\">"), summoned = page.find("name=\"summoned\""), favour = page.find("name=\"in_favour\""),
             end = page.find("</div>\n</div>", favour);
  REQUIRE(trio != page.npos);
  CHECK(trio < summoned);
  CHECK(summoned < favour);
  CHECK(end != page.npos);
  CHECK(says(form, "mà chưa có trả lời thì ghi là «Không trả lời»"));
}

TEST_CASE("Several choices are ticked, and a duration says what it is counted in, until it is sent") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "meeting_with_official");
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string address = "/ho-so/" + id + "/buoc/meeting_with_official";
  const http::Reply form = browser.get(address);
  CHECK(says(form, R"(<input type="checkbox" name="support_kinds" id="support_kinds-housing" value="housing">)"));
  CHECK(says(form, "Thời gian cần để bàn giao (ngày làm việc)"));
  const std::string filled = "csrf=" + Browser::token(form) + "&explained=R%C3%B5&wishes=Kh%C3%B4ng&support_kinds=family&support_kinds=housing&handover=";
  const http::Reply wrong = browser.post(address, filled + "m%C6%B0%E1%BB%9Di");
  CHECK(wrong.status == 422);
  CHECK(says(wrong, R"(id="support_kinds-family" value="family" checked)"));
  const http::Reply check = browser.post(address, filled + "10");
  CHECK(check.status == 200);
  CHECK(says(check, "Nhà ở công vụ; Hoàn cảnh gia đình"));
  CHECK(says(check, "10 ngày làm việc"));
  CHECK(says(check, R"(<input type="hidden" name="support_kinds" value="family"><input type="hidden" name="support_kinds" value="housing">)"));
}

TEST_CASE("Many ticks have one for all of them, by script, where the form asks for it and there is more than one") {
  workflow::Field items;
  items.id = "items", items.kind = workflow::FieldKind::choices, items.label = {"Nội dung", "Items"};
  items.choices = {{"a", {"Một", "One"}, {}}, {"b", {"Hai", "Two"}, {}}};
  const auto drawn = [&](bool all) {
    const workflow::Form form{"agenda", {"Chương trình", "Agenda"}, {}, {items}};
    web::FormState state;
    state.choose_all = all;
    return web::form_fields(form, {}, state, Language::vi);
  };
  CHECK(drawn(true).find("<fieldset id=\"items\" data-select") != std::string::npos);
  CHECK(drawn(true).find("data-needs-script hidden><label class=\"pick\"><input type=\"checkbox\" data-all>") != std::string::npos);
  CHECK(drawn(false).find("data-all") == std::string::npos);
  items.choices.pop_back();
  CHECK(drawn(true).find("data-all") == std::string::npos);
}

TEST_CASE("A file goes with a form without any script: handed in, looked at again, sent, and read by who may") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  Browser browser(district);
  browser.sign_in("dang.uy");
  const std::string address = "/ho-so/" + id + "/buoc/party_opinion", pdf = test::small_pdf("Ý kiến");
  const http::Reply form = browser.get(address);
  CHECK(says(form, R"(enctype="multipart/form-data")"));
  CHECK(says(form, "Mỗi tệp không quá 20 MB"));
  CHECK(says(form, R"(<input type="file" id="paper" name="paper.file" accept=".pdf,.docx,.xlsx,.odt,.ods,.png,.jpg" multiple)"));
  std::vector<std::pair<std::string, std::string>> fields{{"csrf", Browser::token(form)}, {"key", "k1"},     {"outcome", "agree"}, {"summoned", "7"},
                                                          {"present", "nhiều"},           {"in_favour", "6"}};

  const http::Reply no_pdf = browser.post_file(address, fields, "paper.file", "a.pdf", "<html>");
  CHECK(no_pdf.status == 422);
  CHECK(says(no_pdf, "nội dung không phải loại tệp như tên gọi"));
  const http::Reply wrong = browser.post_file(address, fields, "paper.file", "Văn bản.pdf", pdf);
  CHECK(wrong.status == 422);
  CHECK(says(wrong, "Văn bản.pdf ("));
  const std::string mark = R"(type="checkbox" name="paper" id="paper-)", page(wrong.bytes());
  REQUIRE(page.find(mark) != page.npos);
  const std::string file = page.substr(page.find(mark) + mark.size(), 32);

  const std::string filled = "csrf=" + Browser::token(wrong) + "&key=k1&outcome=agree&summoned=7&present=7&in_favour=6&paper=" + file;
  const http::Reply check = browser.post(address, filled);
  CHECK(check.status == 200);
  CHECK(says(check, "Văn bản.pdf ("));
  CHECK(browser.get("/tep/" + file).status == 404);
  CHECK(browser.post(address, filled + "&go=send").status == 303);
  const http::Reply rotation = browser.get("/ho-so/" + id);
  CHECK(says(rotation, "<a href=\"/tep/" + file + "\" download>Văn bản.pdf</a>"));

  const http::Reply read = browser.get("/tep/" + file);
  CHECK(read.status == 200);
  CHECK(read.bytes() == pdf);
  const auto header = [&](std::string_view name) {
    for (const auto& [field, value] : read.headers)
      if (field == name) return value;
    return std::string();
  };
  CHECK(header("Content-Type") == "application/pdf");
  CHECK(header("Content-Disposition") == "attachment; filename*=UTF-8''V%C4%83n%20b%E1%BA%A3n.pdf");
  CHECK(header("Content-Security-Policy") == "sandbox; default-src 'none'");
  Browser other(district);
  other.sign_in("uy.ban");  // the government's side does not read what the party's wrote
  CHECK(other.get("/tep/" + file).status == 404);
}

TEST_CASE("Every number of the statistics leads to the turns it counts, and the language keeps the filters") {
  District district;
  district.nominate();
  district.work();
  Browser browser(district);
  browser.sign_in("chu.tri");
  const http::Reply statistics = browser.get("/thong-ke?tu=01/01/2000&den=31/12/2099&loai=key");
  CHECK(statistics.status == 200);
  CHECK(says(statistics, ">1 lượt<"));
  CHECK(says(statistics, "loai&#61;key&amp;lang&#61;en"));
  const http::Reply list = browser.get("/thong-ke/luot?tu=01%2F01%2F2000&den=31%2F12%2F2099&loai=key");
  CHECK(says(list, "<b>1 lượt của 1 người</b>"));
  CHECK(says(list, "Đỗ Văn Bình"));
  CHECK(says(browser.get("/thong-ke/luot?tu=01%2F01%2F2000&den=31%2F12%2F2000"), "<b>0 lượt của 0 người</b>"));
  CHECK(says(browser.get("/thong-ke?tu=01/01/2000&den=31/12/2099&loai=key", "en"), ">1 turn<"));
}

TEST_CASE("A conflict says somebody was first only where somebody was") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  Browser browser(district);
  browser.sign_in("chu.tri");
  const http::Reply not_now = browser.get("/ho-so/" + id + "/thao-tac/resume");
  CHECK(not_now.status == 409);
  CHECK_FALSE(says(not_now, "Đã có người làm trước"));
  CHECK(says(not_now, "Chưa thực hiện được"));
  CHECK(says(not_now, "href=\"/ho-so/" + id + "\">Xem hồ sơ</a>"));
  browser.sign_in("dang.uy");
  REQUIRE(district.respond("dang.uy", id, "party_opinion", json::object{{"outcome", "agree"}, {"form", {{"summoned", 9}, {"present", 9}, {"in_favour", 8}}}}));
  CHECK(says(browser.get("/ho-so/" + id + "/buoc/party_opinion"), "Đã có người làm trước"));
}

TEST_CASE("Calendar and registers stand in the menu of those who may see them, and a register is chosen from one list") {
  District district;
  Browser browser(district);
  for (const char* who : {"ban.to.chuc", "chu.tri", "dang.uy", "noi.vu", "binh", "quan.tri"}) {
    INFO(who);
    browser.sign_in(who);
    const http::Reply page = browser.get("/thong-bao");
    CHECK(says(page, "href=\"/lich\""));
    CHECK(says(browser.get("/lich"), "href=\"/lich-lam-viec\""));
    const bool reads = browser.get("/so-van-ban").status == 200;
    CHECK(says(page, "href=\"/so-van-ban\"") == reads);
  }
  browser.sign_in("ban.to.chuc");
  const http::Reply list = browser.get("/so-van-ban");
  CHECK(says(list, "<select id=\"so\" name=\"so\">"));
  const http::Reply chosen = browser.get("/so-van-ban?so=decision%2F2025-2030");
  CHECK(chosen.status == 303);
  CHECK(Browser::header(chosen, "Location") == "/so-van-ban/decision/2025-2030");
}

TEST_CASE("A deferred rotation says until when, on its page and in the list") {
  District district;
  const std::string id = district.nominate();
  const std::string until = to_text(add_days(district.app->impl().today(), 30));
  REQUIRE(district.act("chu.tri", id, "defer", json::object{{"reason", "Chờ kết luận thanh tra"}, {"form", json::object{{"until", until}}}}));
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string words = to_page_text(*parse_date(until));
  CHECK(says(browser.get("/ho-so/" + id), "Hoãn đến ngày " + words));
  CHECK(says(browser.get("/ho-so/" + id, "en"), "Deferred until " + words));
  CHECK(says(browser.get("/ho-so"), "Hoãn đến " + words));
}

TEST_CASE("The page of a workflow says what it promises, where its numbers come from and what compares nominees") {
  District district;
  Browser browser(district);
  browser.sign_in("chu.tri");
  const http::Reply page = browser.get("/quy-trinh/rotation");
  CHECK(says(page, "Không bao giờ hồ sơ vào «Quyết định, điều động» khi chưa có việc «"));
  CHECK(says(page, "Từ bất cứ giai đoạn nào, hồ sơ vẫn còn đường để hồ sơ tới «"));
  CHECK(says(page, "Đã chứng minh trên mọi diễn biến"));
  CHECK(says(page, "Sổ quyết định của cấp uỷ"));
  CHECK(says(page, "score_topsis"));
  CHECK(says(page, "(chỉ khi Rà soát điều kiện: «Đạt các điều kiện bắt buộc»)"));
  CHECK(says(page, ". Vào sổ: "));
  CHECK(says(page, "5 ngày làm việc sau ngày kết thúc bước «"));
  CHECK(says(page, "10 ngày làm việc. Chưa xong thì báo cáo "));
  CHECK(says(browser.get("/quy-trinh/rotation", "en"), "It never happens that the rotation enters «"));
}
