#include "web/spine_layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "web/spine_text.hpp"

namespace luan::web {
namespace {

constexpr int row_height = 22;
constexpr int gap = 16;        // under a stage's rows
constexpr int most_lanes = 8;  // further ways share the outermost one: the words must keep their room

/// The end that the last stage leads to: it closes the spine. Of several, the first in the file.
const workflow::End* goal_of(const workflow::Definition& definition, const std::vector<Transition>& all) {
  if (definition.stages.empty()) return nullptr;
  for (const workflow::End& end : definition.ends)
    if (std::ranges::any_of(all, [&](const Transition& each) { return each.from == definition.stages.back().id && each.to == end.id; })) return &end;
  return nullptr;
}

EdgeKind kind_of(std::size_t from, std::optional<std::size_t> to) {
  if (!to) return EdgeKind::exit;
  if (*to == from + 1) return EdgeKind::next;
  return *to <= from ? EdgeKind::back : EdgeKind::skip;
}

/// Lanes for vertical intervals: the shortest innermost, each in the first lane where it touches nothing. Returns their number.
int assign_lanes(std::vector<Edge>& edges, EdgeKind kind) {
  std::vector<Edge*> order;
  for (Edge& edge : edges)
    if (edge.kind == kind) order.push_back(&edge);
  std::ranges::stable_sort(order, [](const Edge* a, const Edge* b) { return std::pair(a->bottom - a->top, a->top) < std::pair(b->bottom - b->top, b->top); });
  std::vector<std::vector<const Edge*>> lanes;
  for (Edge* edge : order) {
    const auto touches = [&](const Edge* other) { return edge->top <= other->bottom && other->top <= edge->bottom; };
    std::size_t lane = 0;
    while (lane + 1 < most_lanes && lane < lanes.size() && std::ranges::any_of(lanes[lane], touches)) ++lane;
    if (lane == lanes.size()) lanes.emplace_back();
    lanes[lane].push_back(edge);
    edge->lane = static_cast<int>(lane);
  }
  return static_cast<int>(lanes.size());
}

/// Lanes need only the order of rows, so they are counted before anything has a place.
void lay_lanes(Layout& layout) {
  const auto count = static_cast<double>(layout.edges.size());
  for (std::size_t i = 0; i < layout.edges.size(); ++i) {
    Edge& edge = layout.edges[i];
    const double at = static_cast<double>(edge.from) + static_cast<double>(i + 1) / (count + 1);
    const double target = edge.to ? static_cast<double>(*edge.to) : at;
    edge.top = std::min(at, target);
    edge.bottom = std::max(at, target);
  }
  layout.left = assign_lanes(layout.edges, EdgeKind::back);
  layout.right = assign_lanes(layout.edges, EdgeKind::skip);
  layout.x = 6 + layout.left * spine_lane + spine_dot_radius + 4;
  layout.text_x = layout.x + spine_dot_radius + 10;
  layout.text_width = spine_width - layout.text_x - 8 - (layout.right ? layout.right * spine_lane + 12 : 0);
}

std::string row_text(const Layout& layout, const Edge& edge, const SpineInput& input) {
  if (edge.kind == EdgeKind::next && !edge.label.empty()) return edge.label;
  const bool numbered = edge.to && !layout.nodes[*edge.to].end && (edge.kind == EdgeKind::skip || edge.kind == EdgeKind::back);
  const std::string target = numbered ? std::to_string(*edge.to + 1) : place_title(input.definition, edge.to_id, input.language);
  if (edge.label == target) return target;  // «Kết thúc sớm» leads to «Kết thúc sớm»
  return edge.label.empty() ? "→ " + target : edge.label + " → " + target;
}

/// One node and its rows from `y` down; returns where the next one may begin.
int lay_node(Layout& layout, std::size_t number, const SpineInput& input, int y) {
  Node& node = layout.nodes[number];
  const auto lines = [](const std::vector<std::string>& all) { return static_cast<int>(all.size()); };
  node.y = y;
  node.lines = wrap_text(node.end ? node.title : fmt::format("{}. {}", number + 1, node.title), layout.text_width, spine_name_size, true);
  y += lines(node.lines) * spine_name_line;
  node.note_y = y;
  const auto note = input.notes.find(node.id);
  if (note != input.notes.end() && !note->second.in(input.language).empty())
    node.note = wrap_text(note->second.in(input.language), layout.text_width, spine_small_size, false);
  y += lines(node.note) * spine_note_line;
  node.bottom = y;
  y += 4;
  for (Edge& edge : layout.edges) {
    if (edge.from != number) continue;
    edge.lines = wrap_text(row_text(layout, edge, input), layout.text_width - 16, spine_small_size, false);
    edge.y = y + 5;
    y += (lines(edge.lines) - 1) * spine_small_line + row_height;
  }
  return y + gap;
}

}  // namespace

std::string place_title(const workflow::Definition& definition, std::string_view id, Language language) {
  if (const auto* stage = definition.stage(id)) return stage->title.in(language);
  if (const auto* end = definition.end(id)) return end->title.in(language);
  return std::string(id);
}

std::vector<Transition> transitions(const workflow::Definition& definition, Language language) {
  std::vector<Transition> all;
  const auto add = [&](const std::string& from, const std::string& to, const Localized& label) {
    const auto same = [&](const Transition& each) { return each.from == from && each.to == to && each.label == label.in(language); };
    if (!std::ranges::any_of(all, same)) all.push_back({from, to, label.in(language)});
  };
  for (const workflow::Stage& stage : definition.stages) {
    for (const workflow::Row& row : stage.next) add(stage.id, row.go, row.label);
    for (const workflow::Action& action : definition.actions) {
      const bool here = action.stages.empty() || std::ranges::find(action.stages, stage.id) != action.stages.end();
      if (action.kind == workflow::Action::Kind::leave && here) add(stage.id, action.go, action.title);
    }
  }
  return all;
}

Layout spine_graph(const SpineInput& input) {
  Layout layout;
  const auto all = transitions(input.definition, input.language);
  const auto add = [&](const std::string& id, const Localized& title, bool end) {
    const bool current = id == input.current;
    const bool visited = std::ranges::find(input.visited, id) != input.visited.end();
    layout.nodes.push_back({.id = id, .title = title.in(input.language), .end = end, .current = current, .done = visited && !current});
  };
  for (const workflow::Stage& stage : input.definition.stages) add(stage.id, stage.title, false);
  if (const auto* goal = goal_of(input.definition, all)) add(goal->id, goal->title, true);
  const auto node = [&](const std::string& id) -> std::optional<std::size_t> {
    const auto found = std::ranges::find(layout.nodes, id, &Node::id);
    if (found == layout.nodes.end()) return {};
    return static_cast<std::size_t>(found - layout.nodes.begin());
  };
  for (const Transition& each : all) {
    Edge edge{.from = *node(each.from), .to = node(each.to), .from_id = each.from, .to_id = each.to, .label = each.label};
    edge.kind = kind_of(edge.from, edge.to);
    edge.lit = std::ranges::find(input.taken, std::pair(each.from, each.to)) != input.taken.end();
    layout.edges.push_back(std::move(edge));
  }
  std::ranges::stable_sort(layout.edges, {}, [](const Edge& edge) { return std::pair(edge.from, edge.kind); });
  return layout;
}

Layout lay_out_spine(const SpineInput& input) {
  Layout layout = spine_graph(input);
  lay_lanes(layout);
  int y = 14;
  for (std::size_t number = 0; number < layout.nodes.size(); ++number) y = lay_node(layout, number, input, y);
  layout.height = y - gap + 2;
  return layout;
}

}  // namespace luan::web
