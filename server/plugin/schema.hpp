// Does a configuration hold to the JSON Schema of the manifest? Asked before the plugin is, so that what a manifest
// promises is kept whatever its library lets pass.
#pragma once
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "base/json.hpp"
#include "base/localized.hpp"

namespace luan::plugin {

/// The deepest place of a value that does not hold, and why; a sentence without a full stop.
struct SchemaFault {
  std::string place;  // "criteria.0.weight"; "" the whole value
  Localized text;
};

/// Thread-safe.
class Schema {
 public:
  /// On failure why it is no schema: a member of the wrong type, a reference to nowhere or to another document.
  [[nodiscard]] static std::expected<Schema, std::string> read(const json::object& schema);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  /// Nothing where it holds.
  [[nodiscard]] std::optional<SchemaFault> find_fault(const json::value& value) const;
  /// The same in English, as one sentence: "criteria.0.weight: …".
  [[nodiscard]] std::optional<std::string> fault(const json::value& value) const;

 private:
  struct Impl;
  explicit Schema(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::plugin
