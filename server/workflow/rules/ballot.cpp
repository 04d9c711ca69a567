#include <algorithm>
#include <compare>

#include "workflow/rules/rules.hpp"

namespace luan::workflow {
namespace {

struct Count {
  std::int64_t summoned = 0, present = 0, in_favour = 0, against = 0, abstained = 0;

  std::int64_t of(Base base) const {
    switch (base) {
      case Base::summoned: return summoned;
      case Base::present: return present;
      case Base::valid: return in_favour + against;
    }
    return summoned;
  }
};

/// votes / base against the fraction, without division.
std::strong_ordering compare(std::int64_t votes, std::int64_t base, const Fraction& fraction) {
  return votes * fraction.denominator <=> base * fraction.numerator;
}
bool reaches(std::int64_t votes, std::int64_t base, const Fraction& fraction) {
  const auto order = compare(votes, base, fraction);
  return fraction.strict ? order > 0 : order >= 0;
}

/// Exactly at the fraction, where the rule says that the chair's side then prevails. Source: domain.md §0.6.
bool chair_decides(const BallotRule& rule, const Count& count, std::span<const GivenResponse> given) {
  if (rule.tie != Tie::chair || compare(count.in_favour, count.of(rule.pass_of), rule.pass) != 0) return false;
  return std::ranges::any_of(given, [&](const GivenResponse& response) { return response.seat.role == "chair" && response.outcome == rule.for_answer; });
}

}  // namespace

std::optional<RuleResult> decide_ballot(const BallotRule& rule, std::size_t roll, std::span<const GivenResponse> given, bool past_due, std::size_t recused) {
  if (given.size() < roll - recused && !past_due) return {};
  Count count{static_cast<std::int64_t>(rule.counts_recused ? roll : roll - recused), static_cast<std::int64_t>(given.size()), 0, 0, 0};
  for (const GivenResponse& response : given) {
    if (response.outcome == rule.for_answer)
      ++count.in_favour;
    else if (response.outcome == rule.against_answer)
      ++count.against;
    else
      ++count.abstained;
  }
  RuleResult result;
  // The quorum asks how many took part; those present are those who voted, so it is always measured on the summoned.
  if (!reaches(count.present, count.summoned, rule.quorum))
    result.outcome = "too_few";
  else if (count.of(rule.pass_of) > 0 && (reaches(count.in_favour, count.of(rule.pass_of), rule.pass) || chair_decides(rule, count, given)))
    result.outcome = "passed";
  else
    result.outcome = "failed";
  result.tally = {{"summoned", static_cast<int>(count.summoned)},
                  {"present", static_cast<int>(count.present)},
                  {"for", static_cast<int>(count.in_favour)},
                  {"against", static_cast<int>(count.against)},
                  {"abstain", static_cast<int>(count.abstained)}};
  if (recused > 0) result.tally.emplace_back("recused", static_cast<int>(recused));
  return result;
}

}  // namespace luan::workflow
