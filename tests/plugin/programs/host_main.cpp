// The host of the tests. With two numbers it says that it speaks those versions of the protocol and no others.
#include <cstdlib>

#include "plugin/plugin_host.hpp"

int main(int count, char** arguments) {
  if (count == 3) return luan::plugin::run_plugin_host({std::atoi(arguments[1]), std::atoi(arguments[2])});
  return luan::plugin::run_plugin_host();
}
