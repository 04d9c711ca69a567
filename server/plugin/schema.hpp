// Does a configuration hold to the JSON Schema of the manifest? Asked before the plugin is, so that what a manifest
// promises is kept whatever its library lets pass.
#pragma once
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "base/json.hpp"

namespace luan::plugin {

/// Thread-safe.
class Schema {
 public:
  /// On failure why it is no schema: a member of the wrong type, a reference to nowhere or to another document.
  [[nodiscard]] static std::expected<Schema, std::string> read(const json::object& schema);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  /// Nothing where it holds; otherwise "criteria.0.weight: a sentence" for the deepest place that does not.
  [[nodiscard]] std::optional<std::string> fault(const json::value& value) const;

 private:
  struct Impl;
  explicit Schema(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::plugin
