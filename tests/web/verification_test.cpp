#include <catch2/catch.hpp>

#include "support/first_choices.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

TEST_CASE("The auditor takes a bundle away and brings it back: one sentence says whether it matches, and where it does not") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  district.app->impl().sign_log();
  Browser browser(district);
  browser.sign_in("kiem.tra");
  const http::Reply trace = browser.get("/truy-vet/" + id);
  CHECK(says(trace, "/ho-so/" + id + "/goi-chung-thuc"));
  CHECK(says(trace, "/truy-vet/" + id + "/so-sanh"));
  const http::Reply bundle = browser.get("/ho-so/" + id + "/goi-chung-thuc");
  CHECK(bundle.status == 200);
  CHECK(Browser::header(bundle, "Content-Disposition").starts_with("attachment; filename*=UTF-8''LC-"));

  const auto bring = [&](const std::string& bytes, const std::string& key = "") {
    const std::string csrf = Browser::token(browser.get("/kiem-chung"));
    return browser.post_file("/kiem-chung", {{"csrf", csrf}, {"key", key}}, "file", "goi.json", bytes);
  };
  const http::Reply good = bring(std::string(bundle.bytes()));
  CHECK(good.status == 200);
  CHECK(says(good, "Khớp: cả "));
  CHECK(says(good, "/truy-vet/" + id));
  std::string touched(bundle.bytes());
  touched.replace(touched.find("\"salt\":\"") + 8, 4, "0000");
  const http::Reply bad = bring(touched);
  CHECK(says(bad, "Không khớp: "));
  CHECK(says(bad, "Chỗ không khớp: nhật ký số "));
  CHECK(says(bring(district.app->checkpoint()), "Khớp: bản ký đúng chữ ký"));
  CHECK(says(bring("xin chào"), "Không khớp: tệp không phải gói chứng thực"));
  CHECK(bring("").status == 422);
  CHECK(bring(std::string(bundle.bytes()), "khoá sai").status == 422);
  // A form of another page has another token, or none.
  CHECK(browser.post_file("/kiem-chung", {{"csrf", "x"}}, "file", "goi.json", "{}").status == 403);
}

TEST_CASE("A form with too much text says so, and one that cannot be read says that; neither is called another type of content") {
  District district;
  Browser browser(district);
  browser.sign_in("kiem.tra");
  const std::string csrf = Browser::token(browser.get("/kiem-chung")), long_text((1 << 20) + 1, 'x');
  const http::Reply much = browser.post_file("/kiem-chung", {{"csrf", csrf}, {"key", long_text}}, "file", "goi.json", "{}");
  CHECK(much.status == 413);
  CHECK(says(much, "tối đa 1 MB"));
  CHECK(browser.post("/kiem-chung", "csrf=" + http::percent_encode(csrf) + "&key=%zz").status == 400);
  browser.sign_in("noi.vu");
  CHECK(browser.post("/thong-bao", "%zz").status == 400);
}

TEST_CASE("Verification and bundles are not for wards and officials, and administrators are not told of the rotation") {
  District district;
  const std::string id = district.nominate();
  district.app->impl().sign_log();
  Browser browser(district);
  for (const auto& [who, status] : {std::pair{"dang.uy", 403}, {"binh", 403}, {"quan.tri", 404}}) {
    INFO(who);
    browser.sign_in(who);
    CHECK(browser.get("/kiem-chung").status == 403);
    CHECK(browser.get("/truy-vet").status == 403);
    CHECK(browser.get("/truy-vet?dang=csv").status == 403);
    CHECK(browser.get("/ho-so/" + id + "/goi-chung-thuc").status == status);
    CHECK(browser.get("/truy-vet/" + id).status == status);
    CHECK(browser.get("/truy-vet/" + id + "/so-sanh").status == status);
  }
}

TEST_CASE("The trace names every paper that was entered in a register, also those that came after the decision") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "self_review");
  for (const char* action : {"extend", "end_early"}) {
    const auto form = district.app->action(district.caller("chu.tri"), id, action);
    REQUIRE(form);
    REQUIRE(district.act("chu.tri", id, action, test::first_choices(form->schema)));
  }
  Browser browser(district);
  browser.sign_in("kiem.tra");
  const auto row = [&](const http::Reply& page, const std::string& number) {
    const std::string text(page.bytes());
    const auto from = text.find("<th scope=\"row\">" + number + "</th>");
    REQUIRE(from != text.npos);
    return text.substr(from, text.find("</tr>", from) - from);
  };
  const auto has = [](const std::string& text, std::string_view part) { return text.find(part) != text.npos; };
  const std::string today = to_page_text(district.app->impl().today());
  const http::Reply vi = browser.get("/truy-vet/" + id), en = browser.get("/truy-vet/" + id, "en");
  for (const auto& [number, what] : {std::pair{"Số 2-QĐ/ĐU", "Gia hạn trong nhiệm kỳ"}, {"Số 3-QĐ/ĐU", "Kết thúc sớm"}}) {
    const std::string shown = row(vi, number);
    INFO(shown);
    for (const std::string& part : {std::string(what), std::string("Sổ quyết định của cấp uỷ"), today, std::string("Khớp")}) CHECK(has(shown, part));
  }
  CHECK(has(row(vi, "Số 1-QĐ/ĐU"), "Sổ quyết định của cấp uỷ"));  // the posting itself
  CHECK(has(row(vi, "Số 1-BB/ĐU"), "Sổ biên bản"));
  for (const char* part : {"End early", "Register of party decisions", "Matches"}) CHECK(has(row(en, "Số 3-QĐ/ĐU"), part));
  CHECK(says(en, R"(<a href="#van-ban">Papers entered in registers)"));
  CHECK(says(en, R"(<h2 id="van-ban">)"));
  const http::Reply file = browser.get("/truy-vet/" + id + "?dang=csv&bang=van-ban");
  CHECK(file.status == 200);
  CHECK(says(file, "3-QĐ/ĐU"));
  CHECK(says(file, "Kết thúc sớm"));
}

TEST_CASE("Two moments are a page in both languages, with what changed in words, and a bad number is told") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "decision");
  Browser browser(district);
  browser.sign_in("kiem.tra");
  const std::string path = "/truy-vet/" + id + "/so-sanh";
  const http::Reply vi = browser.get(path);
  CHECK(vi.status == 200);
  for (const char* text : {"Đã thay đổi", "Mới có", "mục giữ nguyên", "Nhiệm vụ được giao", "Giữa hai thời điểm này có "}) CHECK(says(vi, text));
  CHECK(says(browser.get(path, "en"), "changed between these two moments"));
  CHECK(browser.get(path + "?a=x").status == 400);
  CHECK(browser.get(path + "?a=0").status == 422);
  CHECK(says(browser.get(path + "?a=999999&b=999999"), "không có gì thay đổi"));
}
