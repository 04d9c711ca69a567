#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <functional>

#include "cli/commands.hpp"
#include "plugin/plugin_host.hpp"
#include "store/fault.hpp"

namespace luan::cli {
namespace {

constexpr const char* usage = R"(Luân: rotation of officials, from nomination to closure.

  luan serve --data DIR [--config FILE] [--listen ADDR:PORT] [--clock-offset DAYS]
  luan demo --data DIR [--seed N] [--json] [--accounts]   loads the sample district; --accounts: only prints them
  luan workflow check FILE… [--data DIR | --roster FILE] [--config FILE] [--json] [--traces DIR]
                                                         proves workflows sound, with the people of a committee; --traces: the
                                                         stories of what does not hold
  luan workflow tell TRACE [--workflow FILE] [--json] [--svg FILE]   plays such a story on the engine itself
  luan workflow diagram FILE [--dot]                     prints it as a picture (SVG), or in Graphviz's language
  luan workflow diff OLD NEW [--json]                    what changes from one version to the other
  luan workflow migrate --data DIR --to FILE [--map FILE] [--dry-run] [--json]
                                                         where open rotations would go; without --dry-run, moves them
  luan workflow replay --data DIR FILE [--map FILE] [--json]   which past rotations it would have decided otherwise
  luan audit verify --data DIR [--key KEY]               recomputes the whole log
  luan audit check FILE [--key KEY]                      a proof bundle: does it match the log that was signed?
  luan audit key | checkpoint --data DIR                 prints the verifier key, or the note signed last
  luan audit key --new --data DIR [--config FILE]        another key signs from now on; the old one vouches for it
  luan audit accept-loss --data DIR --reason TEXT [--config FILE]
                                                         after a backup was put back: goes on from it, and records the loss
  luan backup --data DIR --to FOLDER                     copies database and files, beside a running server, and verifies the copy;
                                                         the keys are in no copy
  luan restore --from FOLDER --data DIR                  puts a verified copy where there is no database
  luan rescore --data DIR [--rotation ID] [--json] [--config FILE]   computes past scores again: do they agree?
  luan rebuild --data DIR [--config FILE]                projections from events, and whether any differed
  luan account add --data DIR --username U --name N --role R --unit NAME    prints a password
  luan account reset --data DIR --username U             prints a new password
  luan import units | officials | plans FILE --data DIR [--dry-run] [--good-rows]
                                                         tables (docs/formats/import.md): all rows, or none and what is wrong
  luan config check --config FILE [--language vi|en]     the options, the workflows, what plugins are configured with
  luan plugin new NAME [--language cpp|c] [--kind score|notify] [--folder DIR]
  luan plugin check FOLDER [--json] [--seed N] [--rounds N]  whether it keeps the contract
  luan plugin run FOLDER [--input FILE|-] [--with FILE] [--call score|notify] [--delivery ID] [--network]
                                                         calls it once, by hand
  luan plugin list [--data DIR] [--config FILE]
  luan plugin enable | disable NAME… --data DIR [--config FILE]

Commands on workflows and tables take --language vi or en (else en).
Exit status: 0 done, 1 it does not hold, 2 wrong usage.
)";

using Command = int (*)(const std::vector<std::string>&);
constexpr std::pair<const char*, Command> commands[] = {{"serve", serve},     {"demo", demo},           {"workflow", workflow}, {"audit", audit},
                                                        {"rebuild", rebuild}, {"account", account},     {"config", config},     {"plugin", plugin},
                                                        {"rescore", rescore}, {"import", import_table}, {"backup", backup},     {"restore", restore}};

}  // namespace

int run(const std::vector<std::string>& arguments) {
  if (!arguments.empty() && arguments[0] == "plugin-host") return plugin::run_plugin_host();  // started by the server, not by people
  try {
    if (arguments.empty()) throw Usage{"a subcommand is needed"};
    if (arguments[0] == "help" || arguments[0] == "--help") {
      std::fputs(usage, stdout);
      return 0;
    }
    for (const auto& [name, command] : commands)
      if (arguments[0] == name) return command({arguments.begin() + 1, arguments.end()});
    throw Usage{"unknown subcommand «" + arguments[0] + "»"};
  } catch (const Usage& error) {
    std::fputs(fmt::format("luan: {}\n\n{}", error.what, usage).c_str(), stderr);
    return 2;
  } catch (const std::exception& error) {
    std::fputs(fmt::format("luan: {}\n", store::fault_text(error)).c_str(), stderr);
    return 1;
  }
}

}  // namespace luan::cli
