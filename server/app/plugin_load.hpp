#pragma once
#include <map>
#include <string>

#include "base/refusal.hpp"
#include "store/plugin_load.hpp"

namespace luan::app {

class App;
struct Caller;

/// How much waits for each plugin, was given up, and went through in ninety days. For the administrator.
[[nodiscard]] Result<std::map<std::string, store::PluginLoad>> plugin_loads(const App& app, const Caller& caller);

}  // namespace luan::app
