#include "plugin/registry.hpp"

#include <stdexcept>
#include <system_error>

#include "plugin/library.hpp"
#include "plugin/shape.hpp"

namespace luan::plugin {

struct Registry::Entry {
  Manifest manifest;
  std::string manifest_fault;
  std::string configuration;  // of the enabled plugin, JSON
  std::string digest;
  std::unique_ptr<PluginProcess> process;  // null: not enabled

  [[nodiscard]] PluginInfo info() const {
    return {manifest.id,        manifest.version, manifest.title, manifest.kinds,
            process != nullptr, digest,           manifest_fault, process ? process->health() : PluginHealth{}};
  }
};

Registry::Registry(RegistryOptions options) : options_(std::move(options)) {
  discover();
  for (const auto& [id, enabled] : options_.enabled) enable(id, enabled);
}

Registry::~Registry() = default;

void Registry::discover() {
  std::error_code error;
  for (std::filesystem::directory_iterator at(options_.folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    const std::filesystem::path file = at->path() / (name + ".json");
    if (!std::filesystem::is_regular_file(file, error)) {
      error.clear();
      continue;
    }
    auto entry = std::make_unique<Entry>();
    if (auto manifest = read_manifest(file))
      entry->manifest = std::move(*manifest);
    else {
      entry->manifest.id = name;
      entry->manifest_fault = manifest.error();
    }
    entries_.emplace(name, std::move(entry));
  }
}

void Registry::enable(const std::string& id, const Enabled& enabled) {
  const auto fail = [&](const std::string& why) { throw std::runtime_error("plugin " + id + ": " + why); };
  const auto found = entries_.find(id);
  if (found == entries_.end()) fail("is enabled, but " + (options_.folder / id / (id + ".json")).string() + " does not exist");
  Entry& entry = *found->second;
  if (!entry.manifest_fault.empty()) fail(entry.manifest_fault);
  entry.digest = enabled.digest;
  if (entry.digest.empty()) {
    const auto library = open_library(entry.manifest.library);
    if (!library) fail(library.error());
    entry.digest = library->digest;
  }
  ProcessOptions process{options_.host_command, options_.work_folder / id, {}, entry.manifest.needs_network && enabled.network, options_.sandbox,
                         options_.timing};
  for (const std::string& member : entry.manifest.needs_folders) {
    const std::filesystem::path folder = text_or_empty(enabled.configuration, member);
    if (folder.empty()) continue;  // not granted
    if (!folder.is_absolute()) fail(member + ": «" + folder.string() + "» must be an absolute path");
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) fail(member + ": " + folder.string() + ": " + error.message());
    process.writable.push_back(folder);
  }
  entry.configuration = json::serialize(enabled.configuration);
  entry.process = std::make_unique<PluginProcess>(entry.manifest, entry.digest, std::move(process));
}

std::vector<PluginInfo> Registry::list() const {
  std::vector<PluginInfo> all;
  for (const auto& [id, entry] : entries_) all.push_back(entry->info());
  return all;
}

std::optional<PluginInfo> Registry::find(std::string_view id) const {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return {};
  return found->second->info();
}

std::expected<json::value, PluginFailure> Registry::call(std::string_view id, const json::object& request) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return std::unexpected(PluginFailure{FailureKind::unknown, std::string(id)});
  Entry& entry = *found->second;
  if (!entry.process) return std::unexpected(PluginFailure{FailureKind::disabled, std::string(id)});
  const auto read = read_request(request);
  if (!read) return std::unexpected(read.error());
  if (!entry.manifest.has(read->kind))
    return std::unexpected(PluginFailure{FailureKind::request_wrong, std::string(id) + " does not " + std::string(name(read->kind))});
  auto answer = entry.process->call(name(read->kind), read->with.value_or(entry.configuration), read->body);
  if (!answer) return answer;
  if (auto failure = check_answer(read->kind, *answer)) {
    entry.process->blame(*failure);
    return std::unexpected(std::move(*failure));
  }
  return answer;
}

void Registry::release(std::string_view id) {
  const auto found = entries_.find(id);
  if (found != entries_.end() && found->second->process) found->second->process->release();
}

}  // namespace luan::plugin
