// One check on the facts of one official, one post and one day. Pure.
#pragma once
#include <string>
#include <vector>

#include "checks.hpp"

namespace score_eligibility {

enum class Result : unsigned char { pass, fail, unknown, not_applicable };
[[nodiscard]] std::string_view name(Result result);

struct Evaluated {
  const Check* check = nullptr;
  Result result = Result::unknown;
  Sentence found;             // what the facts say: «Kỷ luật: khiển trách»
  boost::json::object facts;  // those that were looked at, as given; null where not there
};

struct Facts {
  const scoring::Object& input;
  Day day{};

  /// By its name; a point leads into an object, `post.kind`. Null where it is not there or says nothing.
  [[nodiscard]] const Json* find(std::string_view name) const;
};

/// Of the checks in force on the day, in their order.
[[nodiscard]] std::vector<Evaluated> evaluate(const Checks& checks, const Facts& facts);

/// When somebody born then retires: the first year of the table in which he has reached the age that it sets.
[[nodiscard]] Day retires(const std::vector<RetirementAge>& table, Day born);

}  // namespace score_eligibility
