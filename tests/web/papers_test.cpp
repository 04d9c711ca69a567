// Papers through the pages: who gets which, what stands in them, and what anybody learns of one by its code.
#include <catch2/catch.hpp>

#include "app/papers.hpp"
#include "support/pdf_text.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;
using test::wait_for;

namespace {

/// The address of the first paper of that kind that the page links; "" where there is none.
std::string linked(const http::Reply& page, const std::string& kind) {
  const std::string text(page.bytes()), mark = "/van-ban/" + kind + "-";
  const auto at = text.find(mark);
  if (at == text.npos) return {};
  const auto from = text.rfind('"', at) + 1;
  return text.substr(from, text.find('"', at) - from);
}

struct Printed {
  std::string pdf;
  std::optional<std::string> words;  // nothing where poppler is not installed
};
Printed printed(Browser& browser, const std::string& address) {
  INFO(address);
  const http::Reply reply = browser.get(address);
  REQUIRE(reply.status == 200);
  CHECK(Browser::header(reply, "Content-Type") == "application/pdf");
  CHECK(Browser::header(reply, "Cache-Control") == "no-store");
  const std::string pdf(reply.bytes());
  CHECK(pdf.starts_with("%PDF-"));
  return {pdf, test::pdf_words(pdf)};
}

/// The code beside the QR code.
std::string code_in(const Printed& paper) {
  const auto at = paper.words->find("nhập mã ");
  REQUIRE(at != std::string::npos);
  const auto from = at + std::string_view("nhập mã ").size();
  return paper.words->substr(from, paper.words->find(' ', from) - from);
}

int response_to(const District& district, const std::string& id, const std::string& step) {
  const store::RotationPtr rotation = district.app->database().rotation(RotationId::trusted(id));
  for (const workflow::StepRun& run : rotation->runs)
    if (run.step == step && !run.responses.empty()) return run.responses.back().sequence;
  FAIL("nobody answered " << step);
  return 0;
}

}  // namespace

TEST_CASE("The count of a named ballot is printed once it has closed, for those who may see votes") {
  District district;
  const std::string id = district.nominate(), page = "/ho-so/" + id;
  district.until_open(id, "vote");
  REQUIRE(district.respond("uy.vien.1", id, "vote",
                           json::object{{"outcome", "against"}, {"form", json::object{{"remark", "Đề nghị ghi: <b>chưa rõ</b> sản phẩm"}}}}));
  Browser browser(district);
  browser.sign_in("uy.vien.2");
  CHECK(linked(browser.get(page), "bien-ban-kiem-phieu").empty());
  const http::Reply early = browser.get(page + "/van-ban/bien-ban-kiem-phieu-9999.pdf");
  CHECK(early.status == 409);
  CHECK(says(early, "cuộc biểu quyết chưa kết thúc"));
  for (const char* who : {"uy.vien.2", "uy.vien.3", "chu.tri"})
    REQUIRE(district.respond(who, id, "vote", json::object{{"outcome", "for"}, {"form", json::object{}}}));
  REQUIRE(district.respond("uy.vien.4", id, "vote", json::object{{"outcome", "abstain"}, {"form", json::object{}}}));
  const std::string address = linked(browser.get(page), "bien-ban-kiem-phieu");
  REQUIRE(!address.empty());
  const Printed minutes = printed(browser, address);
  CHECK(printed(browser, address).pdf == minutes.pdf);
  browser.sign_in("dang.uy");
  CHECK(linked(browser.get(page), "bien-ban-kiem-phieu").empty());
  const http::Reply refused = browser.get(address);
  CHECK(refused.status == 403);
  CHECK(says(refused, "Việc này do"));
  browser.forget();
  CHECK(browser.get(address).status == 303);
  if (!minutes.words) return;
  INFO(*minutes.words);
  CHECK_THAT(*minutes.words, Catch::Contains("BIÊN BẢN kiểm phiếu") && Catch::Contains("Được triệu tập 5") && Catch::Contains("Tham gia biểu quyết 5"));
  CHECK_THAT(*minutes.words, Catch::Contains("Tán thành 3 60%") && Catch::Contains("Không tán thành 1 20%") && Catch::Contains("Không có ý kiến 1 20%"));
  CHECK_THAT(*minutes.words, Catch::Contains("tổng số người được triệu tập (5), tán thành 3/5 = 60%") && Catch::Contains("Thông qua"));
  CHECK_THAT(*minutes.words, Catch::Contains("Phạm Thu Hà") && Catch::Contains("Đề nghị ghi: <b>chưa rõ</b> sản phẩm"));
}

TEST_CASE("A decision is a draft until it is signed; then it bears number, date and signer, and everybody of the rotation gets it") {
  District district;
  const std::string id = district.nominate(), page = "/ho-so/" + id;
  district.until_open(id, "decision");
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string draft_address = linked(browser.get(page), "quyet-dinh");
  REQUIRE(draft_address == page + "/van-ban/quyet-dinh-du-thao.pdf");
  CHECK(says(browser.get(page), "Dự thảo"));
  const Printed draft = printed(browser, draft_address);
  browser.sign_in("binh");
  CHECK(linked(browser.get(page), "quyet-dinh").empty());
  CHECK(browser.get(draft_address).status == 403);

  REQUIRE(district.respond(
      "chu.tri", id, "decision",
      json::object{{"outcome", "issue"}, {"form", json::object{{"effective", "2026-06-01"}, {"term_months", 36}, {"party_title", "Bí thư Đảng uỷ"}}}}));
  const std::string address = linked(browser.get(page), "quyet-dinh");
  REQUIRE(!address.empty());
  const Printed decision = printed(browser, address);
  browser.sign_in("quan.tri");
  CHECK(browser.get(address).status == 404);
  browser.sign_in("chu.tri");
  CHECK(browser.get(draft_address).status == 409);
  CHECK(printed(browser, address).pdf == decision.pdf);
  if (!decision.words) return;
  INFO(*decision.words);
  CHECK_THAT(*draft.words, Catch::Contains("DỰ THẢO") && Catch::Contains("........-QĐ/ĐU") && !Catch::Contains("Kiểm chứng"));
  CHECK_THAT(*decision.words, Catch::Contains("ĐẢNG CỘNG SẢN VIỆT NAM") && Catch::Contains("ĐẢNG UỶ THẠNH GIANG *") && Catch::Contains("Số 1-QĐ/ĐU") &&
                                  !Catch::Contains("DỰ THẢO"));
  CHECK_THAT(*decision.words, Catch::Contains("Thạnh Giang, ngày ") && Catch::Contains("đồng chí Đỗ Văn Bình") && Catch::Contains("Nguyễn Văn Đức"));
  CHECK_THAT(*decision.words, Catch::Contains("36 tháng, từ ngày 01 tháng 6 năm 2026 đến hết ngày 31 tháng 5 năm 2029") && Catch::Contains("Nơi nhận:"));

  const std::string code = code_in(decision);
  browser.forget();
  const http::Reply verified = browser.get("/xac-minh/" + code);
  CHECK(verified.status == 200);
  CHECK(says(verified, "đến nay chưa bị thay thế hay đính chính"));
  CHECK(says(verified, "Số 1-QĐ/ĐU"));
  CHECK(says(verified, "Khớp"));
  CHECK(!says(verified, "Đỗ Văn Bình"));
  CHECK(!says(verified, id));
  std::string typed = code;
  for (char& c : typed) c = static_cast<char>(std::tolower(c));
  CHECK(says(browser.get("/xac-minh?ma=" + typed, "en"), "has been neither replaced nor corrected"));
  // One sign is wrong, the place in the log is another, or it is no code at all.
  std::string wrong = code;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  for (const std::string& one :
       {wrong, "0" + code.substr(code.find('-')), "99999999" + code.substr(code.find('-')), std::string("abc"), std::string("1-<script>")}) {
    INFO(one);
    const http::Reply unknown = browser.get("/xac-minh/" + http::percent_encode(one));
    CHECK(unknown.status == 404);
    CHECK(says(unknown, "Không có văn bản nào mang mã này"));
    CHECK(!says(unknown, "<script>"));
  }
  CHECK(browser.get("/xac-minh").status == 200);
}

TEST_CASE("The synthesis has every opinion in full; what is corrected afterwards shows on the paper that was printed before") {
  District district;
  const std::string id = district.nominate(), page = "/ho-so/" + id;
  district.until_open(id, "party_opinion");
  const std::string reason = "Không nhất trí vì địa bàn đang giải phóng mặt bằng.\nĐề nghị bố trí người tại chỗ; " + std::string(600, 'x') + " hết.";
  REQUIRE(district.respond(
      "dang.uy", id, "party_opinion",
      json::object{{"outcome", "disagree"}, {"form", json::object{{"reason", reason}, {"summoned", 15}, {"present", 14}, {"in_favour", 11}}}}));
  district.until_open(id, "synthesis");
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const Printed draft = printed(browser, linked(browser.get(page), "tong-hop-y-kien"));
  district.until_open(id, "resolution");
  const std::string address = linked(browser.get(page), "tong-hop-y-kien");
  const Printed first = printed(browser, address);
  browser.sign_in("uy.ban");
  CHECK(linked(browser.get(page), "tong-hop-y-kien").empty());
  CHECK(browser.get(address).status == 403);

  const app::Caller ward = district.caller("dang.uy");
  const int sequence = response_to(district, id, "party_opinion");
  const auto asked = district.app->correction(ward, id, sequence);
  REQUIRE(asked);
  json::object body = asked->filled;
  body["form"].as_object()["correction_reason"] = "Gõ nhầm số người có mặt so với văn bản giấy";
  body["form"].as_object()["present"] = 13;
  REQUIRE(wait_for(district.app->correct(ward, id, sequence, body, {})));
  browser.sign_in("ban.to.chuc");
  const Printed second = printed(browser, address);
  CHECK(second.pdf != first.pdf);
  if (!first.words) return;
  INFO(*first.words);
  CHECK_THAT(*draft.words, Catch::Contains("DỰ THẢO") && Catch::Contains("bước tổng hợp chưa gửi") && Catch::Contains("Không nhất trí vì địa bàn"));
  CHECK_THAT(*first.words, Catch::Contains("Đảng uỷ phường Bến Đá: Không đồng ý") &&
                               Catch::Contains("Không nhất trí vì địa bàn đang giải phóng mặt bằng. Đề nghị bố trí") && Catch::Contains("hết.") &&
                               Catch::Contains("Số ý kiến không đồng ý: 1/3."));
  CHECK_THAT(*first.words, Catch::Contains("Có mặt: 14"));
  CHECK_THAT(*second.words, Catch::Contains("Có mặt: 13"));
  browser.forget();
  const http::Reply old = browser.get("/xac-minh/" + code_in(first));
  CHECK(says(old, "sau đó đã được đính chính"));
  CHECK(says(old, "Sự kiện thay thế"));
  CHECK(says(browser.get("/xac-minh/" + code_in(second)), "đến nay chưa bị thay thế hay đính chính"));
}

TEST_CASE("An evaluation is printed with the self-review beside it, for its own side and the committee, not for the official") {
  District district;
  const std::string id = district.nominate(), page = "/ho-so/" + id;
  district.until_open(id, "final_evaluation");
  Browser browser(district);
  browser.sign_in("dang.uy");
  const std::string address = linked(browser.get(page), "nhan-xet-danh-gia");
  REQUIRE(!address.empty());
  const Printed evaluation = printed(browser, address);
  browser.sign_in("binh");
  CHECK(linked(browser.get(page), "nhan-xet-danh-gia").empty());
  CHECK(browser.get(address).status == 403);
  if (!evaluation.words) return;
  INFO(*evaluation.words);
  CHECK_THAT(*evaluation.words, Catch::Contains("ĐẢNG BỘ THẠNH GIANG") && Catch::Contains("ĐẢNG UỶ PHƯỜNG BẾN ĐÁ"));
  CHECK_THAT(*evaluation.words, Catch::Contains("II. Cán bộ tự kiểm điểm") && Catch::Contains("Ưu điểm") && Catch::Contains("Mức độ hoàn thành nhiệm vụ:") &&
                                    Catch::Contains("Điểm: 90/100") && Catch::Contains("Kết quả từng nhiệm vụ được giao"));
}

TEST_CASE("The minutes of a meeting are a draft until who came is recorded and every item has closed") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  const auto called = wait_for(district.app->change_meeting(
      district.caller("ban.to.chuc"), {app::MeetingAct::Kind::call},
      json::object{
          {"form", json::object{{"on", to_text(district.app->impl().today())}, {"hour", 8}, {"minute", 0}, {"kind", "review"}, {"place", "Phòng họp số 1"}}}}));
  REQUIRE(called);
  REQUIRE(wait_for(district.app->set_agenda(district.caller("ban.to.chuc"), *called, {{id, "vote"}})));
  Browser browser(district);
  browser.sign_in("kiem.tra");
  const std::string address = "/phien-hop/" + *called + "/van-ban/bien-ban.pdf";
  CHECK(says(browser.get("/phien-hop/" + *called), address));
  const Printed minutes = printed(browser, address);
  browser.sign_in("noi.vu");
  CHECK(browser.get(address).status == 403);
  if (minutes.words)
    CHECK_THAT(*minutes.words,
               Catch::Contains("DỰ THẢO") && Catch::Contains("Phòng họp số 1") && Catch::Contains("chưa kết thúc") && !Catch::Contains("Kiểm chứng"));
}

TEST_CASE("Addresses that name no paper are answered in words") {
  District district;
  const std::string id = district.nominate(), page = "/ho-so/" + id;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  CHECK(!says(browser.get(page), "id=\"van-ban\""));
  for (const char* file : {"quyet-dinh.pdf", "quyet-dinh-1", "quyet-dinh-01.pdf", "quyet-dinh--1.pdf", "x.pdf", "quyet-dinh-99999999999999999999.pdf"}) {
    INFO(file);
    CHECK(browser.get(page + "/van-ban/" + file).status == 404);
  }
  const http::Reply none = browser.get(page + "/van-ban/quyet-dinh-du-thao.pdf");
  CHECK(none.status == 409);
  CHECK(says(none, "hồ sơ chưa có nội dung này"));
}
