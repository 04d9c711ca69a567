// The wards with their key posts, for a grid of equal tiles: who holds them, which stand open, whose term ends soon, and who is
// not from there. Made of units as the caller was given them (App::units): of who may not read the posts, there are none.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/app.hpp"

namespace luan::app {

struct GridPost {
  PostHolderView held;
  bool vacant = false;
  bool soon = false;                // the term ends within six months
  std::optional<bool> elsewhere{};  // he comes from another place (Quy định 65: «không phải người địa phương»); nothing: not recorded
};
struct GridTile {
  UnitRef unit;
  std::string traits;  // as UnitView
  std::vector<GridPost> posts;
};
struct UnitGrid {
  std::vector<GridTile> tiles;  // wards in administrative order, those without key posts left out
  int vacant = 0, soon = 0, elsewhere = 0, posts = 0;
};
[[nodiscard]] UnitGrid unit_grid(const App& app, const std::vector<UnitView>& units);

}  // namespace luan::app
