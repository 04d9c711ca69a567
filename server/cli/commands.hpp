// The subcommands of `luan` (DESIGN §9). Exit status: 0 it holds or is done, 1 it does not, 2 wrong usage.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/configuration.hpp"

namespace luan::cli {

int run(const std::vector<std::string>& arguments);

/// What followed the subcommand: `--name value`, `--flag` and the rest.
class Arguments {
 public:
  /// Throws Usage for an option that is not among these, a value that is missing, or one given twice.
  Arguments(const std::vector<std::string>& given, const std::vector<std::string>& with_value, const std::vector<std::string>& flags,
            std::size_t words_max = 0);
  [[nodiscard]] std::optional<std::string> value(const std::string& name) const;
  [[nodiscard]] std::string required(const std::string& name) const;  // throws Usage
  [[nodiscard]] bool flag(const std::string& name) const;
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

 private:
  std::map<std::string, std::string> values_;
  std::vector<std::string> words_;
};

struct Usage {
  std::string what;
};

/// From --config, or the defaults. Throws std::runtime_error with file, line and cause.
[[nodiscard]] app::Configuration configuration_of(const Arguments& arguments);

int serve(const std::vector<std::string>& given);
int demo(const std::vector<std::string>& given);
int workflow(const std::vector<std::string>& given);  // check FILE…
int audit(const std::vector<std::string>& given);     // verify | key | checkpoint
int rebuild(const std::vector<std::string>& given);
int account(const std::vector<std::string>& given);       // add | reset
int import_table(const std::vector<std::string>& given);  // units, officials
int config(const std::vector<std::string>& given);        // check
int plugin(const std::vector<std::string>& given);        // new, check, run, list, enable, disable
int backup(const std::vector<std::string>& given);
int restore(const std::vector<std::string>& given);
int rescore(const std::vector<std::string>& given);

}  // namespace luan::cli
