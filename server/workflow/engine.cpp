#include "workflow/engine.hpp"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>

#include "workflow/answer_withheld.hpp"
#include "workflow/dossier.hpp"
#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};

std::unexpected<Refusal> refuse_closed(const StepRun& run, const Definition& definition, const Step& step, const Context& context) {
  const std::string who = run.responses.empty() ? "—" : context.account_name(run.responses.back().actor);
  return refuse(RefusalCode::step_closed,
                {{"at", context.zone->page_text(*run.closed_at)}, {"outcome", outcome_label(definition, step, run.outcome)}, {"who", who}});
}

Result<Decided> finish(Unfolding& unfolding) {
  if (auto settled = unfolding.settle(); !settled) return std::unexpected(std::move(settled.error()));
  return unfolding.take();
}

Result<Decided> nominate(Unfolding& unfolding, const Nominate& command) {
  const Definition& definition = unfolding.definition();
  const Context& context = unfolding.context();
  RotationNominated facts{definition.name,
                          definition.version,
                          definition.digest,
                          context.next_code,
                          command.official,
                          command.sending,
                          command.receiving,
                          command.deciding,
                          command.position,
                          command.kind,
                          command.direction,
                          {},
                          {},
                          command.plan_line};
  const PartyUnits parties{facts.sending, facts.receiving, facts.deciding};
  // To nominate is the nominator's own act: nobody does it for another.
  Actor himself = *context.actor;
  himself.stands_for.clear();
  Rotation yet;
  yet.parties = parties, yet.facts.official = command.official;
  const auto seat = acting(himself, definition.start_who, yet);
  if (!seat) return refuse(RefusalCode::forbidden, {{"needed", needed(definition.start_who, parties, context)}});
  if (auto may = refuse_if_concerned(yet, *seat, context); !may) return std::unexpected(std::move(may.error()));
  if (context.stopped && context.stopped(command.official, false)) return refuse(RefusalCode::organisation_suspended);
  facts.role = seat->role, facts.unit = seat->unit;
  unfolding.nominate(std::move(facts), {{"form", command.form.values}}, context.actor->account.text(), command.form.attachments);
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
  Standing standing{};
};

std::unexpected<Refusal> refuse_hindered(const StepRun& run, const Standing& standing, const Context& context) {
  switch (standing.hindrance) {
    case Hindrance::own_rotation: return refuse(RefusalCode::own_rotation);
    case Hindrance::recused: {
      const Recusal* recusal = run.recusal_of(context.actor->account);
      if (!recusal) recusal = run.recusal_of(standing.principal);
      if (!recusal) recusal = &*std::ranges::find(run.recusals, *standing.seat, &Recusal::seat);  // the seat is vacated
      return refuse(RefusalCode::recused, {{"who", context.account_name(recusal->account)}, {"at", context.zone->page_text(recusal->at)}});
    }
    case Hindrance::not_delegable: return refuse(RefusalCode::not_delegable, {{"who", context.account_name(standing.principal)}});
    case Hindrance::second_vote:
    case Hindrance::none: break;
  }
  return refuse(RefusalCode::second_vote, {{"who", context.account_name(standing.principal.none() ? standing.seat->account : standing.principal)}});
}

/// The run and the seat that a response of this actor would fill, or why there is none.
Result<Located> locate(const Definition& definition, const Rotation& rotation, std::string_view id, const Context& context) {
  const auto [stage, step] = definition.find_step(id);
  if (!step) return refuse(RefusalCode::not_found);
  const StepRun* run = stage->id == rotation.stage ? rotation.run_now(step->id) : nullptr;
  if (!run)
    for (const StepRun& earlier : std::views::reverse(rotation.runs))
      if (earlier.step == step->id) {
        run = &earlier;
        break;
      }
  if (!run) {
    if (auto open = refuse_unless_open(rotation, context); !open) return std::unexpected(std::move(open.error()));
    return refuse(RefusalCode::step_not_open, {{"waiting", waiting_for(*stage, *step, rotation)}});
  }
  const Standing standing = standing_of(*step, rotation, *run, *context.actor);
  if (!standing.seat) return refuse(RefusalCode::not_yours, {{"needed", step->plugin ? step->title : needed(step->who, rotation.parties, context)}});
  if (const GivenResponse* given = run->response_of(*standing.seat))
    return refuse(RefusalCode::already_answered, {{"who", context.account_name(given->actor)}, {"at", context.zone->page_text(given->at)}});
  if (!run->open()) return refuse_closed(*run, definition, *step, context);
  if (auto open = refuse_unless_open(rotation, context); !open) return std::unexpected(std::move(open.error()));
  if (!standing.may()) return refuse_hindered(*run, standing, context);
  return Located{step, run, standing};
}

/// An extension stays within the longest term of the definition, counted from the day the posting took effect.
std::expected<void, Refusal> fits_longest_term(const Definition& definition, const Rotation& rotation, const json::object& values) {
  const json::value* months = values.if_contains("extension_months");
  if (!months || definition.longest_term == 0 || !rotation.decision || !rotation.term_end) return {};
  const Date limit = add_months(rotation.decision->effective, definition.longest_term), begins = add_days(*rotation.term_end, 1);
  if (add_months(begins, static_cast<int>(months->as_int64())) <= limit) return {};
  int left = 0;
  while (add_months(begins, left + 1) <= limit) ++left;
  return refuse_fields({{"extension_months",
                         {fmt::format("Cả thời hạn không quá {} tháng, còn gia hạn được tối đa {} tháng", definition.longest_term, left),
                          fmt::format("The whole term is {} months at most: {} more at most", definition.longest_term, left)}}});
}

/// A day that the form names, not before the earliest it may be.
Result<std::optional<Date>> day_from(const json::object& values, const char* field, Date earliest) {
  if (!values.contains(field)) return std::optional<Date>();
  const Date day = parse_date(text_member(values, field)).value_or(Date{});
  const std::string from = to_page_text(earliest);
  if (day < earliest) return refuse_fields({{field, {"Nhập một ngày từ " + from, "Enter a day from " + from + " on"}}});
  return std::optional(day);
}

Result<Decided> respond(Unfolding& unfolding, const Respond& command) {
  const auto located = locate(unfolding.definition(), unfolding.state(), command.step, unfolding.context());
  if (!located) return std::unexpected(located.error());
  if (auto fits = fits_longest_term(unfolding.definition(), unfolding.state(), command.form.values); !fits) return std::unexpected(std::move(fits.error()));
  const Step& step = *located->step;
  const auto new_due = day_from(command.form.values, "new_due", unfolding.today());
  if (!new_due) return std::unexpected(new_due.error());
  if (*new_due) unfolding.due_by(**new_due);
  if (const auto lacks = dossier_lacks(unfolding.definition(), unfolding.state(), step, command.form.answer, unfolding.today()))
    return refuse(RefusalCode::dossier_incomplete, {{"items", *lacks}});
  if (const auto why = answer_withheld(unfolding.definition(), unfolding.state(), step, command.form.answer))
    return refuse(RefusalCode::answer_withheld, {{"answer", outcome_label(unfolding.definition(), step, command.form.answer)}, {"why", *why}});
  const Seat seat = *located->standing.seat;
  const Standing standing{&seat, located->standing.principal, Hindrance::none};
  const int number = located->run->run;  // the run itself does not survive the next event
  unfolding.emit(ResponseRecorded{step.id, number, *located->standing.seat, command.form.answer, command.shown, located->standing.principal},
                 {{"form", command.form.values}}, unfolding.context().actor->account.text(), command.form.attachments);
  except_what_lacks(unfolding, step, standing, command.form);
  if (step.effect_with.empty() || std::ranges::find(step.effect_with, command.form.answer) != step.effect_with.end())
    unfold_effect(unfolding, step.effect, step.id, number, command.form);
  return finish(unfolding);
}

/// The recusal that the actor may declare: of a body or a principal others may be left to answer.
Result<ParticipantRecused> locate_recusal(const Definition& definition, const Rotation& rotation, std::string_view id, const Context& context) {
  const auto located = locate(definition, rotation, id, context);
  if (!located) return std::unexpected(located.error());
  const StepRun& run = *located->run;
  const Seat& seat = *located->standing.seat;
  const AccountId& account = context.actor->account;
  if (seat.role == "official") return refuse(RefusalCode::recusal_not_here);
  ParticipantRecused recused{std::string(id), run.run, seat, account, "declared", true, located->standing.principal};
  if (!recused.principal.none()) {
    recused.vacates = false;
  } else if (seat.account.none()) {
    const auto holders = context.holders(seat.role, seat.unit);
    const AccountId official = context.account_of(rotation.facts.official);
    recused.vacates = std::ranges::none_of(holders, [&](const AccountId& other) { return other != account && other != official && !run.recusal_of(other); });
  }
  if (recused.vacates && run.vacated() + 1 == run.roll.size() && located->step->nobody_left.empty())
    return refuse(RefusalCode::last_able, {{"step", located->step->title}});
  return recused;
}

Result<Decided> recuse(Unfolding& unfolding, const Recuse& command) {
  auto recused = locate_recusal(unfolding.definition(), unfolding.state(), command.step, unfolding.context());
  if (!recused) return std::unexpected(std::move(recused.error()));
  unfolding.emit(std::move(*recused), {{"reason", {{"reason", command.reason}}}}, unfolding.context().actor->account.text());
  unfolding.recuse_conflicted();
  return finish(unfolding);
}

Result<const Action*> locate_action(const Definition& definition, const Rotation& rotation, std::string_view id, const Context& context) {
  const Action* action = definition.action(id);
  if (!action) return refuse(RefusalCode::not_found);
  const auto seat = acting(*context.actor, action->who, rotation);
  if (!seat) return refuse(RefusalCode::forbidden, {{"needed", needed(action->who, rotation.parties, context)}});
  if (auto may = refuse_if_concerned(rotation, *seat, context); !may) return std::unexpected(std::move(may.error()));
  if (rotation.status == Status::closed || rotation.suspended_by_organisation || stopped_by_organisation(rotation, context))
    return std::unexpected(refuse_unless_open(rotation, context).error());
  const auto open = open_actions(definition, rotation, *context.actor);
  if (std::ranges::find(open, action) == open.end()) return refuse(RefusalCode::action_not_allowed, {{"action", action->title}});
  return action;
}

/// The replacement that the command names, where it may be. Who has answered stays; who takes the seat holds its role.
Result<ParticipantReplaced> locate_replacement(const Definition& definition, const Rotation& rotation, const Act::Replaces& wanted, const Context& context) {
  const Step* step = definition.find_step(wanted.step).second;
  const StepRun* run = step ? rotation.run_now(wanted.step) : nullptr;
  if (!run || !run->open()) return refuse_fields({{"participant", {"Bước này không còn mở", "This step is not open any more"}}});
  const auto seat =
      std::ranges::find_if(run->roll, [&](const Seat& one) { return !one.account.none() && one.account == wanted.account && one.role != "official"; });
  if (seat == run->roll.end()) return refuse_fields({{"participant", {"Người này không có trong danh sách được hỏi", "This person is not on the roll"}}});
  if (run->response_of(*seat))
    return refuse_fields({{"participant", {"Người này đã trả lời nên không thay được nữa", "This person has answered and cannot be replaced"}}});
  if (std::ranges::find(run->roll, wanted.replacement, &Seat::account) != run->roll.end() || run->recusal_of(wanted.replacement) ||
      rotation.conflict_of(wanted.replacement))
    return refuse_fields(
        {{"replacement", {"Người này đã có trong danh sách được hỏi, hoặc đã không tham gia", "This person is on the roll already, or takes no part"}}});
  const auto holders = context.holders(seat->role, seat->unit);
  if (std::ranges::find(holders, wanted.replacement) == holders.end() || wanted.replacement == context.account_of(rotation.facts.official))
    return refuse_fields({{"replacement", {"Chọn người đang giữ đúng vai trò của người được thay", "Choose somebody who holds the same role now"}}});
  return ParticipantReplaced{wanted.step, run->run, *seat, wanted.replacement};
}

/// What the action does to the rotation, beside what its form says.
std::expected<void, Refusal> carry_out(Unfolding& unfolding, const Action& action, const Filled& form) {
  switch (action.kind) {
    case Action::Kind::leave: {
      const auto new_due = day_from(form.values, "new_due", unfolding.today());
      if (!new_due) return std::unexpected(new_due.error());
      unfold_effect(unfolding, action.effect, "", 0, form);
      if (*new_due) unfolding.due_by(**new_due);
      unfolding.leave(action.go, true);
      return {};
    }
    case Action::Kind::suspend: unfolding.emit(RotationSuspended{}); return {};
    case Action::Kind::defer: {
      const auto until = day_from(form.values, "until", add_days(unfolding.today(), 1));
      if (!until) return std::unexpected(until.error());
      if (!*until) return refuse_fields({{"until", {"Nhập ngày tiếp tục", "Enter the day on which it goes on"}}});
      unfolding.emit(RotationSuspended{*until});
      return {};
    }
    case Action::Kind::resume: return resume(unfolding);
    case Action::Kind::extend: return extend_term(unfolding, static_cast<int>(int_member(form.values, "extension_months")));
    case Action::Kind::replace: return {};
  }
  return {};
}

Result<Decided> act(Unfolding& unfolding, const Act& command) {
  const Rotation& rotation = unfolding.state();
  const Context& context = unfolding.context();
  const auto located = locate_action(unfolding.definition(), rotation, command.action, context);
  if (!located) return std::unexpected(located.error());
  const Action* action = *located;

  std::optional<ParticipantReplaced> replaced;
  if (action->kind == Action::Kind::replace) {
    auto found = command.replaces ? locate_replacement(unfolding.definition(), rotation, *command.replaces, context) : refuse(RefusalCode::not_found);
    if (!found) return std::unexpected(std::move(found.error()));
    replaced = std::move(*found);
  }
  if (action->kind == Action::Kind::extend)
    if (auto fits = fits_longest_term(unfolding.definition(), rotation, command.form.values); !fits) return std::unexpected(std::move(fits.error()));
  const Acting seat = *acting(*context.actor, action->who, rotation);
  json::object reason{{"reason", command.reason}};
  if (!action->form.empty()) reason["form"] = command.form.values;
  unfolding.emit(ActionTaken{action->id, seat.role, seat.unit, seat.principal}, {{"reason", std::move(reason)}}, context.actor->account.text(),
                 command.form.attachments);
  number_papers_of_action(unfolding, *action);
  if (auto done = carry_out(unfolding, *action, command.form); !done) return std::unexpected(std::move(done.error()));
  if (replaced) unfolding.emit(std::move(*replaced));
  return finish(unfolding);
}

/// What the whole organisation has stopped, stops; what it goes on with, goes on. A rotation suspended or deferred by itself stays so.
std::expected<void, Refusal> follow_organisation(Unfolding& unfolding) {
  const bool stop = stopped_by_organisation(unfolding.state(), unfolding.context());
  if (unfolding.state().status == Status::open && stop) unfolding.emit(RotationSuspended{{}, true});
  if (unfolding.state().suspended_by_organisation && !stop) return resume(unfolding);
  return {};
}

Result<Decided> record_score(Unfolding& unfolding, const RecordScore& command) {
  const Rotation& rotation = unfolding.state();
  const auto [stage, step] = unfolding.definition().find_step(command.step);
  if (!step || !step->plugin) return refuse(RefusalCode::not_found);
  const StepRun* run = rotation.run(command.step, command.run);
  if (!run) return refuse(RefusalCode::not_found);
  if (!run->open()) return refuse_closed(*run, unfolding.definition(), *step, unfolding.context());
  const Band* band = band_of(*step->plugin, command.points);
  if (!band) return refuse(RefusalCode::bad_request, {{"detail", "points " + command.points}});
  const std::string outcome = band->outcome;
  unfolding.emit(ScoreRecorded{command.step, command.run, command.plugin, command.version, command.digest, outcome}, {{"score", command.content}});
  unfolding.emit(StepClosed{command.step, command.run, outcome, {}});
  return finish(unfolding);
}

}  // namespace

Unsound::Unsound(Localized said) : std::logic_error(said.en + " The definition was not checked before use."), text(std::move(said)) {}

bool Actor::holds(std::string_view role, const UnitId& unit) const {
  return std::ranges::any_of(grants, [&](const Grant& grant) { return grant.role == role && grant.unit == unit; });
}

std::expected<void, Refusal> may_respond(const Definition& definition, const Rotation& rotation, std::string_view step, const Context& context) {
  auto located = locate(definition, rotation, step, context);
  if (!located) return std::unexpected(std::move(located.error()));
  return {};
}

std::expected<void, Refusal> may_recuse(const Definition& definition, const Rotation& rotation, std::string_view step, const Context& context) {
  auto located = locate_recusal(definition, rotation, step, context);
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
  if (rotation.suspended_by_organisation) return out;
  for (const Action& action : definition.actions) {
    const bool suspended = rotation.status == Status::suspended;
    if ((action.kind == Action::Kind::resume) != suspended) continue;
    if (action.kind == Action::Kind::extend && !rotation.term_end) continue;
    if (!action.stages.empty() && std::ranges::find(action.stages, rotation.stage) == action.stages.end()) continue;
    if (const auto seat = acting(actor, action.who, rotation); seat && !is_concerned(actor, *seat, rotation)) out.push_back(&action);
  }
  return out;
}

Result<Decided> decide(const Definition& definition, const Rotation& rotation, const Command& command, const Context& context) {
  Unfolding unfolding(definition, rotation, context);
  return std::visit(Overload{
                        [&](const Nominate& c) { return nominate(unfolding, c); },
                        [&](const Respond& c) { return respond(unfolding, c); },
                        [&](const Recuse& c) { return recuse(unfolding, c); },
                        [&](const Correct& c) -> Result<Decided> {
                          if (auto corrected = correct(unfolding, c); !corrected) return std::unexpected(std::move(corrected.error()));
                          return finish(unfolding);
                        },
                        [&](const Act& c) { return act(unfolding, c); },
                        [&](const RecordScore& c) { return record_score(unfolding, c); },
                        [&](const SettlePetition& c) -> Result<Decided> {
                          if (auto settled = settle_petition(unfolding, c); !settled) return std::unexpected(std::move(settled.error()));
                          return unfolding.take();
                        },
                        [&](const KeepDossier& c) { return keep_dossier(unfolding, c); },
                        [&](const Wake&) {
                          unfolding.pass_units();
                          if (const auto until = unfolding.state().suspended_until; until && *until <= unfolding.today())
                            if (auto resumed = resume(unfolding); !resumed) return Result<Decided>(std::unexpected(std::move(resumed.error())));
                          if (auto followed = follow_organisation(unfolding); !followed) return Result<Decided>(std::unexpected(std::move(followed.error())));
                          if (auto settled = unfolding.settle(); !settled) return Result<Decided>(std::unexpected(std::move(settled.error())));
                          unfolding.tell_late();
                          tell_overdue_petitions(unfolding);
                          return Result<Decided>(unfolding.take());
                        },
                        [&](const Migrate& c) { return migrate(unfolding, *c.migration); },
                    },
                    command);
}

}  // namespace luan::workflow
