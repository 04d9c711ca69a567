// What `luan plugin check` does to a plugin, inside the plugin's own process: each probe tries one part of the contract
// (plugins/sdk/luan_plugin.h). A probe that a plugin cannot bear ends the process, which the other side sees.
#pragma once
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/loaded_plugin.hpp"
#include "plugin/manifest.hpp"

namespace luan::plugin {

struct ProbeSetup {
  std::vector<PluginKind> kinds;
  std::vector<Example> examples;
  std::uint64_t seed = 0;
  int rounds = 0;  // of the fuzz
};

/// What a probe found out, for the other side to compare; empty for most.
using ProbeResult = std::expected<std::string, std::string>;

struct Probe {
  std::string_view name;
  std::string_view about;  // English, what holds where it passes
  bool needs_example = false;
  bool scorers_only = false;
  ProbeResult (*run)(const LoadedPlugin& plugin, const ProbeSetup& setup) = nullptr;
};
/// In the order in which they are run.
[[nodiscard]] std::span<const Probe> probes();

/// The file in the working folder that holds what is given to the plugin while it is given.
inline constexpr const char* probe_input_file = "input";

}  // namespace luan::plugin
