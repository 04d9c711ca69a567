#include "web/spine.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <regex>
#include <sstream>

#include "identity/permission.hpp"
#include "web/spine_document.hpp"
#include "web/spine_layout.hpp"
#include "web/spine_text.hpp"
#include "workflow/loader.hpp"

namespace luan::test {
namespace {
using namespace web;

workflow::Definition rotation() {
  std::ifstream file(LUAN_SOURCE_DIR "/workflows/rotation.yaml", std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  auto loaded = workflow::load_definition("rotation.yaml", bytes.str(), identity::role_names());
  REQUIRE(loaded);
  return std::move(*loaded);
}

struct Words {
  std::string classes, text;
  int x = 0, y = 0;
};
std::vector<Words> words_of(const std::string& svg) {
  static const std::regex element("<text class=\"([^\"]*)\" x=\"(\\d+)\" y=\"(\\d+)\">([^<]*)</text>");
  std::vector<Words> words;
  for (std::sregex_iterator found(svg.begin(), svg.end(), element), end; found != end; ++found)
    words.push_back({(*found)[1], (*found)[4], std::stoi((*found)[2]), std::stoi((*found)[3])});
  return words;
}

/// Every line of words under the one before it, within the picture, and clear of the lanes on the right.
void nothing_overlaps(const SpineInput& input) {
  const Layout layout = lay_out_spine(input);
  const auto words = words_of(spine_svg(input));
  REQUIRE(!words.empty());
  int last = 0;
  for (const Words& each : words) {
    INFO(each.text);
    CHECK(each.y >= last + 13);
    CHECK(each.y <= layout.height);
    const bool name = each.classes.find("sp-name") != std::string::npos;
    const int room = layout.text_x + layout.text_width;
    CHECK(each.x + text_width(each.text, name ? spine_name_size : spine_small_size, name) <= room + 0.01);
    CHECK(room <= spine_width - layout.right * spine_lane);
    last = each.y;
  }
  for (std::size_t i = 1; i < layout.edges.size(); ++i) CHECK(layout.edges[i].y > layout.edges[i - 1].y);
  for (const Edge& a : layout.edges)
    for (const Edge& b : layout.edges)
      if (&a < &b && a.kind == b.kind && (a.kind == EdgeKind::back || a.kind == EdgeKind::skip) && a.lane == b.lane && a.lane < 7)
        CHECK((a.bottom < b.top || b.bottom < a.top));
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace

TEST_CASE("the spine of the rotation: nothing overlaps, in both languages and at every stage", "[spine]") {
  const auto definition = rotation();
  for (const Language language : {Language::vi, Language::en})
    for (const auto& stage : definition.stages)
      nothing_overlaps({.definition = definition,
                        .language = language,
                        .visited = {"nomination"},
                        .current = stage.id,
                        .notes = {{stage.id, {"Từ 26/02/2026, hạn 12/03/2026, sau một lần trả lại bổ sung", "Since 26/02/2026"}}}});
}

TEST_CASE("every transition of the rotation has one row", "[spine]") {
  const auto definition = rotation();
  const Layout layout = lay_out_spine({.definition = definition, .language = Language::en});
  std::size_t rows = 0;
  for (const auto& stage : definition.stages) rows += stage.next.size();
  CHECK(layout.edges.size() >= rows);
  std::vector<std::string> seen;
  for (const Edge& edge : layout.edges) seen.push_back(edge.from_id + "|" + edge.label + "|" + edge.to_id);
  std::ranges::sort(seen);
  CHECK(std::ranges::adjacent_find(seen) == seen.end());
  for (const auto& stage : definition.stages)
    for (const auto& row : stage.next) CHECK(std::ranges::binary_search(seen, stage.id + "|" + row.label.en + "|" + row.go));
  CHECK(std::ranges::binary_search(seen, std::string("term|End early|ended_early")));
  CHECK(std::ranges::binary_search(seen, std::string("review|Return for supplement|nomination")));

  // the picture says each row's words once: the first line of each stands in the SVG in the order of the rows
  const std::string svg = spine_svg({.definition = definition, .language = Language::en});
  CHECK(count_of(svg, "class=\"sp-on-") == [&] {
    std::size_t lines = 0;
    for (const Edge& edge : layout.edges) lines += edge.lines.size();
    return lines;
  }());
  CHECK(count_of(svg, "<circle class=\"sp-dot") == definition.stages.size() + 1);
}

TEST_CASE("the spine lights the past, boxes the present and says both in words", "[spine]") {
  const auto definition = rotation();
  const SpineInput input{.definition = definition,
                         .language = Language::vi,
                         .visited = {"nomination", "review", "consultation"},
                         .current = "consultation",
                         .taken = {{"-", "nomination"}, {"nomination", "review"}, {"review", "nomination"}, {"review", "consultation"}},
                         .notes = {{"consultation", {"Từ 26/02/2026", "Since 26/02/2026"}}}};
  const std::string svg = spine_svg(input);
  CHECK(count_of(svg, "sp-current") == 1);
  CHECK(count_of(svg, "class=\"sp-here\"") == 1);
  CHECK(count_of(svg, "sp-done") == 2);
  CHECK(count_of(svg, "sp-line sp-lit") == 2);
  CHECK(count_of(svg, "sp-head sp-lit") == 1);
  CHECK(svg.find("sp-name sp-on\" ") != svg.npos);
  CHECK(svg.find(">3. Lấy ý kiến địa phương<") != svg.npos);
  CHECK(svg.find("style=") == svg.npos);
  CHECK(svg == spine_svg(input));

  const auto words = spine_words(input);
  REQUIRE(words.size() == definition.stages.size() + 1);
  CHECK(words[2].starts_with("Lấy ý kiến địa phương (đang ở đây), Từ 26/02/2026: "));
  CHECK(words[0].starts_with("Đề cử (đã qua): "));
  CHECK(words[0].find("Đủ điều kiện → 2. Đánh giá năng lực (đã đi)") != std::string::npos);
  CHECK(words.back() == "Đã kết thúc");
}

TEST_CASE("a way that skips stages descends on the right", "[spine]") {
  workflow::Definition definition;
  definition.title = {"Thử", "Trial"};
  for (const char* id : {"a", "b", "c", "d"})
    definition.stages.push_back({.id = id, .title = {"Giai đoạn có tên dài để phải xuống dòng", "A stage with a name long enough"}});
  definition.ends.push_back({.id = "out", .title = {"Ra", "Out"}});
  const auto row = [](const char* go, const char* label) { return workflow::Row{.go = go, .label = {label, label}}; };
  definition.stages[0].next = {row("b", "tiếp"), row("c", "bỏ một"), row("d", "bỏ hai giai đoạn vì một lý do được ghi thật dài ở đây"), row("out", "thôi")};
  definition.stages[1].next = {row("d", "bỏ nữa"), row("c", "tiếp"), row("b", "lại")};
  definition.stages[2].next = {row("d", "tiếp")};
  definition.stages[3].next = {row("out", "xong")};
  const SpineInput input{.definition = definition, .taken = {{"a", "c"}}};
  nothing_overlaps(input);
  const Layout layout = lay_out_spine(input);
  CHECK(layout.right == 4);  // the end closes the spine, so the way there from the first stage skips too
  CHECK(layout.left == 1);
  CHECK(count_of(spine_svg(input), "sp-edge sp-lit") == 1);
}

TEST_CASE("hostile words stay words", "[spine]") {
  auto definition = rotation();
  const std::string hostile = "</text><script>alert(1)</script>\" onload=\"x\\" + std::string(200, 'W');
  definition.title = {hostile, hostile};
  definition.stages[1].title = {hostile, hostile};
  definition.stages[1].next[0].label = {hostile, hostile};
  definition.stages[2].title = {"", ""};
  definition.stages[2].next[0].label = {"", ""};
  const SpineInput input{.definition = definition, .current = "review", .notes = {{"review", {hostile, hostile}}}};
  const std::string svg = spine_svg(input);
  CHECK(svg.find("<script") == svg.npos);
  CHECK(svg.find("\" onload=") == svg.npos);
  CHECK(count_of(svg, "<text") == count_of(svg, "</text>"));
  const Layout layout = lay_out_spine(input);
  for (const Node& node : layout.nodes)
    for (const std::string& line : node.lines) CHECK(text_width(line, spine_name_size, true) <= layout.text_width);
  const std::string dot = spine_dot(definition, Language::vi);
  CHECK(dot.find("\\\" onload=\\\"x\\\\W") != dot.npos);
}

TEST_CASE("the graph for Graphviz has every stage, end and way", "[spine]") {
  const auto definition = rotation();
  const std::string dot = spine_dot(definition, Language::en);
  CHECK(dot.starts_with("digraph \"rotation\" {"));
  CHECK(dot.ends_with("}\n"));
  CHECK(dot.find("\"review\" [label=\"2. Capability review\"];") != dot.npos);
  CHECK(dot.find("\"dropped\" [label=\"Dropped\", peripheries=2];") != dot.npos);
  CHECK(count_of(dot, " -> ") == lay_out_spine({.definition = definition}).edges.size());
}

TEST_CASE("text is wrapped at spaces, and inside a word only where it must be", "[spine]") {
  CHECK(text_width("Việt", 14, false) == text_width("Viet", 14, false));
  CHECK(text_width("e\xCC\x81", 14, false) == text_width("e", 14, false));
  CHECK(wrap_text("một hai ba", 1000, 14, false) == std::vector<std::string>{"một hai ba"});
  CHECK(wrap_text(" một  hai\nba ", 40, 14, false).size() >= 2);
  CHECK(wrap_text("", 40, 14, false) == std::vector<std::string>{""});
  std::string joined;
  for (const std::string& line : wrap_text("Uỷỷỷỷỷỷỷỷỷỷỷỷ", 30, 14, false)) joined += line;
  CHECK(joined == "Uỷỷỷỷỷỷỷỷỷỷỷỷ");
  CHECK_FALSE(wrap_text("\xFF\xC3", 5, 14, false).empty());
}

TEST_CASE("A diagram as a file brings its colours along, and lights the path taken") {
  const workflow::Definition definition = rotation();
  const std::string plain = spine_document({.definition = definition});
  const std::string lit = spine_document({.definition = definition, .visited = {"nomination"}, .current = "dropped", .taken = {{"nomination", "dropped"}}});
  for (const std::string& svg : {plain, lit}) {
    CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "));
    for (const char* rule : {"--lit:", ".sp-lit {", ".spine path {", "svg text {"}) CHECK(svg.find(rule) != std::string::npos);
    CHECK(svg.find("@media") == std::string::npos);
    CHECK(svg.ends_with("</svg>\n"));
  }
  CHECK(plain.find("class=\"sp-edge sp-lit\"") == std::string::npos);
  CHECK(lit.find("class=\"sp-edge sp-lit\"") != std::string::npos);
}

}  // namespace luan::test
