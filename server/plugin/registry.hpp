// The plugins of a server: which lie in its folder, which are enabled, and the way to call them. A manifest is read to
// list a plugin; its library is loaded in a process of its own, and only when it is called (DESIGN §7).
// Thread-safe: the set of plugins is fixed at construction, each plugin has its own lock.
#pragma once
#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "plugin/manifest.hpp"
#include "plugin/plugin_process.hpp"

namespace luan::plugin {

struct Enabled {
  json::object configuration{};  // used where a request brings none; members named by needs.folders are granted, absolute
  std::string digest{};          // SHA-256 of the library, hex; empty: that of the file as found now
  bool network = false;          // granted; counts only where the manifest asks
};

struct RegistryOptions {
  std::filesystem::path folder;           // holds NAME/NAME.json and NAME/NAME.so
  std::filesystem::path work_folder;      // each plugin gets WORK_FOLDER/NAME; absolute
  std::vector<std::string> host_command;  // {"/path/luan", "plugin-host"}
  SandboxMode sandbox = SandboxMode::required;
  std::map<std::string, Enabled> enabled{};
  Timing timing{};
};

struct PluginInfo {
  std::string id, version;
  Localized title;
  std::vector<PluginKind> kinds;
  bool enabled = false;
  std::string digest;          // SHA-256 of the enabled library, hex; empty where not enabled
  std::string manifest_fault;  // not empty: the manifest is wrong, nothing else is known
  PluginHealth health;
};

class Registry {
 public:
  /// Reads every manifest, loads nothing. A folder that is not there has no plugins. Throws std::runtime_error where an
  /// enabled plugin does not exist, its manifest is wrong, or a folder it is granted is not absolute or cannot be made.
  explicit Registry(RegistryOptions options);
  ~Registry();

  [[nodiscard]] std::vector<PluginInfo> list() const;  // by id
  [[nodiscard]] std::optional<PluginInfo> find(std::string_view id) const;

  /// One call, its answer checked. Blocks for at most the call's deadline and grace, and the process's start; requests
  /// in shape.hpp, answers in plugins/sdk/luan_plugin.h.
  [[nodiscard]] std::expected<json::value, PluginFailure> call(std::string_view id, const json::object& request);

  /// Ends the quarantine or rest of a plugin.
  void release(std::string_view id);

 private:
  struct Entry;
  void discover();
  void enable(const std::string& id, const Enabled& enabled);

  RegistryOptions options_;
  std::map<std::string, std::unique_ptr<Entry>, std::less<>> entries_;
};

}  // namespace luan::plugin
