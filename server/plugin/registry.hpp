// The plugins of a server: which lie in its folder, which are enabled, and the way to call them. A manifest is read to
// list a plugin; its library is loaded in a process of its own, and only when it is called (DESIGN §7).
// Thread-safe: the set of plugins changes as a whole entry, each plugin has its own lock.
#pragma once
#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
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
  std::string digest_found;  // of the library as it lies there now; empty where it cannot be read
};

/// Which plugin gave an answer: a file enabled while a call waits takes the place of the one before.
struct Answered {
  std::string version, digest;
};

class Registry {
 public:
  /// Reads every manifest, loads nothing. A folder that is not there has no plugins. Throws std::runtime_error where an
  /// enabled plugin does not exist, its manifest is wrong, or a folder it is granted is not absolute or cannot be made.
  explicit Registry(RegistryOptions options);
  ~Registry();

  [[nodiscard]] std::vector<PluginInfo> list() const;  // by id
  [[nodiscard]] std::optional<PluginInfo> find(std::string_view id) const;
  [[nodiscard]] std::vector<std::string> enabled() const;  // ids, sorted
  [[nodiscard]] bool is_enabled(std::string_view id) const;
  /// What the manifest of a plugin asks for beside an official's facts; nothing where there is no such plugin.
  [[nodiscard]] std::vector<std::string> needs_input(std::string_view id) const;

  /// Looks at the folder again: plugins that came and went, and new manifests of those that are not enabled.
  void rescan();
  /// Reads manifest and library afresh and puts them in the place of what was enabled: a call that runs ends on the old
  /// process, those that wait and those that come go to the new one. On failure why, and nothing has changed.
  [[nodiscard]] std::expected<void, std::string> enable(const std::string& id, const Enabled& enabled);
  /// The same in two steps, for who writes down in between that it is so.
  struct Entry;
  using Prepared = std::shared_ptr<const Entry>;
  [[nodiscard]] std::expected<Prepared, std::string> prepare(const std::string& id, const Enabled& enabled) const;
  void install(const std::string& id, Prepared prepared);
  [[nodiscard]] static const std::string& version(const Prepared& prepared);
  /// A call that runs ends as it would; nothing is started any more.
  void disable(std::string_view id);

  /// One call, its answer checked. Blocks for at most the call's deadline and grace, and the process's start; requests
  /// in shape.hpp, answers in plugins/sdk/luan_plugin.h. `by`, where given, is filled with an answer.
  [[nodiscard]] std::expected<json::value, PluginFailure> call(std::string_view id, const json::object& request, Answered* by = nullptr);

  /// Ends the quarantine or rest of a plugin.
  void release(std::string_view id);
  /// Ends a rest without forgetting the crashes that led to it; one that is off stays off.
  void end_rest(std::string_view id);

 private:
  using Entries = std::map<std::string, Prepared, std::less<>>;

  [[nodiscard]] Entries discover() const;
  [[nodiscard]] Prepared entry(std::string_view id) const;
  [[nodiscard]] PluginInfo info(const Entry& entry) const;
  [[nodiscard]] std::string digest_of(const std::filesystem::path& library) const;

  struct Digested {  // so that a list does not read every library again
    std::filesystem::file_time_type written;
    std::uintmax_t bytes = 0;
    std::string digest;
  };

  const RegistryOptions options_;
  mutable std::mutex mutex_;  // held for moments; guards what follows
  Entries entries_;
  mutable std::map<std::filesystem::path, Digested> digests_;
};

}  // namespace luan::plugin
