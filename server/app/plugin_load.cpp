#include "app/plugin_load.hpp"

#include "app/impl.hpp"

namespace luan::app {

Result<std::map<std::string, store::PluginLoad>> plugin_loads(const App& app, const Caller& caller) {
  if (auto may = administers(caller); !may) return std::unexpected(std::move(may.error()));
  const store::Reader reader = app.impl().database->reader();
  return store::plugin_loads(reader.session());
}

}  // namespace luan::app
