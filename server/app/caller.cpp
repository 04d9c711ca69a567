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

/// Grants of his own, and those he uses while he stands in for somebody.
bool has_grant(const Caller& caller, const auto& wanted) {
  return std::ranges::any_of(caller.actor.grants, wanted) ||
         std::ranges::any_of(caller.actor.stands_for, [&](const auto& principal) { return std::ranges::any_of(principal.grants, wanted); });
}

}  // namespace

bool may_be_delegated(std::string_view role) {
  return role != identity::to_text(Role::administrator) && role != identity::to_text(Role::auditor) && role != identity::to_text(Role::official);
}

bool Caller::has(Role role) const {
  return std::ranges::any_of(actor.grants, [&](const auto& grant) { return grant.role == identity::to_text(role); });
}

bool Caller::in_committee() const {
  return has_grant(*this, [](const auto& grant) {
    return grant.role == identity::to_text(Role::chair) || grant.role == identity::to_text(Role::member) ||
           grant.role == identity::to_text(Role::organisation_board);
  });
}
bool Caller::reads_all() const { return in_committee() || has(Role::auditor); }
bool Caller::administrator_only() const {
  return std::ranges::all_of(actor.grants, [](const auto& grant) { return grant.role == identity::to_text(Role::administrator); }) && actor.official.none() &&
         actor.stands_for.empty();
}
bool Caller::takes_part() const {
  return !actor.official.none() || !actor.stands_for.empty() || std::ranges::any_of(actor.grants, [](const auto& grant) {
    return grant.role != identity::to_text(Role::administrator) && grant.role != identity::to_text(Role::auditor);
  });
}

bool holds_side(const Caller& caller, const workflow::Rotation& rotation, std::string_view role, const UnitId& unit) {
  const auto& facts = rotation.facts;
  const auto& now = rotation.parties;
  return has_grant(caller, [&](const auto& grant) {
    if (grant.role != role) return false;
    return grant.unit == unit || (unit == facts.receiving && grant.unit == now.receiving) || (unit == facts.sending && grant.unit == now.sending) ||
           (unit == facts.deciding && grant.unit == now.deciding);
  });
}

bool is_his_own(const Caller& caller, const workflow::Rotation& rotation) {
  return !caller.actor.official.none() && caller.actor.official == rotation.facts.official;
}

bool may_see(const Caller& caller, const workflow::Rotation& rotation) {
  if (rotation.status == workflow::Status::none) return false;
  if (caller.reads_all()) return true;
  const auto& facts = rotation.facts;
  if (is_his_own(caller, rotation)) return true;
  // The parties at the nomination, and those that have taken over from them.
  const auto& now = rotation.parties;
  return has_grant(caller, [&](const auto& grant) {
    if (grant.role == identity::to_text(Role::sending_unit)) return grant.unit == facts.sending || grant.unit == now.sending;
    if (grant.role == identity::to_text(Role::party_committee) || grant.role == identity::to_text(Role::government))
      return grant.unit == facts.receiving || grant.unit == facts.sending || grant.unit == now.receiving || grant.unit == now.sending;
    return false;
  });
}

bool may_see_votes(const Caller& caller) { return caller.reads_all(); }

std::optional<AboutResponse> about_response(const workflow::EventBody& body) {
  if (const auto* recorded = std::get_if<workflow::ResponseRecorded>(&body)) return AboutResponse{recorded->step, recorded->run, recorded->seat};
  if (const auto* corrected = std::get_if<workflow::ResponseCorrected>(&body)) return AboutResponse{corrected->step, corrected->run, corrected->seat};
  if (const auto* voided = std::get_if<workflow::ResponseVoided>(&body)) return AboutResponse{voided->step, voided->run, voided->seat};
  return {};
}

bool is_sealed(const Caller& caller, const workflow::Rotation& rotation, const workflow::Definition& definition, const workflow::EventBody& body) {
  const auto response = about_response(body);
  const workflow::Step* step = response ? definition.find_step(response->step).second : nullptr;
  if (!step || !std::holds_alternative<workflow::BallotRule>(step->rule)) return false;
  const workflow::StepRun* run = rotation.run(response->step, response->run);
  if (!run || !run->open()) return false;
  const workflow::GivenResponse* given = run->response_of(response->seat);
  return response->seat.account != caller.account() && (!given || given->actor != caller.account());
}

bool may_read_content(const Caller& caller, const workflow::Rotation& rotation, const workflow::Definition& definition, const workflow::EventBody& body) {
  if (is_sealed(caller, rotation, definition, body)) return false;
  if (caller.reads_all()) return true;
  if (!may_see(caller, rotation)) return false;
  if (const auto response = about_response(body)) {
    const auto [stage, step] = definition.find_step(response->step);
    if (!step || is_personal(definition, response->step)) return false;
    if (step->effect == workflow::Effect::assign || step->effect == workflow::Effect::post) return true;
    // The receiving party committee evaluates with the self-review beside it.
    if (response->seat.role == "official")
      return caller.actor.official == rotation.facts.official ||
             holds_side(caller, rotation, identity::to_text(Role::party_committee), rotation.facts.receiving);
    return holds_side(caller, rotation, response->seat.role, response->seat.unit);
  }
  if (const auto* recused = std::get_if<workflow::ParticipantRecused>(&body)) return recused->account == caller.account();
  if (std::holds_alternative<workflow::RotationNominated>(body)) return caller.actor.official.none();
  // What the dossier holds is read by the side that keeps it.
  if (const auto* item = std::get_if<workflow::DossierItemRecorded>(&body)) return holds_side(caller, rotation, item->role, item->unit);
  if (const auto* item = std::get_if<workflow::DossierItemWithdrawn>(&body)) return holds_side(caller, rotation, item->role, item->unit);
  if (const auto* item = std::get_if<workflow::DossierItemExcepted>(&body)) return holds_side(caller, rotation, item->role, item->unit);
  return false;
}

}  // namespace luan::app
