// A folder of plugins in a temporary place, and a registry over it.
#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "plugin/registry.hpp"

namespace luan::plugin {

inline constexpr int no_limit = 1'000'000;

/// A sanitizer takes over the allocator and needs address space without end: no limit of memory is set then (hardening.md
/// §7), and what a plugin leaves behind is not counted by mallinfo.
inline constexpr bool sanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

class Plugins {
 public:
  Plugins();
  ~Plugins();
  Plugins(const Plugins&) = delete;

  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  [[nodiscard]] std::filesystem::path folder() const { return root_ / "plugins"; }

  /// A scorer built for the tests, with a manifest that fits it.
  void add(const std::string& id, const std::string& version = "1.0.0");
  /// One of the bundled ones, as it was built.
  void add_bundled(const std::string& id);
  /// Takes the schema of the configuration out of a manifest, so that the plugin's own refusals are heard.
  void loosen(const std::string& id);
  [[nodiscard]] json::object manifest(const std::string& id) const;
  /// Puts another library, built for the tests, in the place of this one.
  void replace(const std::string& id, const std::string& by);
  void write_manifest(const std::string& id, const std::string& text);

  /// No pauses, no quarantine, patience for a slow machine; change what the case is about.
  [[nodiscard]] RegistryOptions options(std::map<std::string, Enabled> enabled) const;

 private:
  std::filesystem::path root_;
};

/// What a call of a scorer gives, for a table: "7", or "crashed: signal 11 (Segmentation fault)".
[[nodiscard]] std::string told(const std::expected<json::value, PluginFailure>& answer);
[[nodiscard]] json::object score_request(const std::string& what_to_do);

}  // namespace luan::plugin
