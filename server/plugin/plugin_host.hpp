// The main function of a plugin's process: the hidden subcommand `luan plugin-host`. It is started by PluginProcess with
// the socket as descriptor 3 and the library's memory as descriptor 4; nobody starts it by hand. It reads its box from
// the socket, enters it, loads the library, and answers calls until the socket closes.
#pragma once
#include "plugin/frame.hpp"

namespace luan::plugin {

inline constexpr int host_socket = 3;
inline constexpr int host_library = 4;

/// To be called first thing in main, before any thread. Returns the process's exit status only where it was not started
/// by PluginProcess; otherwise it ends the process itself.
int run_plugin_host(Protocol spoken = protocol);

}  // namespace luan::plugin
