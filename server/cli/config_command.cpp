// luan config check
#include <cstdio>
#include <stdexcept>

#include "app/app.hpp"
#include "cli/commands.hpp"
#include "cli/workflow_files.hpp"

namespace luan::cli {

int config(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"config", "language"}, {}, 1);
  if (arguments.words() != std::vector<std::string>{"check"}) throw Usage{"luan config check --config FILE [--language vi|en]"};
  const Language language = language_of(arguments);
  (void)arguments.required("config");
  const app::Configuration configuration = configuration_of(arguments);
  if (const auto faults = app::plugin_faults(configuration); !faults.empty()) throw std::runtime_error(app::told(faults, language));
  app::prove_workflows(configuration);
  (void)app::list_plugins(configuration);
  std::fputs("the configuration holds\n", stdout);
  return 0;
}

}  // namespace luan::cli
