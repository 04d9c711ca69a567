// In which role somebody acts, who may in words, and whether anything can be done to a rotation at all.
#include <algorithm>

#include "workflow/unfolding.hpp"

namespace luan::workflow {

bool stopped_by_organisation(const Rotation& rotation, const Context& context) {
  return context.stopped && context.stopped(rotation.facts.official, rotation.decision.has_value());
}

std::optional<Acting> acting(const Actor& actor, const std::vector<Who>& who, const PartyUnits& parties) {
  for (const Who& w : who)
    if (const UnitId& unit = parties.of(w.party); actor.holds(w.role, unit)) return Acting{w.role, unit};
  for (const Actor::StandsFor& principal : actor.stands_for)
    for (const Who& w : who)
      if (const UnitId& unit = parties.of(w.party); principal.steps.empty() && std::ranges::any_of(principal.grants, [&](const Actor::Grant& grant) {
                                                      return grant.role == w.role && grant.unit == unit;
                                                    }))
        return Acting{w.role, unit, principal.principal};
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
