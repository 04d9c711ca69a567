// A rule turns the responses of a step into one named outcome. Each is a pure function of what was given; nothing means
// that the step stays open. `past_due` is true once the due date is over (its local day has ended).
#pragma once
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "workflow/definition.hpp"
#include "workflow/rotation.hpp"

namespace luan::workflow {

struct RuleResult {
  std::string outcome;
  std::vector<std::pair<std::string, int>> tally{};  // ballot only
};

/// The first response decides; its answer is the outcome (`done` where the form has none). Silence decides nothing.
[[nodiscard]] std::optional<RuleResult> decide_first(std::span<const GivenResponse> given);

/// Everybody summoned answers: `complete`; the deadline with somebody missing: `incomplete`.
[[nodiscard]] std::optional<RuleResult> decide_all(std::size_t summoned, std::span<const GivenResponse> given, bool past_due);

/// Each body asked gives an opinion; none is a veto. Any that does not agree: `differing`; silence past the deadline: the
/// rule's own word; else `all_agree`. Source: domain.md §0, "Local consultation is not a veto".
[[nodiscard]] std::optional<RuleResult> decide_each(const EachRule& rule, const Form& form, std::size_t summoned, std::span<const GivenResponse> given,
                                                    bool past_due);

/// A vote: closes when all have voted or at the deadline. Fractions are compared as integers, so exactly half is exactly
/// half. Under the quorum: `too_few`. Source: domain.md §0.6, the base is those summoned unless the rule says otherwise.
/// `roll` counts everybody asked, `recused` those of them who take no part; the rule says whether they are summoned.
[[nodiscard]] std::optional<RuleResult> decide_ballot(const BallotRule& rule, std::size_t roll, std::span<const GivenResponse> given, bool past_due,
                                                      std::size_t recused = 0);

/// Nobody is waited for who is recused; with nobody left, the step's own word for it.
[[nodiscard]] std::optional<RuleResult> decide_rule(const Definition& definition, const Step& step, const StepRun& run, bool past_due);

}  // namespace luan::workflow
