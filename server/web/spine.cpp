#include "web/spine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>

#include "web/html/escape.hpp"
#include "web/spine_layout.hpp"
#include "web/spine_text.hpp"

namespace luan::web {
namespace {

constexpr int dot = spine_dot_radius;

std::string escaped(std::string_view text) {
  std::string out;
  html::escape(out, text);
  return out;
}

/// Numbers and classes of our own; words go through escaped().
template <class... Values>
void put(std::string& out, fmt::format_string<Values...> format, Values&&... values) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Values>(values)...);
}

std::string_view lit(bool is_lit) { return is_lit ? " sp-lit" : ""; }

void draw_back(std::string& out, const Layout& layout, const Edge& edge) {
  const int lane_x = layout.x - dot - 4 - (edge.lane + 1) * spine_lane + 4;
  const int target = layout.nodes[*edge.to].y + 1;
  put(out, R"(<path class="sp-edge{}" d="M{} {}H{}q-6 0-6-6V{}q0-6 6-6H{}"/>)", lit(edge.lit), layout.x + 10, edge.y, lane_x + 6, target + 6,
      layout.x - dot - 3);
  put(out, R"(<path class="sp-head{}" d="M{} {}l-7-4v8z"/>)", lit(edge.lit), layout.x - dot - 1, target);
}

void draw_skip(std::string& out, const Layout& layout, const Edge& edge) {
  const int lane_x = spine_width - 6 - edge.lane * spine_lane;
  const int target = layout.nodes[*edge.to].y + 1;
  const int head = spine_width - 18 - layout.right * spine_lane;
  double widest = 0;
  for (const std::string& line : edge.lines) widest = std::max(widest, text_width(line, spine_small_size, false));
  const int start = std::min(layout.text_x + 22 + static_cast<int>(std::ceil(widest)), lane_x - 6);
  put(out, R"(<path class="sp-edge{}" d="M{} {}h10M{} {}H{}q6 0 6 6V{}q0 6-6 6H{}"/>)", lit(edge.lit), layout.x, edge.y, start, edge.y, lane_x - 6, target - 6,
      head + 6);
  put(out, R"(<path class="sp-head{}" d="M{} {}l7-4v8z"/>)", lit(edge.lit), head, target);
}

void draw_lines(std::string& out, const Layout& layout) {
  for (std::size_t i = 0; i + 1 < layout.nodes.size(); ++i) {
    bool leads = false, went = false;
    for (const Edge& edge : layout.edges) {
      if (edge.from != i || edge.kind != EdgeKind::next) continue;
      leads = true;
      went = went || edge.lit;
    }
    if (leads) put(out, R"(<path class="sp-line{}" d="M{} {}V{}"/>)", lit(went), layout.x, layout.nodes[i].y + dot, layout.nodes[i + 1].y - dot);
  }
  for (const Edge& edge : layout.edges) {
    if (edge.kind == EdgeKind::back) draw_back(out, layout, edge);
    if (edge.kind == EdgeKind::skip) draw_skip(out, layout, edge);
    if (edge.kind == EdgeKind::exit) put(out, R"(<path class="sp-edge{}" d="M{} {}H{}m0-5v10"/>)", lit(edge.lit), layout.x, edge.y, layout.text_x + 4);
  }
}

void draw_dot(std::string& out, const Layout& layout, const Node& node) {
  if (node.current)
    put(out, R"(<rect class="sp-here" x="{}" y="{}" width="{}" height="{}" rx="4"/>)", layout.text_x - 6, node.y - 15, layout.text_width + 10,
        node.bottom - node.y + 14);
  put(out, R"(<circle class="sp-dot{}{}{}" cx="{}" cy="{}" r="{}"/>)", node.current ? " sp-current" : "", node.done ? " sp-done" : "",
      node.end ? " sp-end" : "", layout.x, node.y, dot);
  if (node.done) put(out, R"(<path class="sp-tick" d="M{} {}l3 3 5-6"/>)", layout.x - 4, node.y);
  if (node.current) put(out, R"(<circle class="sp-core" cx="{}" cy="{}" r="3.2"/>)", layout.x, node.y);
}

void say(std::string& out, const std::vector<std::string>& lines, std::string_view classes, int x, int y, int step) {
  for (const std::string& line : lines) {
    put(out, R"(<text class="{}" x="{}" y="{}">{}</text>)", classes, x, y, escaped(line));
    y += step;
  }
}

void say_node(std::string& out, const Layout& layout, const Node& node) {
  const std::string_view tense = node.current ? "sp-name sp-on" : node.done ? "sp-name" : "sp-name sp-todo";
  say(out, node.lines, tense, layout.text_x, node.y + 5, spine_name_line);
  say(out, node.note, "sp-note", layout.text_x, node.note_y + 4, spine_note_line);
}

void say_edge(std::string& out, const Layout& layout, const Edge& edge) {
  static constexpr std::string_view names[] = {"sp-on-back", "sp-on-exit", "sp-on-skip", "sp-on-next"};
  const std::string classes = fmt::format("{}{}", names[static_cast<std::size_t>(edge.kind)], edge.lit ? " sp-was" : "");
  say(out, edge.lines, classes, layout.text_x + (edge.kind == EdgeKind::next ? 0 : 12), edge.y + 4, spine_small_line);
}

std::string picture_title(const SpineInput& input) {
  const std::string& title = input.definition.title.in(input.language);
  return input.language == Language::vi ? fmt::format("Sơ đồ quy trình: {}, bản {}", title, input.definition.version)
                                        : fmt::format("Diagram of the workflow: {}, version {}", title, input.definition.version);
}

}  // namespace

std::string spine_svg(const SpineInput& input) {
  const Layout layout = lay_out_spine(input);
  std::string out;
  put(out, R"(<svg class="spine" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-labelledby="spine-title"><title id="spine-title">{2}</title>)",
      spine_width, layout.height, escaped(picture_title(input)));
  draw_lines(out, layout);
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    draw_dot(out, layout, layout.nodes[i]);
    say_node(out, layout, layout.nodes[i]);
    for (const Edge& edge : layout.edges)
      if (edge.from == i) say_edge(out, layout, edge);
  }
  out += "</svg>";
  return out;
}

std::vector<std::string> spine_words(const SpineInput& input) {
  const bool vi = input.language == Language::vi;
  const Layout graph = spine_graph(input);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    std::string text = node.title;
    if (node.current) text += vi ? " (đang ở đây)" : " (here now)";
    if (node.done) text += vi ? " (đã qua)" : " (passed)";
    const auto note = input.notes.find(node.id);
    if (note != input.notes.end()) text += ", " + note->second.in(input.language);
    std::string_view before = ": ";
    for (const Edge& edge : graph.edges) {
      if (edge.from != i) continue;
      text += before;
      text += fmt::format("{} → ", edge.label);
      if (edge.to && !graph.nodes[*edge.to].end) text += fmt::format("{}. ", *edge.to + 1);
      text += place_title(input.definition, edge.to_id, input.language);
      if (edge.lit) text += vi ? " (đã đi)" : " (taken)";
      before = "; ";
    }
    words.push_back(std::move(text));
  }
  return words;
}

}  // namespace luan::web
