#include "workflow/rules/rules.hpp"

namespace luan::workflow {

std::optional<RuleResult> decide_first(std::span<const GivenResponse> given) {
  if (given.empty()) return {};
  return RuleResult{given.front().outcome.empty() ? "done" : given.front().outcome};
}

}  // namespace luan::workflow
