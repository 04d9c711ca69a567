// Which plugins run: what the log says, and the administrator's part in it. The configuration gives a plugin what it works
// with and what it is granted, and names those that a new data directory starts with; from then on a file runs because an
// event says that this file, by its SHA-256, was enabled.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "app/impl.hpp"

namespace luan::app {
namespace {

Localized manifest_words(const std::string& fault) { return {"Tệp mô tả của tiện ích sai: " + fault, "The plugin's manifest is wrong: " + fault}; }

std::vector<PluginView> plugin_views(const plugin::Registry& registry) {
  std::vector<PluginView> out;
  for (plugin::PluginInfo& found : registry.list())
    out.push_back({found.id, found.version, std::string(plugin::name(found.health.state)),
                   found.manifest_fault.empty() ? found.health.last_error : manifest_words(found.manifest_fault), found.title, found.enabled,
                   found.health.restarts, found.digest, found.digest_found, std::move(found.health.last_lines)});
  return out;
}

}  // namespace

void enable_as_recorded(plugin::RegistryOptions& options, const Configuration& configuration, const std::filesystem::path& data,
                        const store::Directory& directory, bool sample) {
  for (const std::string& id : directory.plugins_disabled()) options.enabled.erase(id);
  for (const auto& [id, recorded] : directory.plugins()) {
    const bool named = options.enabled.contains(id);
    if (named && sample) continue;  // a sample directory follows what was built
    if (!named) options.enabled[id] = plugin_configuration(configuration, data, id);
    options.enabled[id].digest = recorded.digest;
  }
}

/// A configuration that breaks a manifest's schema stops every start, one that names what is not there the first. Later a
/// plugin that was spoilt or taken away stops nothing but its own steps.
void App::Impl::open_plugins() {
  // First, while it is known where each stands: what follows reads the files that the configuration names.
  if (const auto faults = plugin_faults(configuration); !faults.empty()) throw std::runtime_error(told(faults, Language::en));
  plugin::RegistryOptions options = registry_options(configuration, data);
  enable_as_recorded(options, configuration, data, *directory(), sample);
  const auto enabled = std::exchange(options.enabled, {});
  std::vector<std::string> configured;
  for (const auto& [id, how] : enabled) configured.push_back(id);
  if (const auto faults = plugin_faults(configuration, configured); !faults.empty()) throw std::runtime_error(told(faults, Language::en));
  plugins = std::make_unique<plugin::Registry>(std::move(options));
  for (const auto& [id, how] : enabled) {
    const auto done = plugins->enable(id, how);
    if (done) continue;
    if (!directory()->plugins().contains(id)) throw std::runtime_error("plugin " + id + ": " + done.error());
    spdlog::warn("plugin {} does not run: {}", id, done.error());
  }
}

Result<std::vector<PluginView>> App::plugins(const Caller& caller) const {
  if (auto may = administers(caller); !may) return std::unexpected(std::move(may.error()));
  impl_->plugins->rescan();
  std::vector<PluginView> views = plugin_views(*impl_->plugins);
  for (const auto& [id, recorded] : impl_->directory()->plugins()) {
    if (impl_->plugins->is_enabled(id)) continue;
    // Enabled by the log, and yet it does not run: its files are spoilt or gone.
    auto at = std::ranges::find(views, id, &PluginView::id);
    if (at == views.end()) at = views.insert(at, {id, recorded.version, "idle", {"Không còn tệp của tiện ích.", "Its files are not there."}, {id, id}});
    if (at->error.en.empty()) at->error = {"Máy chủ khởi động mà không bật được tiện ích này.", "It could not be enabled when the server started."};
    at->enabled = true, at->digest = recorded.digest;
  }
  return views;
}

Awaitable<Result<void>> App::enable_plugin(Caller caller, std::string id, std::string digest) {
  if (auto may = administers(caller); !may) co_return std::unexpected(std::move(may.error()));
  impl_->plugins->rescan();
  const auto found = impl_->plugins->find(id);
  if (!found) co_return refuse(RefusalCode::not_found);
  if (digest.empty() || found->digest_found != digest) co_return refuse(RefusalCode::stale, {{"version", "SHA-256 " + found->digest_found}});
  if (const auto faults = plugin_faults(impl_->configuration, {id}); !faults.empty())
    co_return refuse_fields(
        {{"plugin",
          {"Tiện ích " + id + " chưa dùng được: " + told(faults, Language::vi), "The plugin " + id + " cannot be used: " + told(faults, Language::en)}}});
  plugin::Enabled enabled = plugin_configuration(impl_->configuration, impl_->data, id);
  enabled.digest = digest;
  auto prepared = impl_->plugins->prepare(id, enabled);
  if (!prepared)
    co_return refuse_fields(
        {{"plugin", {"Tiện ích " + id + " chưa dùng được: " + prepared.error(), "The plugin " + id + " cannot be used: " + prepared.error()}}});
  // A named value: GCC 12 frees twice what a lambda inside a co_await expression captures.
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    transaction.append(actor_text(caller), store::PluginEnabled{id, plugin::Registry::version(*prepared), digest});
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  if (caller.errand.rehearsal) co_return Result<void>();
  {
    const std::lock_guard lock(impl_->enabling);
    const DirectoryPtr now = impl_->directory();  // another administrator may have said otherwise meanwhile
    if (now->plugins().contains(id) && now->plugins().at(id).digest == digest) impl_->plugins->install(id, std::move(*prepared));
  }
  impl_->find_notifiers();
  impl_->start_dispatcher(id);
  impl_->poke();
  co_return Result<void>();
}

Awaitable<Result<void>> App::disable_plugin(Caller caller, std::string id) {
  if (auto may = administers(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    if (!transaction.directory()->plugins().contains(id)) return refuse(RefusalCode::not_found);
    transaction.append(actor_text(caller), store::PluginDisabled{id});
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  if (caller.errand.rehearsal) co_return Result<void>();
  {
    const std::lock_guard lock(impl_->enabling);
    if (!impl_->directory()->plugins().contains(id)) impl_->plugins->disable(id);
  }
  impl_->find_notifiers();
  co_return Result<void>();
}

Result<void> App::release_plugin(const Caller& caller, const std::string& id) {
  if (auto may = administers(caller); !may) return std::unexpected(std::move(may.error()));
  const auto found = impl_->plugins->find(id);
  if (!found || !found->enabled) return refuse(RefusalCode::not_found);
  impl_->plugins->release(id);
  impl_->poke();
  return {};
}

std::vector<PluginView> list_plugins(const Configuration& configuration, const std::filesystem::path& data) {
  if (data.empty()) return plugin_views(plugin::Registry(registry_options(configuration, std::filesystem::temp_directory_path() / "luan")));
  plugin::RegistryOptions options = registry_options(configuration, data);
  store::Database::Options beside;
  beside.lock = false;
  const store::Database database(data, beside);
  const store::Reader reader = database.reader();
  enable_as_recorded(options, configuration, data, *database.directory(), store::meta(reader.session(), "sample") == "1");
  const auto enabled = std::exchange(options.enabled, {});
  plugin::Registry registry(std::move(options));
  for (const auto& [id, how] : enabled) static_cast<void>(registry.enable(id, how));  // what is spoilt is listed with its fault
  return plugin_views(registry);
}

std::string found_digest(const std::vector<PluginView>& plugins, const std::string& id) {
  const auto found = std::ranges::find(plugins, id, &PluginView::id);
  return found == plugins.end() ? "" : found->digest_found;
}

}  // namespace luan::app
