// Every workflow definition installed, by name and version. Definitions are never changed nor taken away; new ones may come
// while the server runs. Thread-safe.
#pragma once
#include <expected>
#include <map>
#include <shared_mutex>
#include <string>
#include <vector>

#include "store/database.hpp"
#include "store/queries.hpp"
#include "workflow/definition.hpp"

namespace luan::app {

class Definitions {
 public:
  /// Does nothing where that version is there.
  void put(workflow::DefinitionPtr definition);
  /// Those of a database, which were proved when they were installed. Throws std::runtime_error.
  void put_stored(const store::Database& database);
  [[nodiscard]] workflow::DefinitionPtr find(std::string_view name, int version) const;  // or null
  [[nodiscard]] workflow::DefinitionPtr newest(std::string_view name) const;             // starts rotations; or null
  [[nodiscard]] std::vector<workflow::DefinitionPtr> newest() const;                     // of each name, in their order
  [[nodiscard]] std::vector<workflow::DefinitionPtr> versions(std::string_view name) const;

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, std::map<int, workflow::DefinitionPtr>, std::less<>> all_;
};

/// The versions that one rotation has been under, each from the sequence of the event that put it there.
class InForce {
 public:
  /// `history` is the rotation's own, oldest first; a version that is not installed is left out.
  InForce() = default;
  InForce(const Definitions& definitions, const std::vector<store::HistoryRow>& history);
  /// Null: before the first one.
  [[nodiscard]] workflow::DefinitionPtr at(int sequence) const;
  /// The latest that has the step, or null.
  [[nodiscard]] workflow::DefinitionPtr with_step(std::string_view step) const;

 private:
  std::vector<std::pair<int, workflow::DefinitionPtr>> from_;
};

/// Loads and proves; every fault with its place, a line each, where it does not hold.
[[nodiscard]] std::expected<workflow::DefinitionPtr, Localized> prove_definition(const std::string& file, const std::string& bytes);
/// The same for those who cannot go on without it; throws std::runtime_error.
[[nodiscard]] workflow::DefinitionPtr proved_definition(const std::string& file, const std::string& bytes);
}  // namespace luan::app
