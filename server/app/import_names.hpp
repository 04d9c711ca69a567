// What tables call by name: units, posts and officials. Case and marks are ignored; an id is as good as a name. Private to the imports.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "store/directory.hpp"

namespace luan::app {

/// Everything that bears a name, folded once for all rows. The directory outlives it.
class ImportNames {
 public:
  ImportNames(const store::Directory& directory, Date day);

  /// The unit of this name that exists on that day, or null; of several the first that was created.
  [[nodiscard]] const store::Unit* unit(const std::string& name) const;
  /// Posts of the unit under this title.
  [[nodiscard]] std::vector<const store::Position*> positions(const UnitId& unit, const std::string& title) const;
  /// Whoever has this id or identity number; otherwise everybody of this name.
  [[nodiscard]] std::vector<const store::Official*> officials(const std::string& name) const;
  /// Whoever has this identity number, or null.
  [[nodiscard]] const store::Official* numbered(const std::string& number) const;

 private:
  template <class T>
  using Bearers = std::unordered_map<std::string, std::vector<const T*>>;

  const store::Directory& directory_;
  Date day_;
  std::unordered_map<std::string, const store::Unit*> units_;  // by folded name
  Bearers<store::Position> positions_;                         // by unit and folded title
  Bearers<store::Official> officials_;                         // by folded name
  std::unordered_map<std::string, const store::Official*> by_number_;
};

[[nodiscard]] Localized no_unit(const std::string& name);
/// `found`: how many posts have the title; not one.
[[nodiscard]] Localized not_one_position(const std::string& title, std::size_t found);

}  // namespace luan::app
