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
  return std::visit(Overload{
                        [&](const FirstRule&) { return decide_first(given); },
                        [&](const AllRule&) { return decide_all(run.roll.size(), given, past_due); },
                        [&](const EachRule& rule) { return decide_each(rule, definition.form(step.form), run.roll.size(), given, past_due); },
                        [&](const BallotRule& rule) { return decide_ballot(rule, run.roll.size(), given, past_due); },
                    },
                    step.rule);
}

}  // namespace luan::workflow
