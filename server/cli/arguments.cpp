#include <algorithm>
#include <stdexcept>

#include "cli/commands.hpp"

namespace luan::cli {

Arguments::Arguments(const std::vector<std::string>& given, const std::vector<std::string>& with_value, const std::vector<std::string>& flags,
                     std::size_t words_max) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::string& one = given[i];
    if (!one.starts_with("--")) {
      words_.push_back(one);
      continue;
    }
    const auto equals = one.find('=');
    const std::string name = one.substr(2, equals == one.npos ? one.npos : equals - 2);
    if (values_.contains(name)) throw Usage{"--" + name + " stands twice"};
    if (std::ranges::find(flags, name) != flags.end() && equals == one.npos)
      values_[name] = "";
    else if (std::ranges::find(with_value, name) == with_value.end())
      throw Usage{"unknown option " + one};
    else if (equals != one.npos)
      values_[name] = one.substr(equals + 1);
    else if (i + 1 == given.size())
      throw Usage{one + " needs a value"};
    else
      values_[name] = given[++i];
  }
  if (words_.size() > words_max) throw Usage{"unexpected «" + words_[words_max] + "»"};
}

std::optional<std::string> Arguments::value(const std::string& name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return {};
  return found->second;
}

std::string Arguments::required(const std::string& name) const {
  const auto found = value(name);
  if (!found || found->empty()) throw Usage{"--" + name + " is needed"};
  return *found;
}

bool Arguments::flag(const std::string& name) const { return values_.contains(name); }

app::Configuration configuration_of(const Arguments& arguments) {
  const auto file = arguments.value("config");
  if (!file) return app::default_configuration();
  auto loaded = app::load_configuration(*file);
  if (!loaded) throw std::runtime_error(loaded.error());
  return std::move(*loaded);
}

}  // namespace luan::cli
