#include "app/workflow_needs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/impl.hpp"

namespace luan::app {
namespace {

workflow::Roster::Unit unit_of(const store::Directory& directory, const store::Unit& unit) {
  workflow::Roster::Unit made{unit.name.vi};
  for (const std::string& role : identity::role_names()) {
    auto& holders = made.roles[role];
    for (const AccountId& account : directory.holders(role, unit.id)) {
      ++holders.all;
      if (!directory.account(account)->official.none()) ++holders.officials;
    }
  }
  return made;
}

class PluginCheck {
 public:
  PluginCheck(const Configuration& configuration, std::vector<workflow::Finding>& findings)
      : options_(registry_options(configuration, ".")), findings_(findings) {}

  void judge(const workflow::Step& step) {
    const std::string& id = step.plugin->plugin;
    const auto file = options_.folder / id / (id + ".json");
    if (!std::filesystem::exists(file))
      return add("plugin_unknown", step, fmt::format("Không có plugin «{}» trong {}.", id, options_.folder.string()),
                 fmt::format("There is no plugin «{}» in {}.", id, options_.folder.string()));
    const auto manifest = plugin::read_manifest(file);
    if (!manifest)
      return add("plugin_unknown", step, fmt::format("Plugin «{}» có tệp mô tả sai: {}", id, manifest.error()),
                 fmt::format("The manifest of plugin «{}» is wrong: {}", id, manifest.error()));
    if (!manifest->has(plugin::PluginKind::score))
      return add("plugin_kind", step, fmt::format("Plugin «{}» không chấm điểm nên không trả lời bước này được.", id),
                 fmt::format("Plugin «{}» gives no score, so it cannot answer this step.", id));
    if (const auto fault = manifest->schema->fault(step.plugin->with))
      add("plugin_configuration", step, fmt::format("Plugin «{}» không nhận cấu hình này: {}", id, *fault),
          fmt::format("Plugin «{}» does not take this configuration: {}", id, *fault));
    if (!options_.enabled.contains(id))
      add("plugin_disabled", step, fmt::format("Plugin «{}» chưa được bật trong cấu hình («plugins»).", id),
          fmt::format("Plugin «{}» is not enabled in the configuration («plugins»).", id));
  }

 private:
  void add(std::string kind, const workflow::Step& step, std::string vi, std::string en) {
    findings_.push_back({std::move(kind), step.mark, {fmt::format("Bước «{}»: {}", step.title.vi, vi), fmt::format("Step «{}»: {}", step.title.en, en)}});
  }

  plugin::RegistryOptions options_;
  std::vector<workflow::Finding>& findings_;
};

}  // namespace

workflow::Roster roster_of(const store::Directory& directory, Date day) {
  workflow::Roster roster;
  std::set<UnitId> sends, receives;
  for (const store::Official* official : directory.officials()) sends.insert(directory.successor(official->unit, day));
  for (const store::Position* position : directory.positions()) receives.insert(directory.successor(position->unit, day));
  for (const store::Unit* unit : directory.units()) {
    if (unit->to && *unit->to < day) continue;
    if (unit->id == directory.committee().unit) roster.parties["deciding"].push_back(unit_of(directory, *unit));
    if (sends.contains(unit->id)) roster.parties["sending"].push_back(unit_of(directory, *unit));
    if (receives.contains(unit->id)) roster.parties["receiving"].push_back(unit_of(directory, *unit));
    roster.administrators += directory.holders("administrator", unit->id).size();
  }
  return roster;
}

std::vector<workflow::Finding> check_plugins(const workflow::Definition& definition, const Configuration& configuration) {
  std::vector<workflow::Finding> findings;
  PluginCheck check(configuration, findings);
  for (const workflow::Stage& stage : definition.stages)
    for (const workflow::Step& step : stage.steps)
      if (step.plugin) check.judge(step);
  return findings;
}

}  // namespace luan::app
