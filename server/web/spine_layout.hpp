// Where everything of the spine stands, before it is drawn. Private to the spine.
#pragma once
#include <optional>

#include "web/spine.hpp"

namespace luan::web {

inline constexpr int spine_width = 304;
inline constexpr int spine_lane = 11;  // px between two lanes
inline constexpr int spine_dot_radius = 8;
inline constexpr int spine_name_size = 14;
inline constexpr int spine_small_size = 13;
inline constexpr int spine_name_line = 19;  // px from line to line
inline constexpr int spine_note_line = 18;
inline constexpr int spine_small_line = 17;

/// Back climbs on the left, exit is a way to an end beside the spine, skip descends on the right, next is the spine itself.
/// A stage's rows are written in this order.
enum class EdgeKind : unsigned char { back, exit, skip, next };

struct Edge {
  std::size_t from = 0;             // node
  std::optional<std::size_t> to{};  // node; nothing for an exit
  std::string from_id{}, to_id{};
  std::string label{};
  EdgeKind kind = EdgeKind::exit;
  bool lit = false;
  double top = 0, bottom = 0;  // in order of rows, for the lanes
  int lane = 0;
  std::vector<std::string> lines{};
  int y = 0;
};

struct Node {
  std::string id{}, title{};
  bool end = false, current = false, done = false;
  std::vector<std::string> lines{}, note{};
  int y = 0, note_y = 0, bottom = 0;
};

struct Layout {
  std::vector<Node> nodes{};  // the stages, and the end that closes the spine
  std::vector<Edge> edges{};  // in the order of their rows
  int left = 0, right = 0;    // lanes
  int x = 0;                  // of the spine
  int text_x = 0, text_width = 0;
  int height = 0;
};

/// Nodes and edges as they are; nothing has a place yet.
[[nodiscard]] Layout spine_graph(const SpineInput& input);
[[nodiscard]] Layout lay_out_spine(const SpineInput& input);

/// The title of a stage or an end.
[[nodiscard]] std::string place_title(const workflow::Definition& definition, std::string_view id, Language language);

/// A row of a decision table, or an action that leaves, at one stage.
struct Transition {
  std::string from, to, label;
};
/// Every one once: a row and an action that say the same are one.
[[nodiscard]] std::vector<Transition> transitions(const workflow::Definition& definition, Language language);

}  // namespace luan::web
