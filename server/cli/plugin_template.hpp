// `luan plugin new`: a folder with a plugin that builds at once, from the templates of the SDK (plugins/sdk/template).
#pragma once
#include <filesystem>
#include <string>

namespace luan::cli {

struct PluginTemplate {
  std::string id;        // of the plugin
  std::string language;  // cpp, c
  std::string kind;      // score, notify
  std::filesystem::path folder;
};

/// Writes the folder, which must not exist, and returns what to do next, for a person. Throws Usage or std::runtime_error.
std::string write_plugin_template(const PluginTemplate& wanted);

}  // namespace luan::cli
