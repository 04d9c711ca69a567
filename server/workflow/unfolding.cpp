#include "workflow/unfolding.hpp"

#include <algorithm>
#include <cassert>
#include <ranges>

#include "workflow/deadlines.hpp"
#include "workflow/rules/rules.hpp"

namespace luan::workflow {
namespace {

bool holds(const std::map<std::string, std::vector<std::string>>& wanted, const Rotation& rotation) {
  return std::ranges::all_of(wanted, [&](const auto& condition) {
    const StepRun* run = rotation.run_now(condition.first);
    return run && std::ranges::find(condition.second, run->outcome) != condition.second.end();
  });
}

/// Only the official's own account could answer for this seat, which judges him.
bool judges_himself(const Context& context, const Seat& seat, const AccountId& official) {
  if (official.none() || seat.role == "official") return false;
  if (!seat.account.none()) return seat.account == official;
  const auto holders = context.holders(seat.role, seat.unit);
  return !holders.empty() && std::ranges::all_of(holders, [&](const AccountId& holder) { return holder == official; });
}

bool past(const Context& context, const StepRun& run) {
  const auto deadline = run.deadline(*context.zone);
  return deadline && context.now >= *deadline;
}

}  // namespace

Fate fate(const Stage& stage, const Step& step, const Rotation& rotation) {
  if (const StepRun* run = rotation.run_now(step.id); run && !asked_again(step, *run)) return run->open() ? Fate::open : Fate::closed;
  for (const std::string& before : step.after) {
    const Fate other = fate(stage, *stage.step(before), rotation);
    if (other == Fate::never) return Fate::never;
    if (other != Fate::closed) return Fate::pending;
  }
  return holds(step.opens_if, rotation) ? Fate::pending : Fate::never;
}

void Unfolding::put(Event event) {
  event.at = context_.now;
  apply(decided_.after, event);
  decided_.events.push_back(std::move(event));
}

void Unfolding::emit(EventBody body, std::vector<Content> contents, const std::string& actor, std::vector<Attachment> attachments) {
  put({state().stage, state().stage, actor, {}, std::move(body), std::move(contents), std::move(attachments)});
}

void Unfolding::nominate(RotationNominated facts, std::vector<Content> contents, const std::string& actor, std::vector<Attachment> attachments) {
  put({"-", definition_.stages.front().id, actor, {}, std::move(facts), std::move(contents), std::move(attachments)});
}

void Unfolding::migrate(RotationMigrated migrated, const std::string& actor) {
  const std::string to = migrated.stage;
  put({state().stage, to, actor, {}, std::move(migrated), {}});
}

Numbered Unfolding::draw(const Register& reg) { return context_.next_number(reg, drawn_[reg.id]++); }

void Unfolding::leave(const std::string& target, bool by_action) {
  std::vector<std::pair<std::string, int>> open;
  for (const StepRun& run : state().runs)
    if (run.open()) open.emplace_back(run.step, run.run);
  for (const auto& [step, run] : open) emit(StepClosed{step, run, "lapsed", {}});
  if (definition_.end(target))
    put({state().stage, target, "-", {}, RotationEnded{target}, {}});
  else
    put({state().stage, target, "-", {}, StageEntered{by_action}, {}});
}

std::expected<std::vector<Seat>, Refusal> Unfolding::roll_of(const Step& step) const {
  std::vector<Seat> roll;
  for (const Who& who : step.who) {
    const UnitId& unit = state().parties.of(who.party);
    if (who.role == "official") {
      roll.push_back({who.role, unit, context_.account_of(state().facts.official)});
    } else if (!asks_persons(step)) {
      roll.push_back({who.role, unit, {}});
    } else {
      for (const AccountId& account : context_.holders(who.role, unit))
        if (std::ranges::find(roll, account, &Seat::account) == roll.end()) roll.push_back({who.role, unit, account});
    }
  }
  const AccountId official = context_.account_of(state().facts.official);
  const bool nobody = std::ranges::all_of(roll, [&](const Seat& seat) { return judges_himself(context_, seat, official); });
  if (roll.empty() || (nobody && step.nobody_left.empty()))
    return refuse(RefusalCode::nobody_to_ask,
                  {{"needed", context_.body_name(step.who.front().role, state().parties.of(step.who.front().party))}, {"step", step.title}});
  return roll;
}

std::expected<void, Refusal> Unfolding::open(const Step& step, int run) {
  StepOpened opened{step.id, run, {}, {}, {}};
  if (step.plugin) {
    opened.plugin = step.plugin->plugin;
  } else {
    auto roll = roll_of(step);
    if (!roll) return std::unexpected(std::move(roll.error()));
    opened.roll = std::move(*roll);
  }
  auto dates = timetable(step, state(), today_, *context_.zone, *context_.calendar, step.plugin ? std::vector<Moment>{} : context_.remind,
                         std::holds_alternative<std::monostate>(step.when) ? due_by_ : std::nullopt);
  if (!dates) return std::unexpected(std::move(dates.error()));
  opened.due = dates->due, opened.due_minute = dates->minute, opened.remind = std::move(dates->remind), opened.escalate = dates->escalate;
  opened.calendar = dates->calendar;
  emit(std::move(opened));
  recuse_official(step, run);
  recuse_conflicted(step.id, run);
  return {};
}

/// Nobody judges his own rotation: where the official holds a role that is asked, the roll says so and he takes no part.
void Unfolding::recuse_official(const Step& step, int run) {
  const AccountId official = context_.account_of(state().facts.official);
  const std::vector<Seat> roll = state().run(step.id, run)->roll;
  for (const Seat& seat : roll)
    if (judges_himself(context_, seat, official)) emit(ParticipantRecused{step.id, run, seat, official, "official", true, {}});
}

/// A conflict is with the rotation, not with one of its questions: who has declared it is not asked again while others are. The last one
/// who could answer stays asked: without him the step would wait for nobody. He steps back here himself where the file says what follows
/// then (`nobody_left`); elsewhere the board finds somebody else first, as for a conflict declared here (last_able).
void Unfolding::recuse_conflicted(const std::string& step, int run) {
  const auto now = [&]() -> const StepRun& { return *state().run(step, run); };
  const auto others_left = [&] { return now().vacated() + 1 < now().roll.size(); };
  const auto recuse = [&](const Seat& seat, const AccountId& account, bool vacates) {
    emit(ParticipantRecused{step, run, seat, account, "earlier", vacates, {}});
  };
  const std::vector<Seat> roll = now().roll;
  const AccountId official = context_.account_of(state().facts.official);
  for (const Seat& seat : std::views::reverse(roll)) {  // whom the file names first is left last: the chair before members
    if (seat.role == "official" || !now().awaits(seat)) continue;
    if (!seat.account.none()) {
      if (state().conflict_of(seat.account) && others_left()) recuse(seat, seat.account, true);
      continue;
    }
    const auto holders = context_.holders(seat.role, seat.unit);
    const auto able = [&](const AccountId& account) { return account != official && !now().recusal_of(account); };
    for (const AccountId& holder : std::views::reverse(holders)) {
      if (!able(holder) || !state().conflict_of(holder)) continue;
      const bool vacates = std::ranges::none_of(holders, [&](const AccountId& other) { return other != holder && able(other); });
      if (!vacates || others_left()) recuse(seat, holder, vacates);
    }
  }
  // Neither is who was to answer for somebody that is asked again.
  std::vector<Recusal> declared;
  for (const StepRun& earlier : state().runs)
    for (const Recusal& recusal : earlier.recusals)
      if (recusal.conflict == "declared" && std::ranges::none_of(declared, [&](const Recusal& one) { return one.account == recusal.account; }))
        declared.push_back(recusal);
  for (const Recusal& one : declared) {
    const auto holders = context_.holders(one.seat.role, one.seat.unit);
    const bool holds = std::ranges::find(holders, one.account) != holders.end();
    if (!holds && std::ranges::find(roll, one.seat) != roll.end() && now().awaits(one.seat) && one.seat.account != one.account &&
        !now().recusal_of(one.account))
      recuse(one.seat, one.account, false);
  }
}

void Unfolding::recuse_conflicted() {
  std::vector<std::pair<std::string, int>> open;
  for (const StepRun& run : state().runs)
    if (run.open() && run.plugin.empty()) open.emplace_back(run.step, run.run);
  for (const auto& [step, run] : open) recuse_conflicted(step, run);
}

bool passing_due(const Rotation& rotation, const std::function<UnitId(const UnitId&)>& successor) {
  const auto gone = [&](const UnitId& unit) { return successor(unit) != unit; };
  const PartyUnits& parties = rotation.parties;
  if (rotation.status == Status::closed) return false;
  return gone(parties.sending) || gone(parties.receiving) || gone(parties.deciding) || std::ranges::any_of(rotation.runs, [&](const StepRun& run) {
           return run.open() && std::ranges::any_of(run.roll, [&](const Seat& seat) { return !run.response_of(seat) && gone(seat.unit); });
         });
}

void Unfolding::pass_units() {
  if (!context_.successor || !passing_due(state(), context_.successor)) return;
  for (const char* party : {"sending", "receiving", "deciding"})
    if (const UnitId from = state().parties.of(party), to = context_.successor(from); to != from) emit(PartyPassed{party, from, to});
  std::vector<StepPassed> passed;
  for (const StepRun& run : state().runs)
    for (const Seat& seat : run.roll)
      if (const UnitId to = context_.successor(seat.unit);
          run.open() && !run.response_of(seat) && to != seat.unit &&
          std::ranges::none_of(passed, [&](const StepPassed& one) { return one.step == run.step && one.run == run.run && one.from == seat.unit; }))
        passed.push_back({run.step, run.run, seat.unit, to});
  for (StepPassed& one : passed) emit(std::move(one));
}

namespace {

struct Change {
  std::string name;  // as `void_on` calls it; "": nothing that voids
  std::string step;  // whose own run it leaves alone
  int run = 0;
};
Change change_by(const EventBody& body) {
  if (const auto* corrected = std::get_if<ResponseCorrected>(&body)) return {"correction", corrected->step, corrected->run};
  if (std::holds_alternative<PartyPassed>(body)) return {"succession", {}, 0};
  if (std::holds_alternative<DossierItemRecorded>(body) || std::holds_alternative<DossierItemWithdrawn>(body)) return {"dossier", {}, 0};
  if (const auto* closed = std::get_if<StepClosed>(&body)) return {closed->step, closed->step, closed->run};
  return {};
}

}  // namespace

void Unfolding::void_responses() {
  for (; looked_at_ < decided_.events.size(); ++looked_at_) {
    const Change change = change_by(decided_.events[looked_at_].body);
    if (change.name.empty()) continue;
    std::vector<ResponseVoided> voided;
    for (const StepRun& run : state().runs) {
      const Step* step = run.open() ? definition_.find_step(run.step).second : nullptr;
      if (!step || std::ranges::find(step->void_on, change.name) == step->void_on.end() || (run.step == change.step && run.run == change.run)) continue;
      for (const GivenResponse& given : run.responses) voided.push_back({run.step, run.run, given.seat, given.sequence, change.name});
    }
    for (ResponseVoided& one : voided) emit(std::move(one));
  }
}

void Unfolding::tell_late() {
  if (state().status != Status::open) return;
  std::vector<EventBody> late;
  for (const StepRun& run : state().runs) {
    if (!run.open()) continue;
    // Of several that were slept through, one is told of.
    const auto come = std::ranges::upper_bound(run.remind, today_);
    if (come != run.remind.begin()) late.emplace_back(StepReminded{run.step, run.run, *std::prev(come)});
    if (!run.escalate || *run.escalate > today_) continue;
    const Escalation& escalation = *definition_.find_step(run.step).second->escalate;
    StepEscalated escalated{run.step, run.run, {}, escalation.may_answer};
    for (const Who& who : escalation.to) escalated.to.push_back({who.role, state().parties.of(who.party), {}});
    late.emplace_back(std::move(escalated));
  }
  for (EventBody& body : late) emit(std::move(body));
}

std::expected<bool, Refusal> Unfolding::open_ready() {
  const Stage& stage = *definition_.stage(state().stage);
  for (const Step& step : stage.steps) {
    const auto count = [&] { return static_cast<int>(std::ranges::count(state().runs, step.id, &StepRun::step)); };
    if (!std::holds_alternative<std::monostate>(step.when)) {
      const auto opening = next_opening(step, state(), *context_.zone);
      if (!opening || *opening > today_) continue;
      // A run still open when its next one comes has been missed: history says so.
      if (const StepRun* run = state().run_now(step.id); run && run->open()) emit(StepClosed{step.id, run->run, "lapsed", {}});
      if (auto opened = open(step, count() + 1); !opened) return std::unexpected(std::move(opened.error()));
      return true;
    }
    if (step.repeats) {
      // Follows each run of the step before it.
      const StepRun *before = state().run_now(step.after.front()), *own = state().run_now(step.id);
      if (!before || before->open() || (own && own->opened_at >= *before->closed_at) || !holds(step.opens_if, state())) continue;
      if (auto opened = open(step, count() + 1); !opened) return std::unexpected(std::move(opened.error()));
      return true;
    }
    if (fate(stage, step, state()) != Fate::pending) continue;
    if (!std::ranges::all_of(step.after, [&](const std::string& before) { return fate(stage, *stage.step(before), state()) == Fate::closed; })) continue;
    if (auto opened = open(step, count() + 1); !opened) return std::unexpected(std::move(opened.error()));
    return true;
  }
  return false;
}

bool Unfolding::close_decided() {
  const Stage& stage = *definition_.stage(state().stage);
  for (const Step& step : stage.steps) {
    const StepRun* run = state().run_now(step.id);
    if (!run || !run->open() || step.plugin) continue;
    if (const auto result = decide_rule(definition_, step, *run, past(context_, *run))) {
      const int number = run->run;
      emit(StepClosed{step.id, number, result->outcome, result->tally});
      number_papers_of_step(*this, step, number, result->outcome);
      return true;
    }
  }
  return false;
}

bool Unfolding::read_table() {
  const Stage& stage = *definition_.stage(state().stage);
  for (const Step& step : stage.steps) {
    if (step.repeats) continue;
    const Fate now = fate(stage, step, state());
    if (now == Fate::pending || now == Fate::open) return false;
  }
  for (const Row& row : stage.next) {
    if (!holds(row.when, state())) continue;
    if (row.extends_term) {
      if (!state().term_end || !state().placement || state().placement->months <= 0)
        throw Unsound({"Dòng chuyển gia hạn một thời hạn chưa có.", "The row extends a term that no decision has set."});
      const int months = state().placement->months;
      emit(TermExtended{months, last_day_of_term(add_days(*state().term_end, 1), months)});
    }
    leave(row.go, false);
    return true;
  }
  throw Unsound({"Không dòng nào trong bảng của «" + stage.title.vi + "» ứng với các kết quả này.",
                 "No row of the table of «" + stage.title.en + "» answers these outcomes."});
}

std::expected<void, Refusal> Unfolding::settle() {
  void_responses();
  while (state().status == Status::open) {
    void_responses();
    if (close_decided()) continue;
    auto opened = open_ready();
    if (!opened) return std::unexpected(std::move(opened.error()));
    if (*opened) continue;
    if (!read_table()) return {};
  }
  return {};
}

}  // namespace luan::workflow
