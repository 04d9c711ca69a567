#include "workflow/rules/rules.hpp"

namespace luan::workflow {

std::optional<RuleResult> decide_all(std::size_t summoned, std::span<const GivenResponse> given, bool past_due) {
  if (given.size() >= summoned) return RuleResult{"complete"};
  if (past_due) return RuleResult{"incomplete"};
  return {};
}

}  // namespace luan::workflow
