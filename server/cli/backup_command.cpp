// luan backup, luan restore: the data directory with its files, without its keys.
#include <fmt/format.h>

#include <cstdio>

#include "base/bytes.hpp"
#include "cli/commands.hpp"
#include "store/backup.hpp"

namespace luan::cli {
namespace {

void say(const char* what, const std::string& where, const store::VerifyReport& report) {
  std::fputs(fmt::format("{} {}: {} entries and their files hold, root {}\n", what, where, report.size, to_base64(as_text(report.root))).c_str(), stdout);
}

}  // namespace

int backup(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"data", "to"}, {});
  const std::string data = arguments.required("data"), to = arguments.required("to");
  say("backed up to", to, store::back_up(data, to));
  return 0;
}

int restore(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"from", "data"}, {});
  const std::string from = arguments.required("from"), data = arguments.required("data");
  say("put back into", data, store::restore(from, data));
  return 0;
}

}  // namespace luan::cli
