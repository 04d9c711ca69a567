#include "app/workflow_needs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/impl.hpp"
#include "workflow/shared_registers.hpp"

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

  void judge(const workflow::Step& step) { judge(*step.plugin, {step.mark, {"Bước «" + step.title.vi + "»", "Step «" + step.title.en + "»"}}); }

  /// How nominees are compared: a scorer that is given all of them.
  void judge_comparer(const workflow::PluginCall& call) {
    const Place place{call.mark, {"«compare»", "«compare»"}};
    const auto manifest = judge(call, place);
    if (manifest && std::ranges::find(manifest->needs_input, "alternatives") == manifest->needs_input.end())
      add("plugin_kind", place,
          fmt::format("Plugin «{}» không nhận nhiều phương án nên không so sánh được (thiếu «alternatives» ở «needs.input»).", call.plugin),
          fmt::format("Plugin «{}» is given no alternatives («needs.input»), so it cannot compare.", call.plugin));
  }

 private:
  struct Place {
    workflow::Mark mark;
    Localized title;
  };

  /// The manifest where there is one of a scorer.
  std::optional<plugin::Manifest> judge(const workflow::PluginCall& call, const Place& step) {
    const std::string& id = call.plugin;
    const auto file = options_.folder / id / (id + ".json");
    if (!std::filesystem::exists(file)) {
      add("plugin_unknown", step, fmt::format("Không có plugin «{}» trong {}. Đề nghị cài plugin ấy hoặc ghi tên plugin đã có.", id, options_.folder.string()),
          fmt::format("There is no plugin «{}» in {}. Put it there, or name one that is there.", id, options_.folder.string()));
      return {};
    }
    auto manifest = plugin::read_manifest(file);
    if (!manifest) {
      add("plugin_unknown", step, fmt::format("Plugin «{}» có tệp mô tả sai: {}", id, manifest.error()),
          fmt::format("The manifest of plugin «{}» is wrong: {}", id, manifest.error()));
      return {};
    }
    if (!manifest->has(plugin::PluginKind::score)) {
      add("plugin_kind", step, fmt::format("Plugin «{}» không chấm điểm nên không dùng ở đây được.", id),
          fmt::format("Plugin «{}» gives no score, so it cannot be used here.", id));
      return {};
    }
    if (const auto fault = manifest->schema->fault(call.with))
      add("plugin_configuration", step, fmt::format("Plugin «{}» không nhận cấu hình này: {}", id, *fault),
          fmt::format("Plugin «{}» does not take this configuration: {}", id, *fault));
    if (!options_.enabled.contains(id))
      add("plugin_disabled", step, fmt::format("Plugin «{}» chưa được bật trong cấu hình («plugins»).", id),
          fmt::format("Plugin «{}» is not enabled in the configuration («plugins»).", id));
    return std::move(*manifest);
  }

  void add(std::string kind, const Place& place, std::string vi, std::string en) {
    findings_.push_back({std::move(kind), place.mark, {place.title.vi + ": " + vi, place.title.en + ": " + en}});
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
  if (definition.compare) check.judge_comparer(*definition.compare);
  return findings;
}

std::vector<workflow::Finding> unmet_needs(const workflow::Definition& definition, const std::vector<workflow::DefinitionPtr>& others,
                                           const store::Directory& directory, Date day, const Configuration& configuration) {
  std::vector<workflow::Finding> findings = workflow::check_shared_registers(definition, others);
  for (workflow::Finding& finding : check_plugins(definition, configuration)) findings.push_back(std::move(finding));
  if (directory.committee().unit.none()) return findings;
  for (workflow::Finding& finding : workflow::check_roster(definition, roster_of(directory, day))) findings.push_back(std::move(finding));
  return findings;
}

Localized told_with_places(const std::string& file, const std::vector<workflow::Finding>& findings) {
  Localized all;
  for (const workflow::Finding& finding : findings) {
    const std::string place = fmt::format("{}{}:{}:{}: ", all.en.empty() ? "" : "\n", file, finding.mark.line, finding.mark.column);
    all.vi += place + finding.text.vi;
    all.en += place + finding.text.en;
  }
  return all;
}

}  // namespace luan::app
