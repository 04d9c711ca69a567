#include <variant>

#include "workflow/rules/rules.hpp"

namespace luan::workflow {
namespace {

template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};

}  // namespace

std::optional<RuleResult> decide_rule(const Definition& definition, const Step& step, const StepRun& run, bool past_due) {
  const std::span<const GivenResponse> given(run.responses);
  const std::size_t recused = run.vacated(), asked = run.roll.size() - recused;
  if (asked == 0 && !step.nobody_left.empty()) return RuleResult{step.nobody_left};
  return std::visit(Overload{
                        [&](const FirstRule&) { return decide_first(given); },
                        [&](const AllRule&) { return decide_all(asked, given, past_due); },
                        [&](const EachRule& rule) { return decide_each(rule, definition.form(step.form), asked, given, past_due); },
                        [&](const BallotRule& rule) { return decide_ballot(rule, run.roll.size(), given, past_due, recused); },
                    },
                    step.rule);
}

}  // namespace luan::workflow
