#pragma once
#include <map>
#include <string>

namespace soci {
class session;
}

namespace luan::store {

/// What the outbox holds for one plugin.
struct PluginLoad {
  int waiting = 0;    // to be sent, or being sent
  int dead = 0;       // given up, until a person decides
  int delivered = 0;  // of those still kept: ninety days
};
/// By plugin id; plugins for which there never was anything are left out.
[[nodiscard]] std::map<std::string, PluginLoad> plugin_loads(soci::session& session);

}  // namespace luan::store
