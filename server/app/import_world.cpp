#include "app/import_world.hpp"

namespace luan::app {

ImportWorld::ImportWorld(workflow::FormWorld world) : make_(std::move(world.items)), row_world_(std::move(world)) {
  row_world_.items = [this](const workflow::Field& field) { return named(field); };
}

const workflow::FormWorld& ImportWorld::of(const json::object& row) {
  row_ = &row;
  return row_world_;
}

const ImportWorld::List& ImportWorld::list(const workflow::Field& field) {
  const auto [found, fresh] = lists_.try_emplace(field.kind);
  List& made = found->second;
  if (fresh) {
    made.items = make_(field);
    for (std::size_t i = 0; i < made.items.size(); ++i) made.places.emplace(made.items[i].id, i);
  }
  return made;
}

ImportWorld::Items ImportWorld::named(const workflow::Field& field) {
  const List& all = list(field);
  const json::value* id = row_ ? row_->if_contains(field.id) : nullptr;
  if (!id || !id->is_string()) return all.items;  // of a row within the row
  const auto found = all.places.find(std::string(id->as_string()));
  if (found != all.places.end()) return {all.items[found->second]};
  return all.items.empty() ? Items() : Items{all.items.front()};
}

}  // namespace luan::app
