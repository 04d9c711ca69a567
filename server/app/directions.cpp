#include "app/directions.hpp"

#include <algorithm>

#include "store/directory.hpp"

namespace luan::app {

const std::array<Direction, 4>& directions() {
  static const std::array<Direction, 4> all{{{"down", {"Cấp trên về cơ sở", "To the grassroots"}},
                                             {"across", {"Ngang cấp, giữa địa phương", "Between localities"}},
                                             {"between_offices", {"Ngang cấp, giữa cơ quan", "Between offices"}},
                                             {"up", {"Cơ sở lên cấp trên", "From the grassroots"}}}};
  return all;
}

std::string direction_between(const store::Unit& from, const store::Unit& to) {
  if (from.level != to.level) return from.level < to.level ? "down" : "up";
  return to.kind == "ward" ? "across" : "between_offices";
}

Localized direction_label(std::string_view id) {
  const auto found = std::ranges::find(directions(), id, &Direction::id);
  return found == directions().end() ? Localized{std::string(id), std::string(id)} : found->label;
}

}  // namespace luan::app
