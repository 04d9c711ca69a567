#include <catch2/catch.hpp>

#include "web/chart_parts.hpp"
#include "web/radar_chart.hpp"
#include "web/stage_charts.hpp"
#include "web/support/browser.hpp"
#include "web/timeline_chart.hpp"

namespace luan::test {
namespace {
using namespace web;
using namespace std::chrono;

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
constexpr std::string_view hostile = "\"><script>x</script>";
constexpr const char* period = "?tu=01/01/2000&den=31/12/2099";

}  // namespace

TEST_CASE("A funnel draws each part by its share of all, and a number only where it has room", "[charts]") {
  const FunnelChart chart{"Phễu", {"Đi tiếp", "Trả lại", "Ở đây", "Dừng"}, 100, {{"Đề cử", "100 lượt", {60, 0, 35, 5}}}};
  const std::string svg = funnel_chart(chart, Language::vi);
  CHECK(has(svg, "<rect class=\"f1\" x=\"0%\" y=\"23\" width=\"59.7%\""));
  CHECK(has(svg, "<rect class=\"f3\" x=\"60%\" y=\"23\" width=\"34.7%\""));
  CHECK(has(svg, "<rect class=\"f4\" x=\"95%\""));
  CHECK_FALSE(has(svg, "<rect class=\"f2\" x"));
  CHECK(has(svg, ">60</text>"));
  CHECK_FALSE(has(svg, ">5</text>"));
  CHECK(has(svg, "aria-label=\"Phễu. Số liệu ở bảng bên dưới.\""));
  CHECK(has(funnel_chart({"Trống", {}, 0, {}}, Language::vi), "role=\"img\""));
}

TEST_CASE("A box of durations stands on a scale of its own, the deadline marked", "[charts]") {
  const std::string svg = duration_chart({"Ngày", {{"Đề cử", "n = 5", 4, 8, 20, 30, 40, 40}}}, Language::vi);
  CHECK(has(svg, "class=\"median\" x1=\"49.75%\""));
  CHECK(has(svg, "class=\"due-mark\" x1=\"99%\""));
  CHECK(has(svg, ">10 ngày</text>"));
  CHECK(has(duration_chart({"Days", {{"One", "n = 1", 0, 0, 0, 0, 0, {}}}}, Language::en), "role=\"img\""));
  CHECK(quarter_days(50, Language::vi) == "12,5");
  CHECK(quarter_days(49, Language::en) == "12.25");
  CHECK(quarter_days(0, Language::vi) == "0");
  CHECK(quarter_days(4418, Language::vi) == "1.104,5");
  CHECK(quarter_days(7360, Language::en) == "1,840");
}

TEST_CASE("A timeline has spans, deadlines and numbered marks on one axis", "[charts]") {
  const TimelineChart chart{.title = "Quá trình",
                            .counted = "2 chức danh",
                            .spans = {{.label = "Phó phòng", .from = 2016y / 1 / 1, .to = 2021y / 1 / 1, .due = 2020y / 1 / 1},
                                      {.label = "Chủ tịch phường", .from = 2021y / 1 / 1, .colour = 2, .marks = {{"1", 2022y / 1 / 1}}}},
                            .today = 2026y / 1 / 1};
  const std::string svg = timeline_chart(chart, Language::vi);
  CHECK(has(svg, ">01/01/2021 – nay</text>"));
  CHECK(has(svg, ", hạn 01/01/2020</text>"));
  CHECK(has(svg, "class=\"f2\" x=\"50.01%\""));
  CHECK(has(svg, "class=\"disc\" cx=\"60"));
  CHECK(has(svg, "aria-label=\"Quá trình: 2 chức danh, từ 01/01/2016 đến 01/01/2026."));
  const std::string before = timeline_chart({"Trước", "1", {{.label = "Nơi đi", .to = 2021y / 1 / 1}}, 2026y / 1 / 1}, Language::en);
  CHECK(has(before, ">until 01/01/2021</text>"));
  CHECK(has(before, "<rect class=\"f1\" x=\"0%\""));
  CHECK(has(timeline_chart({"Trống", "0", {}, 2026y / 1 / 1}, Language::en), "role=\"img\""));
}

TEST_CASE("A radar of two criteria is none; shapes differ by sign and stroke, not by colour alone", "[charts]") {
  CHECK(radar_chart({"r", {"a", "b"}, {{"x", {1, 1}}}}, Language::vi).empty());
  CHECK(radar_chart({"r", {"a", "b", "c"}, {}}, Language::vi).empty());
  const std::string svg = radar_chart({"Điểm", {"a", "b", "c", "d"}, {{"Một", {1, .5, 0, .25}}, {"Hai", {.5, .5, 2, .5}}}}, Language::vi);
  CHECK(has(svg, "class=\"shape s1\" points=\"140.0,29.0 188.0,125.0 140.0,125.0 116.0,125.0\""));
  CHECK(has(svg, "class=\"shape s2\" points=\"140.0,77.0 188.0,125.0 140.0,221.0 92.0,125.0\""));
  CHECK(has(svg, "<rect class=\"f2\""));
  CHECK(has(svg, "<li>a</li>"));
}

TEST_CASE("Words in the figures are escaped, and none has a style of its own", "[charts]") {
  const std::string words(hostile);
  for (const std::string& svg :
       {funnel_chart({words, {words}, 1, {{words, words, {1}}}}, Language::vi), duration_chart({words, {{words, words, 1, 2, 3, 4, 5, 6}}}, Language::vi),
        timeline_chart({words, words, {{.label = words, .from = 2020y / 1 / 1, .marks = {{words, 2021y / 1 / 1}}}}, 2026y / 1 / 1}, Language::vi),
        radar_chart({words, {words, words, words}, {{words, {1, 1, 1}}, {words, {0, 0, 0}}}}, Language::vi)}) {
    CHECK_FALSE(has(svg, "<script"));
    CHECK_FALSE(has(svg, "\">x"));
    CHECK_FALSE(has(svg, "style="));
    CHECK(has(svg, "role=\"img\""));
  }
}

TEST_CASE("The funnel's table says what its drawing says, and each number leads to as many rotations") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "assessment");
  REQUIRE(district.act("ban.to.chuc", id, "withdraw", json::object{{"reason", "Theo nguyện vọng của cán bộ"}}));
  district.nominate();
  Browser browser(district);
  browser.sign_in("chu.tri");
  const http::Reply funnel = browser.get(std::string("/thong-ke/giai-doan") + period);
  CHECK(funnel.status == 200);
  CHECK(says(funnel, ">2 lượt</p>"));
  CHECK(says(funnel, ">2 lượt, 1 người</text>"));
  CHECK(says(funnel, ">Rút hồ sơ</td>"));
  CHECK(says(funnel, "nguyen-nhan&#61;withdraw"));
  const http::Reply list = browser.get(std::string("/thong-ke/giai-doan/ho-so") + period + "&giai-doan=nomination&ket-cuc=here");
  CHECK(says(list, "<b>1 lượt của 1 người</b>"));
  CHECK(says(list, "Đang ở đây"));
  CHECK(says(browser.get(std::string("/thong-ke/giai-doan/ho-so") + period + "&giai-doan=%3Cscript%3E&trang=99999999999"), "Không có hồ sơ nào"));
  const http::Reply days = browser.get(std::string("/thong-ke/thoi-gian") + period, "en");
  CHECK(says(days, ">n &#61; 1</text>"));
  CHECK(says(days, "Time in each stage"));
  CHECK(says(browser.get("/thong-ke/giai-doan?tu=01/01/2000&den=31/12/2000"), "Không có hồ sơ nào đề cử"));
  CHECK(browser.get("/thong-ke/giai-doan?tu=31/02/2015").status == 422);
  browser.sign_in("noi.vu");
  for (const char* address : {"/thong-ke/giai-doan", "/thong-ke/thoi-gian", "/thong-ke/giai-doan/ho-so?giai-doan=nomination"})
    CHECK(browser.get(address).status == 403);
}

TEST_CASE("Turns are divided by direction, result or kind, every part leading to its list") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "evaluation");
  Browser browser(district);
  browser.sign_in("chu.tri");
  const http::Reply by_result = browser.get(std::string("/thong-ke") + period + "&chia-theo=ket-qua");
  CHECK(says(by_result, "Theo năm, chia theo kết quả"));
  CHECK(says(by_result, "ket-qua&#61;open"));
  CHECK(says(browser.get(std::string("/thong-ke/luot") + period + "&ket-qua=excellent,good"), "<b>0 lượt của 0 người</b>"));
  CHECK(says(browser.get(std::string("/thong-ke/luot") + period + "&ket-qua=excellent,open"), "<b>1 lượt của 1 người</b>"));
  CHECK(says(browser.get(std::string("/thong-ke") + period + "&chia-theo=loai", "en"), "By receiving unit, divided by kind"));
}

TEST_CASE("The page of a rotation shows it over time, what each said as a matrix, and his career is his own") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "self_review");
  Browser browser(district);
  browser.sign_in("chu.tri");
  const http::Reply page = browser.get("/ho-so/" + id);
  CHECK(says(page, "id=\"dien-bien\""));
  CHECK(says(page, "Đến khi ra quyết định"));
  CHECK(says(page, "href=\"#y-kien-1\""));
  CHECK(says(page, "id=\"y-kien-1\""));
  CHECK(says(page, "Nhận xét của từng người"));
  const std::string matrix = std::string(page.bytes()).substr(page.bytes().find("Nhận xét của từng người"));
  std::size_t place = 0;  // by given names, whoever answered first
  for (const char* name : {"Hồ Ngọc Ánh", "Nguyễn Văn Đức", "Phạm Thu Hà", "Bùi Đình Phúc", "Võ Minh Tuấn"}) {
    INFO(name);
    const std::size_t at = matrix.find("<th scope=\"row\">" + std::string(name));
    REQUIRE(at != matrix.npos);
    CHECK(at > place);
    place = at;
  }
  CHECK(says(page, "class=\"chart radar\""));
  browser.sign_in("binh");
  const http::Reply career = browser.get("/can-bo/" + district.binh.text());
  CHECK(says(career, "Trước luân chuyển"));
  CHECK(says(career, "đang trong thời hạn"));
  CHECK_FALSE(says(browser.get("/ho-so/" + id), "Nhận xét của từng người"));
}

TEST_CASE("The tiles of the wards can be narrowed to what is vacant, and the table has the same") {
  District district;
  Browser browser(district);
  browser.sign_in("chu.tri");
  const http::Reply all = browser.get("/don-vi?chi=trong");
  CHECK(says(all, "Chưa có người (1)"));
  CHECK(says(all, "Cùng nội dung bằng bảng"));
  CHECK(says(browser.get("/don-vi?chi=sap-het"), "Không có chức danh nào như vậy"));
  browser.sign_in("dang.uy");
  CHECK_FALSE(says(browser.get("/don-vi"), "o-chuc-danh"));
}

}  // namespace luan::test
