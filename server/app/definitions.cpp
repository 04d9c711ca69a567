#include "app/definitions.hpp"

#include <mutex>
#include <stdexcept>

#include "audit/digest.hpp"
#include "base/bytes.hpp"
#include "identity/permission.hpp"
#include "workflow/checker.hpp"
#include "workflow/loader.hpp"

namespace luan::app {
namespace {

workflow::Definition loaded(const std::string& name, const std::string& bytes) {
  auto read = workflow::load_definition(name, bytes, identity::role_names());
  if (!read) {
    std::string faults;
    for (const auto& fault : read.error()) faults += (faults.empty() ? "" : "\n") + fault.line(Language::en);
    throw std::runtime_error(faults);
  }
  read->digest = to_hex(audit::definition_digest(bytes));
  return std::move(*read);
}

}  // namespace

void Definitions::put(workflow::DefinitionPtr definition) {
  const std::unique_lock lock(mutex_);
  all_[definition->name].try_emplace(definition->version, std::move(definition));
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

workflow::DefinitionPtr proved_definition(const std::string& file, const std::string& bytes) {
  workflow::Definition definition = loaded(file, bytes);
  std::string faults;
  for (const auto& finding : workflow::check(definition).findings)
    faults +=
        (faults.empty() ? "" : "\n") + file + ":" + std::to_string(finding.mark.line) + ":" + std::to_string(finding.mark.column) + ": " + finding.text.en;
  if (!faults.empty()) throw std::runtime_error(faults);
  return std::make_shared<const workflow::Definition>(std::move(definition));
}

workflow::DefinitionPtr stored_definition(const std::string& name, const std::string& bytes) {
  return std::make_shared<const workflow::Definition>(loaded(name, bytes));
}

}  // namespace luan::app
