#include "workflow/roster.hpp"

#include "workflow/loader_map.hpp"

namespace luan::workflow {
namespace {

constexpr std::int64_t holders_max = 1000;

Roster::Unit read_unit(const Tree& tree, const std::vector<std::string>& roles, Faults& faults) {
  Roster::Unit unit;
  for (const TreeMember& member : tree.members) {
    if (member.key == "unit") {
      unit.name = read_text(member.value, faults);
    } else if (check_known({member.key, member.mark}, roles, "Không có vai trò", "There is no role", faults)) {
      unit.roles[member.key].all = static_cast<std::size_t>(read_integer(member.value, 0, holders_max, faults).value_or(0));
    }
  }
  if (tree.kind != Tree::Kind::map) expected_here(tree, "Cần «vai trò: số người»", "«role: how many» belongs here", faults);
  return unit;
}

}  // namespace

Roster::Holders Roster::Unit::of(std::string_view role) const {
  const auto found = roles.find(role);
  return found == roles.end() ? Holders{} : found->second;
}

std::expected<Roster, std::vector<LoadError>> load_roster(std::string_view file_name, std::string_view bytes, const std::vector<std::string>& roles) {
  Faults faults(file_name);
  const Tree root = read_tree(bytes, faults);
  MapReader reader(root, {"Danh sách người", "The roster"}, faults);
  Roster roster;
  for (const std::string_view party : {"deciding", "sending", "receiving"}) {
    const Tree* units = reader.need(party);
    if (!units) continue;
    auto& all = roster.parties[std::string(party)];
    if (units->kind == Tree::Kind::map)
      all.push_back(read_unit(*units, roles, faults));
    else
      for (const Tree& unit : units->items) all.push_back(read_unit(unit, roles, faults));
    if (all.empty()) expected_here(*units, "Cần ít nhất một đơn vị", "At least one unit belongs here", faults);
  }
  if (const Tree* count = reader.need("administrators"))
    roster.administrators = static_cast<std::size_t>(read_integer(*count, 0, holders_max, faults).value_or(0));
  reader.finish();
  if (!faults.none()) return std::unexpected(faults.take());
  return roster;
}

}  // namespace luan::workflow
