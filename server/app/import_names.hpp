// What tables call by name: units, posts and officials. Case and marks are ignored; an id is as good as a name. Private to the imports.
#pragma once
#include <string>
#include <vector>

#include "store/directory.hpp"

namespace luan::app {

/// The unit of this name that exists on that day, or null.
[[nodiscard]] const store::Unit* unit_called(const store::Directory& directory, const std::string& name, Date day);
/// Posts of the unit under this title.
[[nodiscard]] std::vector<const store::Position*> positions_called(const store::Directory& directory, const UnitId& unit, const std::string& title);
/// Whoever has this id or identity number; otherwise everybody of this name.
[[nodiscard]] std::vector<const store::Official*> officials_called(const store::Directory& directory, const std::string& name);

[[nodiscard]] Localized no_unit(const std::string& name);
/// `found`: how many posts have the title; not one.
[[nodiscard]] Localized not_one_position(const std::string& title, std::size_t found);

}  // namespace luan::app
