// In which role somebody acts, who may in words, and whether anything can be done to a rotation at all.
#include <algorithm>

#include "workflow/unfolding.hpp"

namespace luan::workflow {

bool stopped_by_organisation(const Rotation& rotation, const Context& context) {
  return context.stopped && context.stopped(rotation.facts.official, rotation.decision.has_value());
}

std::optional<Acting> acting(const Actor& actor, const std::vector<Who>& who, const Rotation& rotation) {
  for (const Who& w : who)
    if (const UnitId& unit = rotation.parties.of(w.party); actor.holds(w.role, unit)) return Acting{w.role, unit};
  std::optional<Acting> first;
  for (const Actor::StandsFor& principal : actor.stands_for)
    for (const Who& w : who) {
      const UnitId& unit = rotation.parties.of(w.party);
      const auto grants = [&](const Actor::Grant& grant) { return grant.role == w.role && grant.unit == unit; };
      if (!principal.steps.empty() || std::ranges::none_of(principal.grants, grants)) continue;
      Acting found{w.role, unit, principal.principal};
      if (!is_concerned(actor, found, rotation)) return found;
      if (!first) first = std::move(found);
    }
  return first;
}

namespace {

bool is_own(const Actor& actor, const Acting& acting, const Rotation& rotation) {
  const auto official = [&](const OfficialId& one) { return !one.none() && one == rotation.facts.official; };
  return official(actor.official) || std::ranges::any_of(actor.stands_for, [&](const Actor::StandsFor& one) {
           return !acting.principal.none() && one.principal == acting.principal && official(one.official);
         });
}

const Recusal* conflict(const Actor& actor, const Acting& acting, const Rotation& rotation) {
  const Recusal* own = rotation.conflict_of(actor.account);
  return own || acting.principal.none() ? own : rotation.conflict_of(acting.principal);
}

}  // namespace

bool is_concerned(const Actor& actor, const Acting& acting, const Rotation& rotation) {
  return is_own(actor, acting, rotation) || conflict(actor, acting, rotation);
}

std::expected<void, Refusal> refuse_if_concerned(const Rotation& rotation, const Acting& acting, const Context& context) {
  if (is_own(*context.actor, acting, rotation)) return refuse(RefusalCode::own_rotation);
  if (const Recusal* recusal = conflict(*context.actor, acting, rotation))
    return refuse(RefusalCode::recused, {{"who", context.account_name(recusal->account)}, {"at", context.zone->page_text(recusal->at)}});
  return {};
}

Localized needed(const std::vector<Who>& who, const PartyUnits& parties, const Context& context) {
  Localized out;
  for (const Who& w : who) {
    const Localized body = context.body_name(w.role, parties.of(w.party));
    out.vi += (out.vi.empty() ? "" : ", ") + body.vi;
    out.en += (out.en.empty() ? "" : ", ") + body.en;
  }
  return out;
}

std::expected<void, Refusal> refuse_unless_open(const Rotation& rotation, const Context& context) {
  if (rotation.status != Status::closed && (rotation.suspended_by_organisation || stopped_by_organisation(rotation, context)))
    return refuse(RefusalCode::organisation_suspended);
  if (rotation.status == Status::closed) return refuse(RefusalCode::rotation_closed, {{"at", to_page_text(context.zone->date(*rotation.closed_at))}});
  if (rotation.status == Status::suspended) return refuse(RefusalCode::rotation_suspended, {{"at", context.zone->page_text(*rotation.suspended_at)}});
  return {};
}

}  // namespace luan::workflow
