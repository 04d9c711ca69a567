// Points for years of service: all of them from `full_years` on. Change configure() and score(); the rest stays.
#include <luan_plugin.hpp>

#include <algorithm>
#include <string>

namespace {

std::int64_t whole_number(const luan::Json& from, const char* name, std::int64_t most) {
  const luan::Json* value = from.as_object().if_contains(name);
  if (!value || !value->is_int64() || value->as_int64() < 0 || value->as_int64() > most)
    throw luan::Refused(name, "must be a whole number, 0 to " + std::to_string(most));
  return value->as_int64();
}

class Years : public luan::Scorer {
 public:
  void configure(const luan::Json& configuration) override { full_ = std::max<std::int64_t>(1, whole_number(configuration, "full_years", 50)); }

  luan::Score score(const luan::Json& input) override {
    const std::int64_t years = whole_number(input, "years", 60);
    const std::string counted = std::to_string(years);
    return {std::min<std::int64_t>(100, years * 100 / full_), {counted + " năm công tác", counted + " years of service"}};
  }

 private:
  std::int64_t full_ = 1;
};

}  // namespace

LUAN_PLUGIN(Years, "@NAME@", "1.0.0")
