// A server that starts one plugin, prints the number of its process, and waits to be killed.
// Arguments: folder of plugins, working folder, executable of the plugin host.
#include <unistd.h>

#include <cstdio>

#include "plugin/registry.hpp"

int main(int, char** arguments) {
  luan::plugin::RegistryOptions options;
  options.folder = arguments[1];
  options.work_folder = arguments[2];
  options.host_command = {arguments[3]};
  options.enabled = {{"bad_plugin", {}}};
  luan::plugin::Registry registry(options);
  const auto answer = registry.call("bad_plugin", {{"call", "score"}, {"with", {{"do", "process"}}}, {"input", luan::json::object()}});
  if (!answer) return 1;
  std::printf("%s\n", luan::text_member(answer->at("explanation").at(0).at("why").as_object(), "vi").c_str());
  std::fflush(stdout);
  for (;;) ::pause();
}
