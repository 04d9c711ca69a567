#include "app/import_names.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"

namespace luan::app {

const store::Unit* unit_called(const store::Directory& directory, const std::string& name, Date day) {
  for (const store::Unit* unit : directory.units())
    if (!(unit->to && *unit->to < day) && (unit->id.text() == name || fold(unit->name.vi) == fold(name) || fold(unit->name.en) == fold(name))) return unit;
  return nullptr;
}

std::vector<const store::Position*> positions_called(const store::Directory& directory, const UnitId& unit, const std::string& title) {
  std::vector<const store::Position*> found;
  for (const store::Position* position : directory.positions())
    if (position->unit == unit && (position->id.text() == title || fold(position->title.vi) == fold(title) || fold(position->title.en) == fold(title)))
      found.push_back(position);
  return found;
}

std::vector<const store::Official*> officials_called(const store::Directory& directory, const std::string& name) {
  std::vector<const store::Official*> found;
  for (const store::Official* official : directory.officials()) {
    if (official->id.text() == name || text_or_empty(official->person, "identity_number") == name) return {official};
    if (fold(official->name()) == fold(name)) found.push_back(official);
  }
  return found;
}

Localized no_unit(const std::string& name) {
  return {fmt::format("Không có đơn vị «{}» đang hoạt động", name), fmt::format("There is no unit «{}» today", name)};
}

Localized not_one_position(const std::string& title, std::size_t found) {
  if (found == 0) return {fmt::format("Đơn vị này không có chức danh «{}»", title), fmt::format("The unit has no post «{}»", title)};
  return {fmt::format("Đơn vị này có {} chức danh cùng tên; đề nghị ghi mã chức danh", found),
          fmt::format("The unit has {} posts of that title; give the id of one", found)};
}

}  // namespace luan::app
