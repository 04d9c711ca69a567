// Petitions are followed up one by one: the owner answers, the organisation board closes on the answer or gives it back.
// None is closed without an answer, and none is forgotten because its rotation has ended. Source: domain.md §5, F12.
#include <algorithm>
#include <array>

#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

/// Roles that speak for a unit.
constexpr std::array<std::string_view, 4> speakers{"party_committee", "government", "sending_unit", "organisation_board"};
constexpr std::string_view keeper = "organisation_board";

struct Speaker {
  std::string role;
  UnitId unit;
};

UnitId now(const Context& context, const UnitId& unit) { return context.successor ? context.successor(unit) : unit; }

std::optional<Speaker> speaker_for(const Actor& actor, const UnitId& unit) {
  for (const std::string_view role : speakers)
    if (actor.holds(role, unit)) return Speaker{std::string(role), unit};
  return {};
}

Result<Speaker> acting(const Rotation& rotation, int number, SettlePetition::Kind kind, const Context& context) {
  const Petition* petition = rotation.petition(number);
  if (!petition) return refuse(RefusalCode::not_found);
  const UnitId owner = now(context, rotation.owner_of(*petition)), deciding = now(context, rotation.parties.deciding);
  const bool answers = kind == SettlePetition::Kind::answer;
  const auto speaker = answers                                  ? speaker_for(*context.actor, owner)
                       : context.actor->holds(keeper, deciding) ? std::optional(Speaker{std::string(keeper), deciding})
                                                                : std::nullopt;
  if (!speaker) return refuse(RefusalCode::forbidden, {{"needed", answers ? context.body_name("sending_unit", owner) : context.body_name(keeper, deciding)}});
  if (auto may = refuse_if_concerned(rotation, {speaker->role, speaker->unit}, context); !may) return std::unexpected(std::move(may.error()));
  if (petition->state == Petition::State::closed) return refuse(RefusalCode::petition_closed, {{"at", to_page_text(context.zone->date(*petition->closed_at))}});
  if (answers && petition->state == Petition::State::answered)
    return refuse(RefusalCode::petition_answered, {{"at", to_page_text(context.zone->date(*petition->answered_at))}});
  if (!answers && petition->state == Petition::State::open)
    return refuse(RefusalCode::petition_unanswered, {{"who", context.body_name("sending_unit", owner)}});
  return *speaker;
}

}  // namespace

bool answers_for(const Actor& actor, const UnitId& owner) { return speaker_for(actor, owner).has_value(); }

std::expected<void, Refusal> may_settle(const Rotation& rotation, int number, SettlePetition::Kind kind, const Context& context) {
  auto speaker = acting(rotation, number, kind, context);
  if (!speaker) return std::unexpected(std::move(speaker.error()));
  return {};
}

std::vector<Seat> told_of(const Rotation& rotation, const PetitionOverdue& overdue) {
  std::vector<Seat> out;
  for (const std::string_view role : speakers) out.push_back({std::string(role), overdue.unit, {}});
  const Seat board{std::string(keeper), rotation.parties.deciding, {}};
  if (std::ranges::find(out, board) == out.end()) out.push_back(board);
  return out;
}

void tell_overdue_petitions(Unfolding& unfolding) {
  std::vector<PetitionOverdue> late;
  for (const Petition& petition : unfolding.state().petition_list)
    if (petition.state == Petition::State::open && petition.due && *petition.due < unfolding.today() && !petition.overdue)
      late.push_back({petition.raised.number, now(unfolding.context(), unfolding.state().owner_of(petition))});
  for (PetitionOverdue& one : late) unfolding.emit(std::move(one));
}

std::expected<void, Refusal> settle_petition(Unfolding& unfolding, const SettlePetition& command) {
  const Context& context = unfolding.context();
  auto speaker = acting(unfolding.state(), command.number, command.kind, context);
  if (!speaker) return std::unexpected(std::move(speaker.error()));
  const std::string actor = context.actor->account.text();
  switch (command.kind) {
    case SettlePetition::Kind::answer:
      unfolding.emit(PetitionAnswered{command.number, speaker->role, speaker->unit}, {{"answer", {{"answer", command.text}}}}, actor);
      break;
    case SettlePetition::Kind::give_back:
      unfolding.emit(PetitionReturned{command.number, speaker->role, speaker->unit, command.due}, {{"reason", {{"reason", command.text}}}}, actor);
      break;
    case SettlePetition::Kind::close: unfolding.emit(PetitionClosed{command.number, speaker->role, speaker->unit}, {}, actor); break;
  }
  return {};
}

}  // namespace luan::workflow
