#include "app/definitions.hpp"

#include <mutex>
#include <ranges>
#include <stdexcept>

#include "app/workflow_needs.hpp"
#include "audit/digest.hpp"
#include "base/bytes.hpp"
#include "base/json.hpp"
#include "identity/permission.hpp"
#include "store/queries.hpp"
#include "workflow/checker.hpp"
#include "workflow/loader.hpp"

namespace luan::app {
namespace {

void add_line(Localized& text, const Localized& line) {
  text.vi += (text.vi.empty() ? "" : "\n") + line.vi;
  text.en += (text.en.empty() ? "" : "\n") + line.en;
}

std::expected<workflow::Definition, Localized> loaded(const std::string& name, const std::string& bytes) {
  auto read = workflow::load_definition(name, bytes, identity::role_names());
  if (!read) {
    Localized faults;
    for (const auto& fault : read.error()) add_line(faults, {fault.line(Language::vi), fault.line(Language::en)});
    return std::unexpected(std::move(faults));
  }
  read->digest = to_hex(audit::definition_digest(bytes));
  return std::move(*read);
}

}  // namespace

void Definitions::put(workflow::DefinitionPtr definition) {
  const std::unique_lock lock(mutex_);
  all_[definition->name].try_emplace(definition->version, std::move(definition));
}

void Definitions::put_stored(const store::Database& database) {
  const store::Reader reader = database.reader();
  for (const auto& row : store::definitions(reader.session())) {
    auto definition = loaded(row.name + " " + std::to_string(row.version), row.bytes);
    if (!definition) throw std::runtime_error(definition.error().en);
    put(std::make_shared<const workflow::Definition>(std::move(*definition)));
  }
}

InForce::InForce(const Definitions& definitions, const std::vector<store::HistoryRow>& history) {
  for (const store::HistoryRow& row : history)
    if (row.event.type == "rotation.nominated" || row.event.type == "rotation.migrated")
      if (auto found = definitions.find(text_member(row.event.payload, "definition"), static_cast<int>(int_member(row.event.payload, "version"))))
        from_.emplace_back(row.event.sequence, std::move(found));
}

workflow::DefinitionPtr InForce::at(int sequence) const {
  workflow::DefinitionPtr found;
  for (const auto& [first, version] : from_)
    if (first <= sequence) found = version;
  return found;
}

workflow::DefinitionPtr InForce::with_step(std::string_view step) const {
  for (const auto& [first, version] : std::views::reverse(from_))
    if (version->find_step(step).second) return version;
  return nullptr;
}

workflow::DefinitionPtr Definitions::find(std::string_view name, int version) const {
  const std::shared_lock lock(mutex_);
  const auto named = all_.find(name);
  if (named == all_.end()) return nullptr;
  const auto found = named->second.find(version);
  return found == named->second.end() ? nullptr : found->second;
}

workflow::DefinitionPtr Definitions::newest(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  const auto named = all_.find(name);
  return named == all_.end() ? nullptr : named->second.rbegin()->second;
}

std::vector<workflow::DefinitionPtr> Definitions::newest() const {
  const std::shared_lock lock(mutex_);
  std::vector<workflow::DefinitionPtr> out;
  for (const auto& [name, versions] : all_) out.push_back(versions.rbegin()->second);
  return out;
}

std::vector<workflow::DefinitionPtr> Definitions::versions(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  std::vector<workflow::DefinitionPtr> out;
  if (const auto named = all_.find(name); named != all_.end())
    for (const auto& [version, definition] : named->second) out.push_back(definition);
  return out;
}

std::expected<workflow::DefinitionPtr, Localized> prove_definition(const std::string& file, const std::string& bytes) {
  auto definition = loaded(file, bytes);
  if (!definition) return std::unexpected(std::move(definition.error()));
  const auto report = workflow::check(*definition);
  if (!report.findings.empty()) return std::unexpected(told_with_places(file, report.findings));
  return std::make_shared<const workflow::Definition>(std::move(*definition));
}

workflow::DefinitionPtr proved_definition(const std::string& file, const std::string& bytes) {
  auto proved = prove_definition(file, bytes);
  if (!proved) throw std::runtime_error(proved.error().en);
  return std::move(*proved);
}

}  // namespace luan::app
