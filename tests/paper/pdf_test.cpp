#include "paper/pdf.hpp"

#include <catch2/catch.hpp>
#include <future>

#include "paper/press.hpp"
#include "support/pdf_text.hpp"

using namespace luan;
using paper::Document;
using paper::Paragraph;
using paper::Style;
using test::pdf_pages;
using test::pdf_words;

namespace {

Document decision(Style style) {
  Document out;
  out.style = style;
  out.superior = style == Style::party ? "Đảng bộ thành phố Hải Phòng" : "";
  out.organ = style == Style::party ? "Đảng uỷ Thạnh Giang" : "Uỷ ban nhân dân Thạnh Giang";
  out.number = style == Style::party ? "Số 12-QĐ/ĐU" : "Số: 15/QĐ-UBND";
  out.place_and_date = "Thạnh Giang, ngày 05 tháng 3 năm 2026";
  out.kind = "Quyết định", out.subject = "về việc điều động, luân chuyển cán bộ";
  out.body = {Paragraph{{{"- Căn cứ kết quả biểu quyết của Ban Thường vụ;"}}},
              Paragraph{{{"Điều 1. ", true}, {"Điều động đồng chí Nguyễn Thị Ngọc Uyển giữ chức Bí thư Đảng uỷ phường Gò Sậy."}}}};
  out.recipients = {"- Như Điều 3,", "- Lưu Văn phòng."};
  out.signatures = {{{"T/M BAN THƯỜNG VỤ", "BÍ THƯ"}, "Trần Quốc Toản"}};
  out.verification = {"https://luan.example/xac-minh/12-ABCDEFGHJKMNPQRS", {"Kiểm chứng: https://luan.example/xac-minh/12-ABCDEFGHJKMNPQRS"}};
  out.title = "Quyết định 12-QĐ/ĐU", out.author = "Đảng uỷ Thạnh Giang";
  out.made = parse_instant("2026-03-05T02:15:07.123Z").value();
  return out;
}

std::string printed(const Document& document) {
  const auto pdf = paper::to_pdf(document);
  REQUIRE(pdf);
  return *pdf;
}
std::string words(const Document& document) {
  const std::string pdf = printed(document);
  return pdf_words(pdf).value_or("");
}
bool readable() { return pdf_words(printed(decision(Style::party))).has_value(); }

}  // namespace

TEST_CASE("A paper is the same bytes each time, with title, author, language and the record's own date") {
  const std::string pdf = printed(decision(Style::party));
  CHECK(pdf == printed(decision(Style::party)));
  CHECK(pdf.starts_with("%PDF-1.5"));
  CHECK(pdf.ends_with("%%EOF\n"));
  CHECK(pdf.find("/Lang (vi-VN)") != pdf.npos);
  CHECK(pdf_pages(pdf) == 1);
  CHECK(pdf.size() < 60'000);
  const auto told = test::pdf_told("pdfinfo", pdf);
  if (!told) return;
  INFO(*told);
  CHECK_THAT(*told, Catch::Contains("Quyết định 12-QĐ/ĐU") && Catch::Contains("Author:") && Catch::Contains("Đảng uỷ Thạnh Giang"));
  CHECK_THAT(*told, Catch::Contains("A4") && Catch::Contains("Mar  5") && Catch::Contains("2026"));
  CHECK_THAT(*told, !Catch::Contains("Syntax"));
  const std::string fonts = test::pdf_told("pdffonts", pdf).value();
  INFO(fonts);
  CHECK_THAT(fonts, Catch::Contains("+NotoSerif") && Catch::Contains("yes yes yes"));
}

TEST_CASE("Party and state papers have heads of their own") {
  if (!readable()) return;
  const std::string party = words(decision(Style::party)), state = words(decision(Style::state));
  CHECK_THAT(party, Catch::Contains("ĐẢNG CỘNG SẢN VIỆT NAM") && Catch::Contains("ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG") && Catch::Contains("ĐẢNG UỶ THẠNH GIANG *") &&
                        Catch::Contains("Số 12-QĐ/ĐU"));
  CHECK_THAT(party, !Catch::Contains("CỘNG HOÀ") && !Catch::Contains("Số:"));
  CHECK_THAT(party, Catch::Contains("QUYẾT ĐỊNH về việc điều động, luân chuyển cán bộ -----"));
  CHECK_THAT(state, Catch::Contains("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc") && Catch::Contains("Số: 15/QĐ-UBND"));
  CHECK_THAT(state, !Catch::Contains("ĐẢNG CỘNG SẢN") && !Catch::Contains("*"));
  for (const std::string& text : {party, state})
    CHECK_THAT(text, Catch::Contains("Thạnh Giang, ngày 05 tháng 3 năm 2026") && Catch::Contains("Nguyễn Thị Ngọc Uyển") && Catch::Contains("Nơi nhận:") &&
                         Catch::Contains("Trần Quốc Toản") && Catch::Contains("/xac-minh/12-ABCDEFGHJKMNPQRS"));
}

TEST_CASE("A draft is marked as one and says why; a name that is not known is a dotted line") {
  if (!readable()) return;
  Document draft = decision(Style::party);
  draft.draft = "chưa ký, chưa có số", draft.signatures[0].name.clear(), draft.verification.reset();
  const std::string text = words(draft);
  CHECK_THAT(text, Catch::Contains("DỰ THẢO") && Catch::Contains("Dự thảo: chưa ký, chưa có số") && Catch::Contains("BÍ THƯ " + paper::dotted(24)));
  CHECK_THAT(words(decision(Style::party)), !Catch::Contains("DỰ THẢO") && !Catch::Contains("Dự thảo"));
}

TEST_CASE("Long names of people and organs go over lines and lose nothing") {
  if (!readable()) return;
  Document long_one = decision(Style::state);
  long_one.organ = "Uỷ ban nhân dân phường Nguyễn Trung Trực và các khu dân cư ven sông Vàm Cỏ Tây";
  const std::string name = "Công Tằng Tôn Nữ Thị Huyền Trân Nguyễn Phúc Ưng Bình Thúc Giạ Vĩnh Lộc";
  long_one.signatures[0].name = name;
  long_one.place_and_date = "Phường Nguyễn Trung Trực và các khu dân cư ven sông, ngày 05 tháng 01 năm 2026";
  const std::string text = words(long_one);
  CHECK_THAT(text, Catch::Contains("PHƯỜNG NGUYỄN TRUNG TRỰC"));
  CHECK_THAT(text, Catch::Contains("Huyền Trân") && Catch::Contains("Vĩnh Lộc") && Catch::Contains("ngày 05 tháng 01 năm 2026"));
}

TEST_CASE("Thirty opinions go over many pages whole, pages are numbered from the second, and the signature stands with its text") {
  Document synthesis = decision(Style::party);
  synthesis.body.clear();
  for (int i = 1; i <= 30; ++i) {
    synthesis.body.push_back(Paragraph{{{std::to_string(i) + ". Ý kiến của Đảng uỷ phường thứ " + std::to_string(i), true}}, paper::Align::left, false, true});
    std::string opinion = "Mở đầu ý kiến " + std::to_string(i) + ". ";
    for (int k = 0; k < 40; ++k) opinion += "Đề nghị cân nhắc tình hình địa bàn, công tác giải phóng mặt bằng và trật tự đô thị. ";
    Paragraph quoted{{{opinion + "Kết thúc ý kiến " + std::to_string(i) + "."}}};
    quoted.quoted = true;
    synthesis.body.push_back(quoted);
  }
  const std::string pdf = printed(synthesis);
  CHECK(pdf_pages(pdf) > 20);
  const auto text = test::pdf_text(pdf);
  if (!text) return;
  CHECK(pdf == printed(synthesis));
  const std::string all = pdf_words(pdf).value();
  for (int i = 1; i <= 30; ++i) {
    INFO(i);
    CHECK_THAT(all, Catch::Contains("Mở đầu ý kiến " + std::to_string(i) + ".") && Catch::Contains("Kết thúc ý kiến " + std::to_string(i) + "."));
  }
  std::vector<std::string> pages{""};
  for (const char c : *text) c == '\f' ? pages.push_back("") : pages.back().push_back(c);
  CHECK(!pages[0].starts_with("1\n"));
  CHECK(pages[1].starts_with("2\n"));
  CHECK(pages[9].starts_with("10\n"));
  CHECK_THAT(pages[pages.size() - 2], Catch::Contains("T/M BAN THƯỜNG VỤ") && Catch::Contains("Trần Quốc Toản"));
}

TEST_CASE("A table repeats its head on each page, and a row longer than a page is broken and whole") {
  Document long_table = decision(Style::party);
  std::string endless;
  for (int i = 1; i <= 400; ++i) endless += "việc thứ " + std::to_string(i) + ", ";
  paper::Table table{{{"TT", 0.3, true}, {"Nhiệm vụ", 2}, {"Kết quả", 1}}, {}};
  for (int i = 1; i <= 60; ++i) table.rows.push_back({std::to_string(i), i == 30 ? endless : "Nhiệm vụ " + std::to_string(i), "Đạt"});
  long_table.body = {table};
  const std::string pdf = printed(long_table);
  CHECK(pdf_pages(pdf) > 3);
  const auto text = pdf_words(pdf);
  if (!text) return;
  std::size_t heads = 0;
  for (auto at = text->find("Nhiệm vụ Kết quả"); at != text->npos; at = text->find("Nhiệm vụ Kết quả", at + 1)) ++heads;
  CHECK(heads == static_cast<std::size_t>(pdf_pages(pdf)));
  CHECK_THAT(*text, Catch::Contains("Nhiệm vụ 29") && Catch::Contains("việc thứ 1,") && Catch::Contains("việc thứ 400,") && Catch::Contains("Nhiệm vụ 60"));
}

TEST_CASE("Hostile text is set as text: markup, directions, control characters, broken UTF-8, words without an end") {
  Document hostile = decision(Style::party);
  const std::string nul("a\0b", 3);
  hostile.subject = "<b>x</b> & <script>alert(1)</script>";
  hostile.title = "t)>> endobj \\(", hostile.author = nul;
  hostile.body = {Paragraph{{{"\xE2\x80\xAE"
                              "đảo ngược\xE2\x80\xAC và " +
                              nul + " và \xFF\xFE và \x01\x7F."}}},
                  Paragraph{{{"Viê\xCC\xA3t Nam \xF0\x9F\x98\x80 مرحبا"}}}, Paragraph{{{std::string(5'000, 'W')}}},
                  paper::Table{{{"Một cột"}}, {{std::string(3'000, 'M')}, {}}}, Paragraph{}};
  const std::string pdf = printed(hostile);
  const auto text = pdf_words(pdf);
  if (!text) return;
  CHECK_THAT(*text, Catch::Contains("<b>x</b> & <script>alert(1)</script>") && Catch::Contains("đảo ngược và"));
  CHECK_THAT(*text, Catch::Contains("Việt Nam") && !Catch::Contains("\xE2\x80\xAE"));
  CHECK_THAT(test::pdf_told("pdfinfo", pdf).value(), Catch::Contains("t)>> endobj \\(") && !Catch::Contains("Syntax"));
}

TEST_CASE("What would be longer than the limit is not set") {
  Document endless = decision(Style::party);
  endless.body.assign(static_cast<std::size_t>(paper::pages_max) * 45, Paragraph{{{"Một dòng."}}});
  CHECK(paper::to_pdf(endless) == std::unexpected(paper::Unprintable::too_long));
  endless.body = {Paragraph{{{std::string(paper::text_bytes_max + 1, 'x')}}}};
  CHECK(paper::to_pdf(endless) == std::unexpected(paper::Unprintable::too_long));
}

TEST_CASE("The press sets one after the other, says what failed, and takes no more than its queue") {
  const std::string party = printed(decision(Style::party)), state = printed(decision(Style::state));
  paper::Press press(2);
  std::promise<void> gate;
  const std::shared_future<void> opened = gate.get_future().share();
  std::promise<paper::Press::Printed> first, last;
  std::promise<void> begun;
  REQUIRE(press.print(decision(Style::party), [&](std::exception_ptr failure, paper::Press::Printed pdf) {
    CHECK(!failure);
    begun.set_value();
    opened.wait();
    first.set_value(std::move(pdf));
  }));
  begun.get_future().wait();
  Document bad = decision(Style::party);
  bad.verification->address = std::string(301, 'x');
  std::promise<bool> failed;
  REQUIRE(press.print(bad, [&](std::exception_ptr failure, const paper::Press::Printed&) { failed.set_value(failure != nullptr); }));
  REQUIRE(press.print(decision(Style::state), [&](std::exception_ptr, paper::Press::Printed pdf) { last.set_value(std::move(pdf)); }));
  CHECK_FALSE(press.print(decision(Style::state), [](std::exception_ptr, const paper::Press::Printed&) {}));
  gate.set_value();
  CHECK(first.get_future().get() == party);
  CHECK(failed.get_future().get());
  CHECK(last.get_future().get() == state);
}
