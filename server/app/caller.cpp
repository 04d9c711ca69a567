#include "app/caller.hpp"

#include <algorithm>

namespace luan::app {
namespace {

using identity::Role;

/// Steps of the standing committee are answered by persons under their names; bodies answer as bodies.
bool is_personal(const workflow::Definition& definition, std::string_view step) {
  const workflow::Step* found = definition.find_step(step).second;
  return found && (std::holds_alternative<workflow::BallotRule>(found->rule) || std::holds_alternative<workflow::AllRule>(found->rule));
}

}  // namespace

bool Caller::has(Role role) const {
  return std::ranges::any_of(actor.grants, [&](const auto& grant) { return grant.role == identity::to_text(role); });
}

bool Caller::in_committee() const { return has(Role::chair) || has(Role::member) || has(Role::organisation_board); }
bool Caller::reads_all() const { return in_committee() || has(Role::auditor); }
bool Caller::administrator_only() const {
  return std::ranges::all_of(actor.grants, [](const auto& grant) { return grant.role == identity::to_text(Role::administrator); }) && actor.official.none();
}

bool may_see(const Caller& caller, const workflow::Rotation& rotation) {
  if (rotation.status == workflow::Status::none) return false;
  if (caller.reads_all()) return true;
  const auto& facts = rotation.facts;
  if (!caller.actor.official.none() && caller.actor.official == facts.official) return true;
  return std::ranges::any_of(caller.actor.grants, [&](const auto& grant) {
    if (grant.role == identity::to_text(Role::sending_unit)) return grant.unit == facts.sending;
    if (grant.role == identity::to_text(Role::party_committee) || grant.role == identity::to_text(Role::government))
      return grant.unit == facts.receiving || grant.unit == facts.sending;
    return false;
  });
}

bool may_see_votes(const Caller& caller) { return caller.reads_all(); }

bool may_read_content(const Caller& caller, const workflow::Rotation& rotation, const workflow::Definition& definition, const workflow::EventBody& body) {
  if (caller.reads_all()) return true;
  if (!may_see(caller, rotation)) return false;
  if (const auto* response = std::get_if<workflow::ResponseRecorded>(&body)) {
    const auto [stage, step] = definition.find_step(response->step);
    if (!step || is_personal(definition, response->step)) return false;
    if (step->effect == workflow::Effect::assign || step->effect == workflow::Effect::post) return true;
    // The receiving party committee evaluates with the self-review beside it.
    if (response->seat.role == "official")
      return caller.actor.official == rotation.facts.official || caller.actor.holds(identity::to_text(Role::party_committee), rotation.facts.receiving);
    return caller.actor.holds(response->seat.role, response->seat.unit);
  }
  if (std::holds_alternative<workflow::RotationNominated>(body)) return caller.actor.official.none();
  return false;
}

}  // namespace luan::app
