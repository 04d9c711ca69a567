// The manifest of a plugin: NAME/NAME.json beside NAME/NAME.so. Read to list plugins without loading any. Format:
// plugins/sdk/README.md. Strict: an unknown member is refused, so that a misspelt `needs` is not quietly ignored.
#pragma once
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/localized.hpp"
#include "plugin/schema.hpp"

namespace luan::plugin {

enum class PluginKind : unsigned char { score, notify };
[[nodiscard]] std::string_view name(PluginKind kind);

struct Example {  // a call that the plugin answers, for `luan plugin check` and for readers
  json::object configuration;
  json::object input;  // of a scorer the facts, of a notifier the message
};

struct Manifest {
  std::string id;       // [a-z][a-z0-9_]*, at most 64; the name of folder and files
  std::string version;  // "1.0.0"
  Localized title;
  std::vector<PluginKind> kinds;
  bool needs_network = false;
  std::vector<std::string> needs_folders;  // members of its configuration that name a folder it writes to
  std::optional<int> needs_seconds;        // how long a call may take, 1 to 30; none: the host's 5
  std::vector<std::string> needs_input;    // of a scorer: birth, post, alternatives; what it gets beside the facts
  json::object configuration_schema;       // JSON Schema
  std::shared_ptr<const Schema> schema;    // the same, compiled
  std::vector<Example> examples;           // optional
  std::filesystem::path library;

  [[nodiscard]] bool has(PluginKind kind) const;
};

/// On failure: "score_x.json: needs.network: must be true or false".
[[nodiscard]] std::expected<Manifest, std::string> read_manifest(const std::filesystem::path& file);

}  // namespace luan::plugin
