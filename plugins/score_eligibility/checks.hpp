// The checks as data: what checks.yaml, or a workflow's own list, says. README.md here and the head of checks.yaml tell the
// format to those who keep it.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "month_count.hpp"
#include "scoring/reading.hpp"

namespace score_eligibility {

using luan::Json;
using luan::Sentence;

struct IsOneOf {
  std::string fact;
  std::vector<Json> values;  // words, true or false
  bool wanted = true;        // false: must be none of them
};
struct AtLeast {
  std::string fact;
  scoring::Decimal least;
  bool strict = false;  // more than, not as much as
};
struct InOrder {
  std::string fact;
  std::vector<std::string> order;  // from low to high
  std::string least;
};
struct Each {
  std::string fact;
  std::size_t last = 1;
  std::vector<std::string> allowed;
};
struct Age {  // of a date, on the day
  std::string fact;
  std::optional<int> months_at_most, months_at_least;
  bool missing_passes = false;
};
struct WorkLeft {
  int months = 0;
};
using Test = std::variant<IsOneOf, AtLeast, InOrder, Each, Age, WorkLeft>;

struct Check {
  std::string id, source;
  Sentence label;
  bool mandatory = false;
  Day from{};
  std::optional<Day> to;
  std::map<std::string, std::vector<Json>> applies;  // fact -> values
  Test test;

  [[nodiscard]] bool in_force(Day day) const { return from <= day && (!to || day <= *to); }
};

struct Named {  // how a fact and its values are called
  Sentence label;
  std::map<std::string, Sentence, std::less<>> values;
};

struct RetirementAge {
  int year = 0, months = 0;  // from this year on, so many months of age
};

struct Checks {
  std::string version;
  std::vector<Check> checks;
  std::map<std::string, Named, std::less<>> facts;
  std::map<std::string, std::vector<RetirementAge>, std::less<>> retirement;  // male, female: by year
};

/// Of the map that stands in checks.yaml. Throws luan::Refused with the place of what is wrong, under `place`.
[[nodiscard]] Checks read_checks(const Json& value, const std::string& place);
/// Those that were built in.
[[nodiscard]] const Checks& bundled_checks();

}  // namespace score_eligibility
