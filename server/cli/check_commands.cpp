// Subcommands that only look: workflow check, config check.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "app/app.hpp"
#include "cli/commands.hpp"
#include "identity/permission.hpp"
#include "workflow/checker.hpp"
#include "workflow/loader.hpp"

namespace luan::cli {
namespace {

void print(const std::string& line) { std::fputs((line + "\n").c_str(), stdout); }

bool holds(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    print(file + ": the file cannot be read");
    return false;
  }
  std::stringstream bytes;
  bytes << in.rdbuf();
  const auto loaded = luan::workflow::load_definition(file, bytes.str(), identity::role_names());
  if (!loaded) {
    for (const auto& fault : loaded.error()) print(fault.line(Language::en));
    return false;
  }
  const auto report = luan::workflow::check(*loaded);
  for (const auto& finding : report.findings) {
    print(fmt::format("{}:{}:{}: {}", file, finding.mark.line, finding.mark.column, finding.text.en));
    int number = 0;
    for (const Localized& sentence : finding.story) print(fmt::format("  {}. {}", ++number, sentence.en));
  }
  if (!report.findings.empty()) return false;
  print(fmt::format("{}: {} version {} holds: {} stages, every outcome is answered, every stage can be reached, an end from everywhere", file, loaded->name,
                    loaded->version, loaded->stages.size()));
  return true;
}

}  // namespace

int workflow(const std::vector<std::string>& given) {
  const Arguments arguments(given, {}, {}, 100);
  const auto& words = arguments.words();
  if (words.size() < 2 || words[0] != "check") throw Usage{"luan workflow check FILE…"};
  bool all = true;
  for (std::size_t i = 1; i < words.size(); ++i) all &= holds(words[i]);
  return all ? 0 : 1;
}

int config(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"config"}, {}, 1);
  if (arguments.words() != std::vector<std::string>{"check"}) throw Usage{"luan config check --config FILE"};
  (void)arguments.required("config");
  const app::Configuration configuration = configuration_of(arguments);
  app::prove_workflows(configuration);
  (void)app::list_plugins(configuration);
  print("the configuration holds");
  return 0;
}

}  // namespace luan::cli
