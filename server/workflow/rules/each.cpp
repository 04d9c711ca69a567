#include <algorithm>

#include "workflow/rules/rules.hpp"

namespace luan::workflow {

std::optional<RuleResult> decide_each(const EachRule& rule, const Form& form, std::size_t summoned, std::span<const GivenResponse> given, bool past_due) {
  const bool silence = given.size() < summoned;
  if (silence && !past_due) return {};
  const bool differing = std::ranges::any_of(given, [&](const GivenResponse& response) {
    const Answer* answer = form.answer(response.outcome);
    return answer && !answer->agrees;
  });
  return RuleResult{differing ? "differing" : silence ? rule.silent : "all_agree"};
}

}  // namespace luan::workflow
