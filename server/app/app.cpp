#include "app/app.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstring>

#include "app/comparing.hpp"
#include "app/draft_keeping.hpp"
#include "app/impl.hpp"
#include "app/pending_rotations.hpp"
#include "app/workflow_needs.hpp"
#include "audit/log_signer.hpp"
#include "base/files.hpp"
#include "store/fault.hpp"
#include "store/file_store.hpp"
#include "store/rebuild.hpp"
#include "workflow/shared_registers.hpp"

namespace luan::app {
namespace {

std::filesystem::path program_folder() { return std::filesystem::read_symlink("/proc/self/exe").parent_path(); }

std::filesystem::path bundled_plugins() {
  const auto installed = program_folder().parent_path() / "lib/luan/plugins";
  return std::filesystem::exists(installed) ? installed : program_folder() / "plugins";
}

/// A secret of the data directory, made at the first start.
std::string secret_file(const std::filesystem::path& folder, const std::string& name) {
  make_private_folder(folder);
  if (!std::filesystem::exists(folder / name)) replace_file(folder / name, random_bytes(32));
  return read_secret(folder / name);
}

std::vector<std::filesystem::path> workflow_files(const Configuration& configuration) {
  if (!configuration.workflows.empty()) return configuration.workflows;
  for (const auto& folder : {std::filesystem::path("workflows"), program_folder() / "../../workflows", program_folder() / "../share/luan/workflows"})
    if (std::filesystem::exists(folder / "rotation.yaml")) {
      std::vector<std::filesystem::path> files;
      for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
      std::ranges::sort(files);
      return files;
    }
  return {};
}

}  // namespace

plugin::Enabled plugin_configuration(const Configuration& configuration, const std::filesystem::path& data, const std::string& id) {
  const auto given = configuration.plugins.find(id);
  const bool network = std::ranges::find(configuration.plugin_network, id) != configuration.plugin_network.end();
  plugin::Enabled enabled{given == configuration.plugins.end() ? json::object() : read_files(given->second, "plugins." + id), {}, network};
  if (id != "notify_mail") return enabled;
  if (!enabled.configuration.contains("smtp") && !enabled.configuration.contains("maildir"))
    enabled.configuration["maildir"] = std::filesystem::absolute(configuration.maildir.empty() ? data / "mail" : configuration.maildir).string();
  if (!enabled.configuration.contains("from")) enabled.configuration["from"] = json::object{{"name", "Luân"}, {"address", "luan@" + configuration.mail_domain}};
  return enabled;
}

plugin::RegistryOptions registry_options(const Configuration& configuration, const std::filesystem::path& data) {
  plugin::RegistryOptions options;
  options.folder = configuration.plugin_folder.empty() ? bundled_plugins() : configuration.plugin_folder;
  options.work_folder = std::filesystem::absolute(data / "plugins");
  const auto host = configuration.plugin_host.empty() ? std::filesystem::read_symlink("/proc/self/exe") : configuration.plugin_host;
  options.host_command = {host.string()};
  if (configuration.plugin_host.empty()) options.host_command.push_back("plugin-host");
  options.timing.call = configuration.plugin_deadline;
  options.timing.rest_first = configuration.plugin_rest;
  options.sandbox = configuration.sandbox_optional ? plugin::SandboxMode::optional : plugin::SandboxMode::required;
  for (const auto& [id, with] : configuration.plugins) options.enabled[id] = plugin_configuration(configuration, data, id);
  return options;
}

App::Impl::Impl(Configuration c, std::filesystem::path folder, std::shared_ptr<const Clock> k, std::shared_ptr<IdSource> i)
    : configuration(std::move(c)),
      data(std::move(folder)),
      clock(std::move(k)),
      ids(i ? std::move(i) : std::make_shared<RandomIds>()),
      zone(configuration.time_zone) {
  store::Database::Options options;
  options.time_zone = configuration.time_zone;
  database = std::make_unique<store::Database>(data, options);
  open_log();
  csrf_key = secret_file(data / "keys", "csrf.key");
  {
    const store::Reader reader = database->reader();
    sample = store::meta(reader.session(), "sample") == "1";
    clock_offset_days = std::stoi(store::meta(reader.session(), "clock_offset_days").value_or("0"));
    for (auto& row : store::sessions(reader.session())) sessions.restore({row.sha256, AccountId::trusted(row.account), row.created, row.last_seen});
  }
  if (configuration.cheap_passwords && !sample && !directory()->accounts().empty()) throw std::runtime_error("cheap passwords are for sample directories only");
  definitions.put_stored(*database);
  if (store::projections_stale(*database)) {
    const auto written = store::rebuild(*database, [this](const std::string& name, int version) { return definitions.find(name, version); });
    spdlog::info("lists and tables were written anew from {} events", written.events);
  }
  hasher = std::make_unique<identity::PasswordHasher>(configuration.cheap_passwords ? identity::cheap_cost() : identity::HashCost{});
  open_plugins();
  comparing = std::make_unique<Comparing>([this](const std::string& id, const json::object& request) -> Comparing::Outcome {
    plugin::Answered by;
    auto answer = plugins->call(id, request, &by);
    if (!answer) return std::unexpected(std::move(answer.error()));
    return Comparing::Answer{answer->as_object(), std::move(by)};
  });
  pending = std::make_unique<PendingRotations>();
  find_notifiers();
  files = std::make_unique<store::FileStore>(data / "files");
  writer = std::make_unique<store::Writer>(*database, clock, ids);
  chance = [] {
    std::uint32_t drawn = 0;
    const std::string bytes = random_bytes(sizeof drawn);
    std::memcpy(&drawn, bytes.data(), sizeof drawn);
    return drawn;
  };
  lock_drafts(*this);
  install_definitions();
  install_plugins();
  warn_of_calendar();
  look_for_needs();
}

App::Impl::~Impl() {
  stop_background();
  try {
    sign_log();
  } catch (const std::exception& error) {
    spdlog::error("the log was not signed: {}", store::fault_text(error));  // it will be at the next start
  }
  writer->stop();
}

namespace {

void refuse_shared_registers(const std::string& file, const workflow::Definition& definition, const std::vector<workflow::DefinitionPtr>& others) {
  if (const auto shared = workflow::check_shared_registers(definition, others); !shared.empty()) throw std::runtime_error(told_with_places(file, shared).en);
}

}  // namespace

void App::Impl::install_definitions() {
  struct Shipped {
    std::string file, bytes;
    workflow::DefinitionPtr definition;
  };
  std::vector<Shipped> all;
  std::map<std::string, workflow::DefinitionPtr> newest_of;
  for (const workflow::DefinitionPtr& known : definitions.newest()) newest_of[known->name] = known;
  for (const auto& path : workflow_files(configuration)) {
    const std::string bytes = read_file(path);
    all.push_back({path.string(), bytes, proved_definition(path.string(), bytes)});
    auto& newest = newest_of[all.back().definition->name];
    if (!newest || newest->version < all.back().definition->version) newest = all.back().definition;
  }
  std::vector<workflow::DefinitionPtr> others;
  for (const auto& [name, definition] : newest_of) others.push_back(definition);
  for (const auto& [file, bytes, definition] : all) {
    if (!definitions.find(definition->name, definition->version)) refuse_shared_registers(file, *definition, others);
    const auto installed = on_writer_blocking<bool>(*writer, [&](store::Transaction& transaction) { return install(transaction, definition, bytes, "-"); });
    if (!installed)
      throw std::runtime_error(file + ": workflow " + definition->name + " version " + std::to_string(definition->version) +
                               " is installed with other content. A version never changes: raise `version` in the file.");
    definitions.put(definition);
  }
}

/// Says what a workflow lacks around it; a committee that is being set up lacks everybody. A warning here, where installing is
/// refused (change.cpp): rotations run under these versions already, and a plugin's file that is missing today, or a clerk who left
/// yesterday, must not keep everybody else from working. The step in question waits and is shown as waiting.
void App::Impl::look_for_needs() const {
  const DirectoryPtr now = directory();
  if (now->committee().unit.none()) return;
  for (const workflow::DefinitionPtr& definition : definitions.newest())
    for (const auto& finding : unmet_needs(*definition, definitions.newest(), *now, today(), configuration))
      spdlog::warn("workflow {} {}: {}", definition->name, definition->version, finding.text.en);
}

void App::Impl::install_plugins() {
  for (const plugin::PluginInfo& found : plugins->list()) {
    if (!found.enabled) continue;
    const auto known = directory()->plugins().find(found.id);
    // Enabled is a file, by its digest; a newer manifest beside it enables nothing.
    if (known != directory()->plugins().end() && known->second.digest == found.digest) continue;
    writer->run([&](store::Transaction& transaction) { transaction.append("-", store::PluginEnabled{found.id, found.version, found.digest}); });
  }
}

void prove_workflows(const Configuration& configuration) {
  const auto files = workflow_files(configuration);
  std::vector<workflow::DefinitionPtr> all;
  for (const auto& file : files) all.push_back(proved_definition(file.string(), read_file(file)));
  for (std::size_t i = 0; i < files.size(); ++i) refuse_shared_registers(files[i].string(), *all[i], all);
}

DirectoryPtr App::Impl::directory() const {
  const DirectoryPtr snapshot = database->directory();
  if (!snapshot->renames()) return snapshot;
  const Date day = today();
  const std::lock_guard lock(named_mutex);
  if (std::get<0>(named) != snapshot || std::get<1>(named) != day) named = {snapshot, day, store::as_of(snapshot, day)};
  return std::get<2>(named);
}

workflow::DefinitionPtr App::Impl::newest(std::string_view name) const { return definitions.newest(name); }

workflow::DefinitionPtr App::Impl::definition_ptr(const workflow::Rotation& rotation) const {
  workflow::DefinitionPtr found = definitions.find(rotation.facts.definition, rotation.facts.version);
  if (!found) throw std::runtime_error("workflow " + rotation.facts.definition + " version " + std::to_string(rotation.facts.version) + " is not installed");
  return found;
}

Result<store::RotationPtr> App::Impl::visible(const Caller& caller, std::string_view id) const {
  const auto parsed = RotationId::parse(id);
  if (!parsed) return refuse(RefusalCode::not_found);
  store::RotationPtr rotation = database->rotation(*parsed);
  if (!rotation || !may_see(caller, *rotation)) return refuse(RefusalCode::not_found);
  return rotation;
}

workflow::DefinitionPtr App::definition(const std::string& name, int version) const { return impl_->definitions.find(name, version); }

App::App(Configuration configuration, std::filesystem::path data, std::shared_ptr<const Clock> clock, std::shared_ptr<IdSource> ids)
    : impl_(std::make_unique<Impl>(std::move(configuration), std::move(data), std::move(clock), std::move(ids))) {}
App::~App() = default;

const Configuration& App::configuration() const { return impl_->configuration; }
const Clock& App::clock() const { return *impl_->clock; }
const TimeZone& App::zone() const { return impl_->zone; }
Localized App::committee() const {
  const auto directory = impl_->directory();
  return unit_name(*directory, directory->committee().unit);
}
bool App::sample() const { return impl_->sample; }
int App::clock_offset_days() const { return impl_->clock_offset_days; }
Result<void> App::set_clock_offset(int days) {
  if (!sample())
    return refuse(RefusalCode::bad_configuration, {{"place", "--clock-offset"}, {"detail", "only a sample directory (luan demo) may move its clock"}});
  if (days < clock_offset_days())
    return refuse(RefusalCode::bad_configuration,
                  {{"place", "--clock-offset"},
                   {"detail", "the clock of this directory is " + std::to_string(clock_offset_days()) + " days ahead and may only go forward"}});
  impl_->writer->run([&](store::Transaction& transaction) { transaction.put_meta("clock_offset_days", std::to_string(days)); });
  impl_->clock_offset_days = days;
  return {};
}
Caller App::machine_operator() const {
  Caller caller;
  caller.name = "luan";
  caller.actor.grants.push_back({std::string(identity::to_text(identity::Role::administrator)), impl_->directory()->committee().unit});
  return caller;
}
std::uint64_t App::log_size() const { return impl_->database->log_frontier().size; }
store::Database& App::database() const { return *impl_->database; }
store::Writer& App::writer() const { return *impl_->writer; }
bool App::ready() const { return impl_->writer->healthy(); }

}  // namespace luan::app
