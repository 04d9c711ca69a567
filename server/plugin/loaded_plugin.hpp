// A plugin's library, loaded, behind luan_plugin.h. Lives in the plugin's own process; everything here runs on its main
// thread but cancel.
#pragma once
#include <luan_plugin.h>

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace luan::plugin {

/// What one function of the plugin gave.
struct Reply {
  luan_status status = LUAN_OK;
  std::string written;  // at most LUAN_REPLY_BYTES_MAX
  bool too_large = false;
  std::string place, sentence;
};

struct Expected {  // what the manifest says, to be found in the library
  std::string id, version;
  std::vector<std::string> kinds;
};

class LoadedPlugin {
 public:
  /// Loads, checks what the library says of itself against `expected`, and runs its init. On failure the sentence, with
  /// field, wanted and got. The library is never unloaded: its process ends.
  [[nodiscard]] static std::expected<LoadedPlugin, std::string> load(const std::string& path, const Expected& expected);

  [[nodiscard]] Reply create(std::string_view configuration, void*& instance) const;
  [[nodiscard]] Reply call(void* instance, std::uint64_t id, std::uint64_t deadline_ms, std::string_view method, std::string_view request) const;
  /// From any thread, while a call of that instance runs.
  void cancel(void* instance, std::uint64_t id) const { plugin_->cancel(instance, id); }
  void destroy(void* instance) const { plugin_->destroy(instance); }

  // For probes.
  [[nodiscard]] const luan_plugin& core() const { return *plugin_; }
  [[nodiscard]] Reply describe() const;
  [[nodiscard]] Reply core_call(void* instance, const luan_call& call) const;
  [[nodiscard]] const void* extension(std::string_view id) const;

 private:
  explicit LoadedPlugin(const luan_plugin* plugin) : plugin_(plugin) {}
  [[nodiscard]] luan_call_function function(std::string_view method) const;

  const luan_plugin* plugin_;
};

}  // namespace luan::plugin
