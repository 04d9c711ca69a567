#include "plugin/registry.hpp"

#include <set>
#include <stdexcept>
#include <system_error>

#include "plugin/library.hpp"
#include "plugin/shape.hpp"

namespace luan::plugin {

struct Registry::Entry {
  Manifest manifest{};
  std::string manifest_fault{};
  std::string configuration{};  // of the enabled plugin, JSON
  std::string digest{};
  std::shared_ptr<PluginProcess> process{};  // null: not enabled
  std::shared_ptr<PluginProcess> retired{};  // of one that was disabled: its last call may still run

  mutable std::mutex mutex{};
  mutable std::set<std::string> sound{};  // configurations that hold to the schema, a few

  [[nodiscard]] std::optional<PluginFailure> check_configuration(const std::string& text) const;
  [[nodiscard]] std::expected<json::value, PluginFailure> call(const Request& request) const;
};

/// Steps of a workflow bring few configurations: each is checked once.
std::optional<PluginFailure> Registry::Entry::check_configuration(const std::string& text) const {
  constexpr std::size_t kept = 64;
  const std::lock_guard lock(mutex);
  if (sound.contains(text)) return {};
  if (auto fault = manifest.schema->fault(json::parse(text))) return PluginFailure{FailureKind::configuration_refused, std::move(*fault)};
  if (sound.size() >= kept) sound.clear();
  sound.insert(text);
  return {};
}

std::expected<json::value, PluginFailure> Registry::Entry::call(const Request& request) const {
  const std::string& with = request.with ? *request.with : configuration;
  auto failure = check_configuration(with);
  if (!failure) {
    auto answer = process->call(name(request.kind), with, request.body);
    if (!answer) return answer;
    failure = check_answer(request.kind, *answer);
    if (!failure) return answer;
  }
  process->blame(*failure);
  return std::unexpected(std::move(*failure));
}

Registry::Registry(RegistryOptions options) : options_(std::move(options)) {
  entries_ = discover();
  for (const auto& [id, enabled] : options_.enabled)
    if (auto made = enable(id, enabled); !made) throw std::runtime_error("plugin " + id + ": " + made.error());
}

Registry::~Registry() = default;

Registry::Entries Registry::discover() const {
  Entries found;
  std::error_code error;
  for (std::filesystem::directory_iterator at(options_.folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    const std::filesystem::path file = at->path() / (name + ".json");
    if (!std::filesystem::is_regular_file(file, error)) {
      error.clear();
      continue;
    }
    auto entry = std::make_shared<Entry>();
    if (auto manifest = read_manifest(file))
      entry->manifest = std::move(*manifest);
    else {
      entry->manifest.id = name;
      entry->manifest_fault = manifest.error();
    }
    found.emplace(name, std::move(entry));
  }
  return found;
}

void Registry::rescan() {
  Entries found = discover();
  const std::lock_guard lock(mutex_);
  for (auto& [id, entry] : entries_)
    if (entry->process) found[id] = std::move(entry);
  entries_ = std::move(found);
}

std::expected<Registry::Prepared, std::string> Registry::prepare(const std::string& id, const Enabled& enabled) const {
  const std::filesystem::path file = options_.folder / id / (id + ".json");
  if (!std::filesystem::is_regular_file(file)) return std::unexpected("is enabled, but " + file.string() + " does not exist");
  auto manifest = read_manifest(file);
  if (!manifest) return std::unexpected(manifest.error());
  auto entry = std::make_shared<Entry>();
  entry->manifest = std::move(*manifest);
  entry->digest = enabled.digest;
  if (entry->digest.empty()) {
    const auto library = open_library(entry->manifest.library);
    if (!library) return std::unexpected(library.error());
    entry->digest = library->digest;
  }
  ProcessOptions process{options_.host_command, options_.work_folder / id, {}, entry->manifest.needs_network && enabled.network, options_.sandbox,
                         options_.timing};
  if (entry->manifest.needs_seconds) process.timing.call = std::chrono::seconds(*entry->manifest.needs_seconds);
  for (const std::string& member : entry->manifest.needs_folders) {
    const std::filesystem::path folder = text_or_empty(enabled.configuration, member);
    if (folder.empty()) continue;  // not granted
    if (!folder.is_absolute()) return std::unexpected(member + ": «" + folder.string() + "» must be an absolute path");
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return std::unexpected(member + ": " + folder.string() + ": " + error.message());
    process.writable.push_back(folder);
  }
  entry->configuration = json::serialize(enabled.configuration);
  entry->process = std::make_shared<PluginProcess>(entry->manifest, entry->digest, std::move(process));
  return entry;
}

std::expected<void, std::string> Registry::enable(const std::string& id, const Enabled& enabled) {
  auto prepared = prepare(id, enabled);
  if (!prepared) return std::unexpected(std::move(prepared.error()));
  install(id, std::move(*prepared));
  return {};
}

const std::string& Registry::version(const Prepared& prepared) { return prepared->manifest.version; }

void Registry::install(const std::string& id, Prepared prepared) {
  const std::lock_guard lock(mutex_);
  Prepared& place = entries_[id];
  if (place && (place->process || place->retired)) prepared->process->follow(place->process ? place->process : place->retired);
  place = std::move(prepared);
}

void Registry::disable(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end() || !found->second->process) return;
  found->second->process->retire();
  auto off = std::make_shared<Entry>();
  off->manifest = found->second->manifest;
  off->retired = found->second->process;
  found->second = std::move(off);
}

Registry::Prepared Registry::entry(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : found->second;
}

std::string Registry::digest_of(const std::filesystem::path& library) const {
  std::error_code error;
  const auto written = std::filesystem::last_write_time(library, error);
  const auto bytes = error ? 0 : std::filesystem::file_size(library, error);
  if (error) return {};
  {
    const std::lock_guard lock(mutex_);
    const auto known = digests_.find(library);
    if (known != digests_.end() && known->second.written == written && known->second.bytes == bytes) return known->second.digest;
  }
  const auto opened = open_library(library);
  if (!opened) return {};
  const std::lock_guard lock(mutex_);
  digests_[library] = {written, bytes, opened->digest};
  return opened->digest;
}

PluginInfo Registry::info(const Entry& entry) const {
  return {entry.manifest.id,
          entry.manifest.version,
          entry.manifest.title,
          entry.manifest.kinds,
          entry.process != nullptr,
          entry.digest,
          entry.manifest_fault,
          entry.process ? entry.process->health() : PluginHealth{},
          entry.manifest_fault.empty() ? digest_of(entry.manifest.library) : std::string()};
}

std::vector<PluginInfo> Registry::list() const {
  Entries entries;
  {
    const std::lock_guard lock(mutex_);
    entries = entries_;
  }
  std::vector<PluginInfo> all;
  for (const auto& [id, entry] : entries) all.push_back(info(*entry));
  return all;
}

std::optional<PluginInfo> Registry::find(std::string_view id) const {
  const Prepared found = entry(id);
  if (!found) return {};
  return info(*found);
}

bool Registry::is_enabled(std::string_view id) const {
  const Prepared found = entry(id);
  return found && found->process;
}

std::vector<std::string> Registry::needs_input(std::string_view id) const {
  const Prepared found = entry(id);
  return found ? found->manifest.needs_input : std::vector<std::string>();
}

std::vector<std::string> Registry::enabled() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> ids;
  for (const auto& [id, entry] : entries_)
    if (entry->process) ids.push_back(id);
  return ids;
}

std::expected<json::value, PluginFailure> Registry::call(std::string_view id, const json::object& request, Answered* by) {
  const auto read = read_request(request);
  for (Prepared at = entry(id), tried;;) {
    if (!at) return std::unexpected(PluginFailure{FailureKind::unknown, std::string(id)});
    if (!at->process) return std::unexpected(PluginFailure{FailureKind::disabled, std::string(id)});
    if (!read) return std::unexpected(read.error());
    if (!at->manifest.has(read->kind))
      return std::unexpected(PluginFailure{FailureKind::request_wrong, std::string(id) + " does not " + std::string(name(read->kind))});
    auto answer = at->call(*read);
    if (answer && by) *by = {at->manifest.version, at->digest};
    if (answer || answer.error().kind != FailureKind::library_changed) return answer;
    // Another file lies there now, or took this one's place while the call waited. Where it is enabled, the call goes to it.
    tried = std::exchange(at, entry(id));
    if (at == tried) return answer;
  }
}

void Registry::end_rest(std::string_view id) {
  const Prepared found = entry(id);
  if (found && found->process) found->process->end_rest();
}

void Registry::release(std::string_view id) {
  const Prepared found = entry(id);
  if (found && found->process) found->process->release();
}

}  // namespace luan::plugin
