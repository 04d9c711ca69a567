// Directions of a rotation (domain.md §6): down to the grassroots, up from there, across between localities, between offices of one
// level. What a rotation's is follows from the units it leads from and to.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "base/localized.hpp"

namespace luan::store {
struct Unit;
}

namespace luan::app {

struct Direction {
  std::string_view id;
  Localized label;
};
/// All of them, in the order of figures and choices.
[[nodiscard]] const std::array<Direction, 4>& directions();
[[nodiscard]] std::string direction_between(const store::Unit& from, const store::Unit& to);
/// Of one that is none: itself.
[[nodiscard]] Localized direction_label(std::string_view id);

}  // namespace luan::app
