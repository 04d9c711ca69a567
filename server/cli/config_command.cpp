// luan config check
#include <cstdio>

#include "app/app.hpp"
#include "cli/commands.hpp"

namespace luan::cli {

int config(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"config"}, {}, 1);
  if (arguments.words() != std::vector<std::string>{"check"}) throw Usage{"luan config check --config FILE"};
  (void)arguments.required("config");
  const app::Configuration configuration = configuration_of(arguments);
  app::prove_workflows(configuration);
  (void)app::list_plugins(configuration);
  std::fputs("the configuration holds\n", stdout);
  return 0;
}

}  // namespace luan::cli
