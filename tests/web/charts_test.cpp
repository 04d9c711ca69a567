#include "web/charts.hpp"

#include <catch2/catch.hpp>

namespace luan::test {
namespace {
using namespace web;

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

constexpr std::string_view hostile = "\"><script>x</script>";

}  // namespace

TEST_CASE("score bars: full weight as track, points in the words of the language", "[charts]") {
  const ScoreChart chart{.title = "Điểm phù hợp", .total = "81.5", .bars = {{"Trình độ", "20", "18.0"}, {"Năng lực", "80", "63.5"}}};
  const std::string vi = score_chart(chart, Language::vi);
  CHECK(vi.starts_with("<figure class=\"chart\"><svg width=\"100%\" height=\""));
  CHECK(has(vi, "aria-label=\"Điểm phù hợp: 81,5 trên 100 điểm. Số liệu ở bảng bên dưới.\""));
  CHECK(has(vi, ">18,0/20</text>"));
  CHECK(has(vi, "class=\"track\" y=\"23\" width=\"25%\""));
  CHECK(has(vi, "class=\"f1\" y=\"23\" width=\"22.5%\""));
  CHECK(has(score_chart(chart, Language::en), ">18.0/20</text>"));
  CHECK(score_chart({.title = "Không", .total = "0", .bars = {{"a", "0", "x"}}}, Language::vi).find("<rect") == std::string::npos);
}

TEST_CASE("columns: sums on top, nothing drawn for nothing", "[charts]") {
  const std::string svg = column_chart({.title = "Lượt", .series = {"Về cơ sở", "Ngang"}, .columns = {{"2025", {3, 1}}, {"2026", {0, 2}}}}, Language::vi);
  CHECK(has(svg, ">4</text>"));
  CHECK(has(svg, ">2025</text>"));
  CHECK(has(svg, "class=\"f1\" x=\"9.5%\" y=\"84.0\" width=\"31%\" height=\"178.5\""));
  CHECK(has(svg, "aria-label=\"Lượt. Số liệu ở bảng bên cạnh.\""));
  CHECK_FALSE(has(column_chart({.title = "Trống", .series = {}, .columns = {}}, Language::vi), "<rect"));
  ColumnChart many{.title = "n", .series = {"s"}, .columns = {}};
  for (int year = 1990; year < 2026; ++year) many.columns.push_back({std::to_string(year), {1}});
  const std::string wide = column_chart(many, Language::en);
  CHECK(has(wide, ">1990<"));
  CHECK_FALSE(has(wide, ">1991<"));
  CHECK(has(wide, ">1994<"));
}

TEST_CASE("shares", "[charts]") {
  const std::string share = share_chart({.title = "Kết quả", .parts = {{"Tốt", 3, 3}, {"Không", 0}, {"Đạt", 1}}});
  CHECK(has(share, "aria-label=\"Kết quả: Tốt 3, Không 0, Đạt 1\""));
  CHECK(has(share, "<rect class=\"f3\" x=\"0%\" width=\"74.6%\" height=\"26\"/>"));
  CHECK(has(share, "Đạt <b>1</b>"));
  CHECK(has(share_chart({.title = "Trống", .parts = {}}), "class=\"track\""));
}

TEST_CASE("words in charts are escaped, and no chart has a style of its own", "[charts]") {
  const std::string words(hostile);
  for (const std::string& svg : {score_chart({words, words, {{words, words, words}}}, Language::vi),
                                 column_chart({words, {words}, {{words, {1}}}}, Language::vi), share_chart({words, {{words, 1}}})}) {
    CHECK_FALSE(has(svg, "<script"));
    CHECK_FALSE(has(svg, "\">x"));
    CHECK_FALSE(has(svg, "style="));
    CHECK(has(svg, "role=\"img\""));
  }
}

}  // namespace luan::test
