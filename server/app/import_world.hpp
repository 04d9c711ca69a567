// What the forms of an import may refer to, row after row: its lists are made once, not for every cell. Private to the imports.
#pragma once
#include <map>
#include <unordered_map>
#include <vector>

#include "base/json.hpp"
#include "workflow/form.hpp"

namespace luan::app {

class ImportWorld {
 public:
  /// The lists of `world` depend on the kind of a field, and on nothing else of it.
  explicit ImportWorld(workflow::FormWorld world);
  ImportWorld(const ImportWorld&) = delete;
  ImportWorld& operator=(const ImportWorld&) = delete;

  /// To check this row's form by; until the next call. Of each list it offers what the row names, where that is offered at all, or else
  /// one that the row does not name, if there is one: a check asks no more.
  [[nodiscard]] const workflow::FormWorld& of(const json::object& row);
  [[nodiscard]] Date today() const { return row_world_.today; }

 private:
  using Items = std::vector<workflow::FormWorld::Item>;
  struct List {
    Items items;
    std::unordered_map<std::string, std::size_t> places;  // by id
  };
  [[nodiscard]] const List& list(const workflow::Field& field);
  [[nodiscard]] Items named(const workflow::Field& field);

  std::function<Items(const workflow::Field&)> make_;
  std::map<workflow::FieldKind, List> lists_;
  const json::object* row_ = nullptr;
  workflow::FormWorld row_world_;
};

}  // namespace luan::app
