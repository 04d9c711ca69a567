// Does what the configuration says of a plugin hold to the JSON Schema of its manifest? Asked before anything is loaded.
#include <stdexcept>

#include "app/impl.hpp"

namespace luan::app {
namespace {

/// Of the member itself, or of the nearest one around it: what is missing stands nowhere.
std::string place_of(const Configuration& configuration, const std::string& path) {
  for (std::string at = path; !at.empty(); at.erase(at.rfind('.') == at.npos ? 0 : at.rfind('.')))
    if (const auto found = configuration.places.find(at); found != configuration.places.end()) return found->second + ": plugins." + path;
  return "plugins." + path;
}

std::optional<ConfigurationFault> fault_of(const Configuration& configuration, const plugin::Manifest& manifest) {
  const std::string& id = manifest.id;
  json::object with;
  try {
    with = plugin_configuration(configuration, ".", id).configuration;
  } catch (const std::runtime_error& error) {  // "plugins.notify_mail.smtp.password: FILE: the file cannot be read"
    const std::string_view what = error.what();
    const std::string path(what.substr(std::string_view("plugins.").size(), what.find(": ") - std::string_view("plugins.").size()));
    const std::string why(what.substr(what.find(": ") + 2));
    return ConfigurationFault{place_of(configuration, path), {"Không dùng được tệp này: " + why, why}};
  }
  if (with.empty() && !manifest.has(plugin::PluginKind::notify)) return {};
  const auto fault = manifest.schema->find_fault(with);
  if (!fault) return {};
  return ConfigurationFault{place_of(configuration, id + (fault->place.empty() ? "" : "." + fault->place)), fault->text};
}

}  // namespace

std::vector<ConfigurationFault> plugin_faults(const Configuration& configuration, const std::vector<std::string>& plugins) {
  const plugin::RegistryOptions options = registry_options({.plugin_folder = configuration.plugin_folder, .plugin_host = configuration.plugin_host}, ".");
  std::vector<ConfigurationFault> out;
  for (const std::string& id : plugins)
    if (const auto manifest = plugin::read_manifest(options.folder / id / (id + ".json")))
      if (auto fault = fault_of(configuration, *manifest)) out.push_back(std::move(*fault));
  return out;
}

std::vector<ConfigurationFault> plugin_faults(const Configuration& configuration) {
  std::vector<std::string> ids;
  for (const auto& [id, with] : configuration.plugins) ids.push_back(id);
  return plugin_faults(configuration, ids);
}

std::string told(const std::vector<ConfigurationFault>& faults, Language language) {
  std::string out;
  for (const ConfigurationFault& fault : faults) out += (out.empty() ? "" : "\n") + fault.place + ": " + fault.text.in(language);
  return out;
}

}  // namespace luan::app
