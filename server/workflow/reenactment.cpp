#include "workflow/reenactment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "workflow/trace.hpp"

namespace luan::workflow {
namespace {

/// What a version decided: an outcome, a stage, an end.
struct Verdict {
  std::string step{}, outcome{};  // or
  std::string place{};
  bool operator==(const Verdict&) const = default;
};

std::optional<Verdict> verdict_of(const Event& event) {
  if (const auto* closed = std::get_if<StepClosed>(&event.body))
    return closed->outcome == "lapsed" ? std::nullopt : std::optional(Verdict{closed->step, closed->outcome, {}});
  if (std::holds_alternative<StageEntered>(event.body) || std::holds_alternative<RotationEnded>(event.body)) return Verdict{{}, {}, event.to};
  return {};
}

Localized words_of(const Definition& definition, const Verdict& verdict) {
  if (!verdict.place.empty()) {
    const Localized title = place_title(definition, verdict.place);
    return {"sang «" + title.vi + "»", "goes to «" + title.en + "»"};
  }
  const Step* step = definition.find_step(verdict.step).second;
  const Localized title = step ? step->title : Localized{verdict.step, verdict.step};
  const Localized outcome = step ? outcome_label(definition, *step, verdict.outcome) : Localized{verdict.outcome, verdict.outcome};
  return {"«" + title.vi + "» ra kết quả «" + outcome.vi + "»", "«" + title.en + "» comes out as «" + outcome.en + "»"};
}

json::object content_of(const Event& event, std::string_view name) {
  const auto found = std::ranges::find(event.contents, name, &Content::name);
  return found == event.contents.end() ? json::object() : found->value;
}
bool has_content(const Event& event, std::string_view name) { return std::ranges::find(event.contents, name, &Content::name) != event.contents.end(); }

class Reenactment {
 public:
  Reenactment(const Definition& from, const Definition& to, const Mapping& mapping, const std::vector<Event>& history, const ReenactmentWorld& world)
      : from_(from), to_(to), mapping_(mapping), history_(history), world_(world) {}

  std::optional<Departure> run() {
    for (std::size_t i = 0; i < history_.size(); ++i)
      if (auto verdict = verdict_of(history_[i])) recorded_.push_back({under_new_names(std::move(*verdict)), i});
    for (at_ = 0; at_ < history_.size(); ++at_)
      if (!pass_time(history_[at_].at) || !again(history_[at_]) || !agree()) return departure_;
    if (agreed_ == recorded_.size()) return {};
    at_ = recorded_[agreed_].event;
    const Localized said = words_of(from_, *verdict_of(history_[at_]));
    depart({"Đã ghi: " + said.vi + "; theo bản kia thì chưa, còn chờ ở «" + place_title(to_, state_.stage).vi + "».",
            "Recorded: " + said.en + "; by the other version it would still wait in «" + place_title(to_, state_.stage).en + "»."});
    return departure_;
  }

 private:
  struct Recorded {
    Verdict verdict;  // under the new names
    std::size_t event;
  };

  [[nodiscard]] Verdict under_new_names(Verdict verdict) const {
    if (!verdict.step.empty()) verdict.step = mapping_.step(verdict.step);
    if (!verdict.place.empty()) verdict.place = mapping_.stage(verdict.place);
    return verdict;
  }

  bool depart(Localized text) {
    departure_ = Departure{static_cast<int>(at_) + 1, history_[at_].at, std::move(text)};
    return false;
  }

  /// What would have happened by itself until then.
  bool pass_time(Instant until) {
    while (state_.status == Status::open || state_.suspended_until) {
      const auto wake = next_wake(to_, state_, *world_.zone);
      if (!wake || *wake >= until) return true;
      const std::size_t before = now_.size();
      if (!decide_now(Wake{}, nullptr, *wake)) return false;
      if (now_.size() == before && next_wake(to_, state_, *world_.zone) == wake) return true;
    }
    return true;
  }

  bool again(const Event& event) {
    if (const auto* e = std::get_if<RotationNominated>(&event.body)) {
      Actor actor{AccountId::trusted(event.actor), {{e->role, e->unit}}};
      code_ = e->code;
      return decide_now(
          Nominate{{"", content_of(event, "form")}, e->official, e->sending, e->receiving, e->deciding, e->position, e->kind, e->direction, e->plan_line},
          &actor, event.at);
    }
    if (const auto* e = std::get_if<ResponseRecorded>(&event.body)) return respond(event, *e);
    if (const auto* e = std::get_if<ParticipantRecused>(&event.body); e && e->conflict == "declared") {
      const Actor actor = actor_of(event.actor, e->principal, {e->seat.role, e->seat.unit});
      return decide_now(Recuse{mapping_.step(e->step), text_or_empty(content_of(event, "reason"), "reason")}, &actor, event.at);
    }
    if (const auto* e = std::get_if<ResponseCorrected>(&event.body)) return correct(event, *e);
    if (const auto* e = std::get_if<ActionTaken>(&event.body)) return act(event, *e);
    if (const auto* e = std::get_if<ScoreRecorded>(&event.body)) return score(event, *e);
    if (const auto* e = std::get_if<DossierItemRecorded>(&event.body))
      return keep(event, {KeepDossier::Kind::record, e->item, e->signed_on, e->expires}, {e->role, e->unit}, e->principal);
    if (const auto* e = std::get_if<DossierItemWithdrawn>(&event.body)) return keep(event, {KeepDossier::Kind::withdraw, e->item}, {e->role, e->unit});
    if (const auto* e = std::get_if<DossierItemExcepted>(&event.body)) return keep(event, {KeepDossier::Kind::except, e->item}, {e->role, e->unit});
    if (const auto* e = std::get_if<RotationSuspended>(&event.body); e && e->organisation) return stop(true, event.at);
    if (std::holds_alternative<RotationResumed>(event.body)) {
      if (state_.suspended_by_organisation) return stop(false, event.at);
      return !state_.suspended_until || decide_now(Wake{}, nullptr, event.at);  // on the very instant of what comes next
    }
    // A unit handed over by the directory, or what time brought: the same moment, decided anew.
    if (event.actor == "-" &&
        (std::holds_alternative<PartyPassed>(event.body) || std::holds_alternative<StepOpened>(event.body) || std::holds_alternative<StepClosed>(event.body)))
      return state_.status != Status::open || decide_now(Wake{}, nullptr, event.at);
    return true;
  }

  bool stop(bool stopped, Instant at) {
    stopped_ = stopped;
    return decide_now(Wake{}, nullptr, at);
  }

  bool respond(const Event& event, const ResponseRecorded& e) {
    const std::string id = mapping_.step(e.step);
    const Step* step = to_.find_step(id).second;
    if (!step) return depart({"Bản kia không có bước «" + e.step + "».", "The other version has no step «" + e.step + "»."});
    const Form* form = step->form.empty() ? nullptr : &to_.form(step->form);
    if (form && !form->answers.empty() && !form->answer(e.outcome))
      return depart({"Ở bản kia, bước «" + step->title.vi + "» không có câu trả lời đã ghi.",
                     "In the other version the step «" + step->title.en + "» does not have the recorded answer."});
    if (step->effect != Effect::none && !has_content(event, "form"))
      return depart({"Nội dung câu trả lời đã được xoá nên không dựng lại được.", "The content of the response was erased, so it cannot be done again."});
    const Actor actor = actor_of(event.actor, e.principal, {e.seat.role, e.seat.unit});
    return decide_now(Respond{id, {e.outcome, content_of(event, "form")}, e.shown}, &actor, event.at);
  }

  /// Of the response that answers here for the same seat, which need not stand under the same sequence.
  bool correct(const Event& event, const ResponseCorrected& e) {
    const StepRun* run = state_.run_now(mapping_.step(e.step));
    const GivenResponse* given = run ? run->response_of(e.seat) : nullptr;
    if (!given || !has_content(event, "form")) return true;  // nothing is decided by what was written
    const Actor actor = actor_of(event.actor, e.principal, {e.seat.role, e.seat.unit});
    return decide_now(Correct{given->sequence, {e.outcome, content_of(event, "form")}, {}, text_or_empty(content_of(event, "reason"), "reason")}, &actor,
                      event.at);
  }

  bool act(const Event& event, const ActionTaken& e) {
    const Actor actor = actor_of(event.actor, e.principal, {e.role, e.unit});
    const json::object said = content_of(event, "reason");
    const json::value* form = said.if_contains("form");
    const Action* action = to_.action(e.action);
    if (action && !action->form.empty() && !form)
      return depart({"Nội dung thao tác «" + action->title.vi + "» đã được xoá hoặc không được hỏi lúc đó, nên không dựng lại được.",
                     "What was said with the action «" + action->title.en + "» was erased, or not asked for then, so it cannot be done again."});
    Act command{e.action, text_or_empty(said, "reason"), {"", form ? form->as_object() : json::object()}, {}};
    if (at_ + 1 < history_.size()) {
      // What a form does not hold stands in the event that follows.
      if (const auto* deferred = std::get_if<RotationSuspended>(&history_[at_ + 1].body); deferred && deferred->until)
        command.form.values["until"] = luan::to_text(*deferred->until);
      if (const auto* replaced = std::get_if<ParticipantReplaced>(&history_[at_ + 1].body))
        command.replaces = Act::Replaces{mapping_.step(replaced->step), replaced->seat.account, replaced->replacement};
    }
    return decide_now(command, &actor, event.at);
  }

  /// What the other version's dossier does not hold is not kept there; what an answer has excepted already is not excepted again.
  bool keep(const Event& event, const KeepDossier& command, Actor::Grant grant, const AccountId& principal = {}) {
    if (std::ranges::find(to_.dossier.items, command.item, &DossierItem::id) == to_.dossier.items.end()) return true;
    const DossierPaper* paper = state_.paper(command.item);
    if (command.kind == KeepDossier::Kind::except && paper && paper->excepted) return true;
    const Actor actor = actor_of(event.actor, principal, std::move(grant));
    return decide_now(command, &actor, event.at);
  }

  bool score(const Event& event, const ScoreRecorded& e) {
    const std::string id = mapping_.step(e.step);
    const StepRun* run = state_.run_now(id);
    const json::object content = content_of(event, "score");
    if (!run) return depart({"Ở bản kia, điểm đã ghi không được hỏi đến lúc này.", "In the other version the recorded score is not asked for at this time."});
    if (!content.contains("points"))
      return depart({"Nội dung điểm đã được xoá nên không dựng lại được.", "The content of the score was erased, so it cannot be done again."});
    return decide_now(RecordScore{id, run->run, e.plugin, e.version, e.digest, text_member(content, "points"), content}, nullptr, event.at);
  }

  static Actor actor_of(const std::string& account, const AccountId& principal, Actor::Grant grant) {
    Actor actor{AccountId::trusted(account), {}};
    if (principal.none())
      actor.grants.push_back(std::move(grant));
    else
      actor.stands_for.push_back({principal, {}, {std::move(grant)}, {}});
    return actor;
  }

  bool decide_now(const Command& command, const Actor* actor, Instant at) {
    Context context;
    context.now = at, context.zone = world_.zone, context.calendar = world_.calendar, context.actor = actor;
    context.holders = [&, at](std::string_view role, const UnitId& unit) { return holders(role, unit, at); };
    context.account_of = world_.account_of, context.unit_of_position = world_.unit_of_position;
    context.account_name = [](const AccountId& account) { return account.text(); };
    context.body_name = [](std::string_view role, const UnitId&) { return Localized{std::string(role), std::string(role)}; };
    context.successor = [&, at](const UnitId& unit) { return successor(unit, at); };
    context.stopped = [this](const OfficialId&, bool) { return stopped_; };
    context.next_code = code_;
    context.next_number = [&](const Register& reg, int drawn) { return number(reg, drawn); };
    auto decided = decide(to_, state_, command, context);
    if (!decided) {
      const Refusal& refusal = decided.error();
      return depart({"Theo bản kia, việc đã ghi không làm được: " + refusal.sentence(Language::vi),
                     "By the other version what was recorded could not be done: " + refusal.sentence(Language::en)});
    }
    for (const Event& event : decided->events)
      if (auto verdict = verdict_of(event)) now_.push_back(std::move(*verdict));
    state_ = std::move(decided->after);
    return true;
  }

  /// As the roll nearest before says it; a roll names everybody who held the role.
  std::vector<AccountId> holders(std::string_view role, const UnitId& unit, Instant at) const {
    std::optional<std::vector<AccountId>> found;
    for (const Event& event : history_) {
      const auto* opened = std::get_if<StepOpened>(&event.body);
      if (!opened || (event.at > at && found)) continue;
      std::vector<AccountId> accounts;
      for (const Seat& seat : opened->roll)
        if (seat.role == role && seat.unit == unit && !seat.account.none()) accounts.push_back(seat.account);
      if (!accounts.empty()) found = std::move(accounts);
    }
    return found ? *found : world_.holders(role, unit);
  }
  UnitId successor(UnitId unit, Instant at) const {
    for (const Event& event : history_)
      if (const auto* passed = std::get_if<PartyPassed>(&event.body); passed && event.at <= at && passed->from == unit) unit = passed->to;
    return unit;
  }
  static std::optional<Numbered> numbered(const Event& event, const Register& reg) {
    if (const auto* issued = std::get_if<DecisionIssued>(&event.body); issued && issued->reg == reg.id)
      return Numbered{issued->ordinal, issued->number, issued->period};
    if (const auto* paper = std::get_if<DocumentNumbered>(&event.body); paper && paper->reg == reg.id)
      return Numbered{paper->ordinal, paper->number, paper->period};
    if (const auto* paper = std::get_if<PaperNumbered>(&event.body); paper && paper->reg == reg.id)
      return Numbered{paper->ordinal, paper->number, paper->period};
    return {};
  }
  /// The number that was issued, so that a decision is not told apart by it.
  Numbered number(const Register& reg, int drawn) const {
    for (const Event& event : history_ | std::views::drop(static_cast<std::ptrdiff_t>(at_)))
      if (auto found = numbered(event, reg); found && drawn-- == 0) return *std::move(found);
    return {1, "1", {}};
  }

  /// Whatever the new version has decided by now is what was recorded next, in its order.
  bool agree() {
    for (; agreed_ < std::min(recorded_.size(), now_.size()); ++agreed_) {
      if (recorded_[agreed_].verdict == now_[agreed_]) continue;
      at_ = recorded_[agreed_].event;
      const Localized was = words_of(from_, *verdict_of(history_[at_])), would = words_of(to_, now_[agreed_]);
      return depart({"Đã ghi: " + was.vi + "; theo bản kia: " + would.vi + ".", "Recorded: " + was.en + "; by the other version: " + would.en + "."});
    }
    return true;
  }

  const Definition& from_;
  const Definition& to_;
  const Mapping& mapping_;
  const std::vector<Event>& history_;
  const ReenactmentWorld& world_;
  Rotation state_{};
  std::string code_;
  bool stopped_ = false;
  std::size_t at_ = 0;
  std::vector<Recorded> recorded_{};
  std::vector<Verdict> now_{};
  std::size_t agreed_ = 0;
  std::optional<Departure> departure_{};
};

}  // namespace

std::optional<Departure> reenact(const Definition& from, const Definition& to, const Mapping& mapping, const std::vector<Event>& history,
                                 const ReenactmentWorld& world) {
  return Reenactment(from, to, mapping, history, world).run();
}

}  // namespace luan::workflow
