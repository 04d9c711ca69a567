#include "app/unit_grid.hpp"

#include <functional>

#include "app/impl.hpp"
#include "app/official_form.hpp"

namespace luan::app {
namespace {

std::optional<bool> from_elsewhere(const store::Directory& directory, const std::string& official, const UnitId& ward) {
  const auto id = OfficialId::parse(official);
  const store::Official* person = id ? directory.official(*id) : nullptr;
  if (!person) return {};
  return is_of_place(directory, person->person, "home_unit", ward).transform(std::logical_not());
}

}  // namespace

UnitGrid unit_grid(const App& app, const std::vector<UnitView>& units) {
  const App::Impl& impl = app.impl();
  const DirectoryPtr directory = impl.directory();
  const Date soon = add_months(impl.today(), 6);
  UnitGrid grid;
  for (const UnitView& unit : units) {
    if (unit.kind != "ward" || unit.key_posts.empty()) continue;
    GridTile tile{{unit.id, unit.name}, unit.traits, {}};
    for (const PostHolderView& held : unit.key_posts) {
      GridPost post{held, held.official.empty()};
      post.soon = held.ends && std::chrono::sys_days(*held.ends) <= std::chrono::sys_days(soon);
      const auto ward = UnitId::parse(unit.id);
      if (!post.vacant && ward) post.elsewhere = from_elsewhere(*directory, held.official, *ward);
      ++grid.posts, grid.vacant += post.vacant, grid.soon += post.soon, grid.elsewhere += post.elsewhere.value_or(false);
      tile.posts.push_back(std::move(post));
    }
    grid.tiles.push_back(std::move(tile));
  }
  return grid;
}

}  // namespace luan::app
