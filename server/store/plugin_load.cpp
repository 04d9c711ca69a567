#include "store/plugin_load.hpp"

#include <soci/soci.h>

namespace luan::store {

std::map<std::string, PluginLoad> plugin_loads(soci::session& session) {
  std::map<std::string, PluginLoad> out;
  std::string plugin, state;
  int count = 0;
  soci::statement rows =
      (session.prepare << "SELECT plugin, state, count(*) FROM outbox GROUP BY plugin, state", soci::into(plugin), soci::into(state), soci::into(count));
  rows.execute();
  while (rows.fetch()) {
    PluginLoad& load = out[plugin];
    if (state == "waiting" || state == "leased") load.waiting += count;
    if (state == "dead") load.dead += count;
    if (state == "delivered") load.delivered += count;
  }
  return out;
}

}  // namespace luan::store
