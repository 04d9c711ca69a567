#include "app/import_names.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"

namespace luan::app {

namespace {

std::string place_of(const UnitId& unit, const std::string& folded_title) { return unit.text() + " " + folded_title; }

bool exists_on(const store::Unit& unit, Date day) { return !(unit.to && *unit.to < day); }

}  // namespace

ImportNames::ImportNames(const store::Directory& directory, Date day) : directory_(directory), day_(day) {
  for (const store::Unit* unit : directory.units())
    if (exists_on(*unit, day))
      for (const std::string& name : {unit->name.vi, unit->name.en}) units_.try_emplace(fold(name), unit);
  for (const store::Position* position : directory.positions()) {
    const std::string vi = fold(position->title.vi), en = fold(position->title.en);
    positions_[place_of(position->unit, vi)].push_back(position);
    if (en != vi) positions_[place_of(position->unit, en)].push_back(position);
  }
  for (const store::Official* official : directory.officials()) {
    officials_[official->folded].push_back(official);
    if (const std::string number = text_or_empty(official->person, "identity_number"); !number.empty()) by_number_.try_emplace(number, official);
  }
}

const store::Unit* ImportNames::unit(const std::string& name) const {
  const auto id = UnitId::parse(name);
  if (const store::Unit* unit = id ? directory_.unit(*id) : nullptr; unit && exists_on(*unit, day_)) return unit;
  const auto found = units_.find(fold(name));
  return found == units_.end() ? nullptr : found->second;
}

std::vector<const store::Position*> ImportNames::positions(const UnitId& unit, const std::string& title) const {
  const auto id = PositionId::parse(title);
  if (const store::Position* position = id ? directory_.position(*id) : nullptr; position && position->unit == unit) return {position};
  const auto found = positions_.find(place_of(unit, fold(title)));
  return found == positions_.end() ? std::vector<const store::Position*>() : found->second;
}

std::vector<const store::Official*> ImportNames::officials(const std::string& name) const {
  const auto id = OfficialId::parse(name);
  if (const store::Official* official = id ? directory_.official(*id) : nullptr) return {official};
  if (const store::Official* official = numbered(name)) return {official};
  const auto found = officials_.find(fold(name));
  return found == officials_.end() ? std::vector<const store::Official*>() : found->second;
}

const store::Official* ImportNames::numbered(const std::string& number) const {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : found->second;
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
