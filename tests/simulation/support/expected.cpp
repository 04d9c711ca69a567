#include "simulation/support/expected.hpp"

#include <algorithm>

namespace luan::test {
namespace {

bool has(const std::vector<std::string>& list, const std::string& one) { return std::ranges::find(list, one) != list.end(); }

/// How many votes it takes, by counting up: no fraction is ever compared.
std::int64_t votes_needed(const workflow::Fraction& fraction, std::int64_t base) {
  std::int64_t votes = 0;
  while (votes * fraction.denominator < base * fraction.numerator) ++votes;
  return votes + (fraction.strict && votes * fraction.denominator == base * fraction.numerator ? 1 : 0);
}

std::string ballot(const workflow::BallotRule& rule, const Ask& ask) {
  std::int64_t in_favour = 0, against = 0;
  bool chair_for = false;
  for (const Ask::Answer& answer : ask.answers) {
    in_favour += answer.outcome == rule.for_answer;
    against += answer.outcome == rule.against_answer;
    chair_for |= answer.outcome == rule.for_answer && answer.seat.role == "chair";
  }
  const auto present = static_cast<std::int64_t>(ask.answers.size());
  const auto summoned = static_cast<std::int64_t>(ask.roll.size() - (rule.counts_recused ? 0 : ask.vacant.size()));
  if (present < votes_needed(rule.quorum, summoned)) return "too_few";
  const std::int64_t base = rule.pass_of == workflow::Base::summoned ? summoned : rule.pass_of == workflow::Base::present ? present : in_favour + against;
  if (base == 0) return "failed";
  if (in_favour >= votes_needed(rule.pass, base)) return "passed";
  const bool tied = in_favour * rule.pass.denominator == base * rule.pass.numerator;
  return tied && rule.tie == workflow::Tie::chair && chair_for ? "passed" : "failed";
}

std::string each(const workflow::EachRule& rule, const workflow::Form& form, const Ask& ask, bool all) {
  for (const Ask::Answer& given : ask.answers)
    for (const workflow::Answer& answer : form.answers)
      if (answer.id == given.outcome && !answer.agrees) return "differing";
  return all ? "all_agree" : rule.silent;
}

}  // namespace

bool Ask::answered(const workflow::Seat& seat) const {
  return std::ranges::any_of(answers, [&](const Answer& answer) { return answer.seat == seat; });
}
bool Ask::vacated(const workflow::Seat& seat) const { return std::ranges::find(vacant, seat) != vacant.end(); }
std::vector<workflow::Seat> Ask::awaited() const {
  std::vector<workflow::Seat> out;
  for (const workflow::Seat& seat : roll)
    if (!answered(seat) && !vacated(seat)) out.push_back(seat);
  return out;
}

std::int64_t local_minutes(Instant instant) {
  return std::chrono::duration_cast<std::chrono::minutes>(instant.time_since_epoch() + std::chrono::hours(7)).count();
}

std::optional<std::string> expected(const workflow::Definition& definition, const Ask& ask, std::int64_t at) {
  if (!ask.plugin.empty()) return ask.band.empty() ? std::nullopt : std::optional(ask.band);
  const workflow::Step& step = *definition.find_step(ask.step).second;
  if (!step.nobody_left.empty() && ask.vacant.size() == ask.roll.size()) return step.nobody_left;
  if (std::holds_alternative<workflow::FirstRule>(step.rule)) {
    if (ask.answers.empty()) return {};
    return ask.answers.front().outcome.empty() ? "done" : ask.answers.front().outcome;
  }
  constexpr std::int64_t day = 24 * 60;
  const bool late = ask.due && at >= std::chrono::sys_days(*ask.due).time_since_epoch().count() * day + ask.due_minute.value_or(day);
  const bool all = ask.awaited().empty();
  if (!all && !late) return {};
  if (std::holds_alternative<workflow::AllRule>(step.rule)) return all ? "complete" : "incomplete";
  if (const auto* rule = std::get_if<workflow::EachRule>(&step.rule)) return each(*rule, definition.form(step.form), ask, all);
  return ballot(std::get<workflow::BallotRule>(step.rule), ask);
}

std::string expected_next(const workflow::Stage& stage, const std::map<std::string, std::string>& outcomes) {
  for (const workflow::Row& row : stage.next) {
    std::size_t met = 0;
    for (const auto& [step, wanted] : row.when)
      if (const auto found = outcomes.find(step); found != outcomes.end() && has(wanted, found->second)) ++met;
    if (met == row.when.size()) return row.go;
  }
  return {};
}

Date expected_end(Date first, int months) {
  using namespace std::chrono;
  const Date same_day = first + std::chrono::months(months);
  // 31/08 and six months: the last day of February is the same day then.
  const Date clamped = same_day.ok() ? same_day : Date(same_day.year() / same_day.month() / last);
  return Date(sys_days(clamped) - days(1));
}

}  // namespace luan::test
