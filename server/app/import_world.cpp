#include "app/import_world.hpp"

#include <unordered_map>

namespace luan::app {
namespace {

using Item = workflow::FormWorld::Item;

struct List {
  std::vector<Item> items;
  std::unordered_map<std::string, std::size_t> places;  // by id
};

}  // namespace

workflow::FormWorld listed_once(workflow::FormWorld world) {
  const auto list = [make = std::move(world.items),
                     lists = std::make_shared<std::map<workflow::FieldKind, List>>()](const workflow::Field& field) -> const List& {
    const auto [found, fresh] = lists->try_emplace(field.kind);
    List& made = found->second;
    if (fresh) made.items = make(field);
    if (fresh)
      for (std::size_t i = 0; i < made.items.size(); ++i) made.places.emplace(made.items[i].id, i);
    return made;
  };
  world.items = [list](const workflow::Field& field) { return list(field).items; };
  world.find = [list](const workflow::Field& field, std::string_view id) -> std::optional<Item> {
    const List& all = list(field);
    const auto found = all.places.find(std::string(id));
    return found == all.places.end() ? std::nullopt : std::optional(all.items[found->second]);
  };
  return world;
}

}  // namespace luan::app
