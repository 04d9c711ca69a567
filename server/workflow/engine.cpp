#include "workflow/engine.hpp"

#include <algorithm>
#include <ranges>

#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};

bool may(const Actor& actor, const std::vector<Who>& who, const RotationNominated& facts) {
  return std::ranges::any_of(who, [&](const Who& w) { return actor.holds(w.role, party_unit(facts, w.party)); });
}

/// In which of the roles allowed the actor acts.
Seat acting(const Actor& actor, const std::vector<Who>& who, const RotationNominated& facts) {
  for (const Who& w : who)
    if (const UnitId& unit = party_unit(facts, w.party); actor.holds(w.role, unit)) return {w.role, unit, {}};
  return {};
}

Localized needed(const std::vector<Who>& who, const RotationNominated& facts, const Context& context) {
  Localized out;
  for (const Who& w : who) {
    const Localized body = context.body_name(w.role, party_unit(facts, w.party));
    out.vi += (out.vi.empty() ? "" : ", ") + body.vi;
    out.en += (out.en.empty() ? "" : ", ") + body.en;
  }
  return out;
}

std::unexpected<Refusal> refuse_closed(const StepRun& run, const Definition& definition, const Step& step, const Context& context) {
  const std::string who = run.responses.empty() ? "—" : context.account_name(run.responses.back().actor);
  return refuse(RefusalCode::step_closed, {{"at", context.zone->page_text(*run.closed_at)}, {"outcome", outcome_label(definition, step, run.outcome)}, {"who", who}});
}

std::expected<void, Refusal> refuse_unless_open(const Rotation& rotation, const Context& context) {
  if (rotation.status == Status::closed) return refuse(RefusalCode::rotation_closed, {{"at", to_page_text(context.zone->date(*rotation.closed_at))}});
  if (rotation.status == Status::suspended) return refuse(RefusalCode::rotation_suspended, {{"at", context.zone->page_text(*rotation.suspended_at)}});
  return {};
}

Result<Decided> finish(Unfolding& unfolding) {
  if (auto settled = unfolding.settle(); !settled) return std::unexpected(std::move(settled.error()));
  return unfolding.take();
}

Result<Decided> nominate(Unfolding& unfolding, const Nominate& command) {
  const Definition& definition = unfolding.definition();
  const Context& context = unfolding.context();
  RotationNominated facts{definition.name,  definition.version, definition.digest, context.next_code, command.official, command.sending,
                          command.receiving, command.deciding,   command.position,  command.kind,      command.direction, {}, {}};
  if (!may(*context.actor, definition.start_who, facts))
    return refuse(RefusalCode::forbidden, {{"needed", needed(definition.start_who, facts, context)}});
  const Seat seat = acting(*context.actor, definition.start_who, facts);
  facts.role = seat.role, facts.unit = seat.unit;
  unfolding.nominate(std::move(facts), {{"form", command.form.values}}, context.actor->account.text());
  return finish(unfolding);
}

Localized waiting_for(const Stage& stage, const Step& step, const Rotation& rotation) {
  if (stage.id != rotation.stage) return stage.title;
  Localized out;
  for (const std::string& before : step.after) {
    if (fate(stage, *stage.step(before), rotation) == Fate::closed) continue;
    const Localized& title = stage.step(before)->title;
    out.vi += (out.vi.empty() ? "" : ", ") + title.vi;
    out.en += (out.en.empty() ? "" : ", ") + title.en;
  }
  return out.vi.empty() ? stage.title : out;
}

struct Located {
  const Step* step = nullptr;
  const StepRun* run = nullptr;
  const Seat* seat = nullptr;
};

/// The run and the seat that a response of this actor would fill, or why there is none.
Result<Located> locate(const Definition& definition, const Rotation& rotation, std::string_view id, const Context& context) {
  const auto [stage, step] = definition.find_step(id);
  if (!step) return refuse(RefusalCode::not_found);
  const StepRun* run = stage->id == rotation.stage ? rotation.run_now(step->id) : nullptr;
  if (!run)
    for (const StepRun& earlier : std::views::reverse(rotation.runs))
      if (earlier.step == step->id) { run = &earlier; break; }
  if (!run) {
    if (auto open = refuse_unless_open(rotation, context); !open) return std::unexpected(std::move(open.error()));
    return refuse(RefusalCode::step_not_open, {{"waiting", waiting_for(*stage, *step, rotation)}});
  }
  const Seat* seat = seat_of(*run, *context.actor);
  if (!seat) return refuse(RefusalCode::not_yours, {{"needed", step->plugin ? step->title : needed(step->who, rotation.facts, context)}});
  if (const GivenResponse* given = run->response_of(*seat))
    return refuse(RefusalCode::already_answered, {{"who", context.account_name(given->actor)}, {"at", context.zone->page_text(given->at)}});
  if (!run->open()) return refuse_closed(*run, definition, *step, context);
  if (auto open = refuse_unless_open(rotation, context); !open) return std::unexpected(std::move(open.error()));
  return Located{step, run, seat};
}

Result<Decided> respond(Unfolding& unfolding, const Respond& command) {
  const auto located = locate(unfolding.definition(), unfolding.state(), command.step, unfolding.context());
  if (!located) return std::unexpected(located.error());
  const Step& step = *located->step;
  const int number = located->run->run;  // the run itself does not survive the next event
  unfolding.emit(ResponseRecorded{step.id, number, *located->seat, command.form.answer, command.shown}, {{"form", command.form.values}},
                 unfolding.context().actor->account.text());
  if (step.effect_with.empty() || std::ranges::find(step.effect_with, command.form.answer) != step.effect_with.end())
    unfold_effect(unfolding, step.effect, step.id, number, command.form);
  return finish(unfolding);
}

Result<const Action*> locate_action(const Definition& definition, const Rotation& rotation, std::string_view id, const Context& context) {
  const Action* action = definition.action(id);
  if (!action) return refuse(RefusalCode::not_found);
  if (!may(*context.actor, action->who, rotation.facts))
    return refuse(RefusalCode::forbidden, {{"needed", needed(action->who, rotation.facts, context)}});
  if (rotation.status == Status::closed) return std::unexpected(refuse_unless_open(rotation, context).error());
  const auto open = open_actions(definition, rotation, *context.actor);
  if (std::ranges::find(open, action) == open.end()) return refuse(RefusalCode::action_not_allowed, {{"action", action->title}});
  return action;
}

Result<Decided> act(Unfolding& unfolding, const Act& command) {
  const Rotation& rotation = unfolding.state();
  const Context& context = unfolding.context();
  const auto located = locate_action(unfolding.definition(), rotation, command.action, context);
  if (!located) return std::unexpected(located.error());
  const Action* action = *located;

  const Seat seat = acting(*context.actor, action->who, rotation.facts);
  json::object reason{{"reason", command.reason}};
  if (!action->form.empty()) reason["form"] = command.form.values;
  unfolding.emit(ActionTaken{action->id, seat.role, seat.unit}, {{"reason", std::move(reason)}}, context.actor->account.text());
  switch (action->kind) {
    case Action::Kind::leave:
      unfold_effect(unfolding, action->effect, "", 0, command.form);
      unfolding.leave(action->go, true);
      break;
    case Action::Kind::suspend: unfolding.emit(RotationSuspended{}); break;
    case Action::Kind::resume: unfolding.emit(RotationResumed{}); break;
  }
  return finish(unfolding);
}

/// Decimal text in units of 1/10000, so that 69.5 and 70 compare without floating point. Texts are checked at load and by
/// the plugin host: digits with at most four decimals.
long long ten_thousandths(std::string_view text) {
  long long value = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == '.') { decimals = 0; continue; }
    value = value * 10 + (c - '0');
    if (decimals >= 0) ++decimals;
  }
  for (int i = std::max(decimals, 0); i < 4; ++i) value *= 10;
  return value;
}

Result<Decided> record_score(Unfolding& unfolding, const RecordScore& command) {
  const Rotation& rotation = unfolding.state();
  const auto [stage, step] = unfolding.definition().find_step(command.step);
  if (!step || !step->plugin) return refuse(RefusalCode::not_found);
  const StepRun* run = rotation.run(command.step, command.run);
  if (!run) return refuse(RefusalCode::not_found);
  if (!run->open()) return refuse_closed(*run, unfolding.definition(), *step, unfolding.context());
  const auto band = std::ranges::find_if(step->plugin->bands, [&](const Band& b) { return ten_thousandths(command.points) >= ten_thousandths(b.from); });
  if (band == step->plugin->bands.end()) return refuse(RefusalCode::bad_request, {{"detail", "points " + command.points}});
  const std::string outcome = band->outcome;
  unfolding.emit(ScoreRecorded{command.step, command.run, command.plugin, command.version, command.digest, outcome}, {{"score", command.content}});
  unfolding.emit(StepClosed{command.step, command.run, outcome, {}});
  return finish(unfolding);
}

}  // namespace

bool Actor::holds(std::string_view role, const UnitId& unit) const {
  return std::ranges::any_of(grants, [&](const Grant& grant) { return grant.role == role && grant.unit == unit; });
}

const Seat* seat_of(const StepRun& run, const Actor& actor) {
  for (const Seat& seat : run.roll)
    // Checked again at the act: a person on the roll who no longer holds the role may not answer (DESIGN §5).
    if (seat.account.none() ? actor.holds(seat.role, seat.unit) : seat.account == actor.account && (seat.role == "official" || actor.holds(seat.role, seat.unit))) return &seat;
  return nullptr;
}

std::expected<void, Refusal> may_respond(const Definition& definition, const Rotation& rotation, std::string_view step, const Context& context) {
  auto located = locate(definition, rotation, step, context);
  if (!located) return std::unexpected(std::move(located.error()));
  return {};
}

std::expected<void, Refusal> may_act(const Definition& definition, const Rotation& rotation, std::string_view action, const Context& context) {
  auto located = locate_action(definition, rotation, action, context);
  if (!located) return std::unexpected(std::move(located.error()));
  return {};
}

std::vector<const Action*> open_actions(const Definition& definition, const Rotation& rotation, const Actor& actor) {
  std::vector<const Action*> out;
  if (rotation.status != Status::open && rotation.status != Status::suspended) return out;
  for (const Action& action : definition.actions) {
    const bool suspended = rotation.status == Status::suspended;
    if ((action.kind == Action::Kind::resume) != suspended) continue;
    if (!action.stages.empty() && std::ranges::find(action.stages, rotation.stage) == action.stages.end()) continue;
    if (may(actor, action.who, rotation.facts)) out.push_back(&action);
  }
  return out;
}

Result<Decided> decide(const Definition& definition, const Rotation& rotation, const Command& command, const Context& context) {
  Unfolding unfolding(definition, rotation, context);
  return std::visit(Overload{
                        [&](const Nominate& c) { return nominate(unfolding, c); },
                        [&](const Respond& c) { return respond(unfolding, c); },
                        [&](const Act& c) { return act(unfolding, c); },
                        [&](const RecordScore& c) { return record_score(unfolding, c); },
                        [&](const Wake&) { return finish(unfolding); },
                    },
                    command);
}

}  // namespace luan::workflow
