// luan import units | officials | plans: tables into a data directory on which no server runs.
#include <fmt/format.h>

#include <cstdio>

#include "app/app.hpp"
#include "app/import_plans.hpp"
#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/wait_for.hpp"
#include "cli/workflow_files.hpp"

namespace luan::cli {
namespace {

std::string summary(const app::ImportReport& report, bool dry_run, Language language) {
  const bool vi = language == Language::vi;
  const std::size_t faults = report.faults.size();
  const std::string counts = vi ? fmt::format("{} dòng mới, {} dòng thay đổi, {} dòng đã có như vậy, {} lỗi", report.added, report.changed, report.same, faults)
                                : fmt::format("{} rows new, {} changed, {} recorded already, {} faults", report.added, report.changed, report.same, faults);
  if (report.written) return counts + (vi ? ": đã ghi" : ": recorded");
  if (faults > 0 && !dry_run)
    return counts + (vi ? ": không ghi gì (--good-rows: ghi các dòng đúng)" : ": nothing was recorded (--good-rows takes what is good)");
  if (dry_run) return counts + (vi ? ": chạy thử, không ghi gì" : ": a dry run, nothing was recorded");
  return counts + (vi ? ": không có gì để ghi" : ": nothing to record");
}

}  // namespace

int import_table(const std::vector<std::string>& given) {
  constexpr const char* usage = "luan import units | officials | plans FILE --data DIR [--dry-run] [--good-rows]";
  const Arguments arguments(given, {"data", "config", "language"}, {"dry-run", "good-rows"}, 2);
  if (arguments.words().size() != 2) throw Usage{usage};
  const std::string what = arguments.words()[0], file = arguments.words()[1];
  if (what != "units" && what != "officials" && what != "plans") throw Usage{usage};
  const std::string data = arguments.required("data");
  const Language language = language_of(arguments);
  const app::ImportOptions options{arguments.flag("good-rows"), arguments.flag("dry-run")};
  std::string bytes = read_file(file);
  app::App app(configuration_of(arguments), data, std::make_shared<SystemClock>());
  const app::Caller caller = app.machine_operator();
  const auto answer = what == "units"       ? wait_for(app.import_units(caller, std::move(bytes), options))
                      : what == "officials" ? wait_for(app.import_officials(caller, std::move(bytes), options))
                                            : wait_for(app::import_plans(app, caller, std::move(bytes), options));
  if (!answer) throw std::runtime_error(answer.error().sentence(language));
  for (const CsvFault& fault : answer->faults) std::fputs((to_text(fault, file, language) + "\n").c_str(), stderr);
  std::fputs((summary(*answer, options.dry_run, language) + "\n").c_str(), stdout);
  return answer->good() || answer->written ? 0 : 1;
}

}  // namespace luan::cli
