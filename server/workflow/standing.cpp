// Who may answer for which seat: one's own, or a principal's; and what hinders it.
#include <algorithm>

#include "workflow/engine.hpp"

namespace luan::workflow {
namespace {

bool holds(const std::vector<Actor::Grant>& grants, const Seat& seat) {
  return std::ranges::any_of(grants, [&](const Actor::Grant& grant) { return grant.role == seat.role && grant.unit == seat.unit; });
}

bool fits(const Seat& seat, const AccountId& account, const std::vector<Actor::Grant>& grants) {
  if (seat.account.none()) return holds(grants, seat);
  return seat.account == account && (seat.role == "official" || holds(grants, seat));
}

Hindrance hindrance_of(const Step& step, const Rotation& rotation, const StepRun& run, const Actor& actor, const Seat& seat,
                       const Actor::StandsFor* principal) {
  if (seat.role == "official") return principal ? Hindrance::not_delegable : Hindrance::none;
  const auto is_official = [&](const OfficialId& official) { return !official.none() && official == rotation.facts.official; };
  if (is_official(actor.official) || (principal && is_official(principal->official))) return Hindrance::own_rotation;
  if (run.vacated(seat) || run.recusal_of(actor.account) || (principal && run.recusal_of(principal->principal))) return Hindrance::recused;
  if (principal && !step.delegable) return Hindrance::not_delegable;
  const bool answered = std::ranges::any_of(run.responses, [&](const GivenResponse& given) { return given.actor == actor.account && given.seat != seat; });
  return asks_persons(step) && answered ? Hindrance::second_vote : Hindrance::none;
}

}  // namespace

Standing standing_of(const Step& step, const Rotation& rotation, const StepRun& run, const Actor& actor) {
  std::vector<Standing> found;
  for (const Seat& seat : run.roll)
    if (fits(seat, actor.account, actor.grants)) found.push_back({&seat, {}, hindrance_of(step, rotation, run, actor, seat, nullptr)});
  // A person votes once: with a seat of his own he fills nobody else's.
  if (found.empty() || !asks_persons(step))
    for (const Actor::StandsFor& principal : actor.stands_for) {
      if (!principal.steps.empty() && std::ranges::find(principal.steps, step.id) == principal.steps.end()) continue;
      for (const Seat& seat : run.roll)
        if (fits(seat, principal.principal, principal.grants))
          found.push_back({&seat, principal.principal, hindrance_of(step, rotation, run, actor, seat, &principal)});
    }
  if (found.empty()) return {};
  const auto better = [&](const auto& wanted) { return std::ranges::find_if(found, wanted); };
  if (const auto free = better([&](const Standing& s) { return is_awaited(s, run); }); free != found.end()) return *free;
  if (const auto awaited = better([&](const Standing& s) { return run.awaits(*s.seat); }); awaited != found.end()) return *awaited;
  return found.front();
}

}  // namespace luan::workflow
