#include "plugin/plugin_host.hpp"

int main() { return luan::plugin::run_plugin_host(); }
