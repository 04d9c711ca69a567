#include "workflow/tell.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace luan::workflow {
namespace {

/// The events that a story needs; what people gave stands in the outcomes.
struct Teller {
  const Definition& definition;
  const std::string& to;

  std::optional<Localized> operator()(const RotationNominated&) const { return entered("Đề cử", "Nominated"); }
  std::optional<Localized> operator()(const StageEntered&) const { return entered("Chuyển giai đoạn", "On"); }
  std::optional<Localized> operator()(const StepOpened& e) const {
    Localized text{fmt::format("mở «{}»", title(e.step).vi), fmt::format("«{}» opens", title(e.step).en)};
    if (e.due) text.vi += ", hạn " + to_page_text(*e.due), text.en += ", due " + to_page_text(*e.due);
    return text;
  }
  std::optional<Localized> operator()(const StepClosed& e) const {
    if (e.outcome == "lapsed")
      return Localized{fmt::format("«{}» không chờ nữa", title(e.step).vi), fmt::format("«{}» is waited for no more", title(e.step).en)};
    const Step* step = definition.find_step(e.step).second;
    const Localized outcome = step ? outcome_label(definition, *step, e.outcome) : Localized{e.outcome, e.outcome};
    return Localized{fmt::format("«{}» có kết quả «{}»", title(e.step).vi, outcome.vi), fmt::format("«{}» ends in «{}»", title(e.step).en, outcome.en)};
  }
  std::optional<Localized> operator()(const DecisionIssued& e) const {
    return Localized{fmt::format("ban hành quyết định, thời hạn đến {}", to_page_text(e.ends)),
                     fmt::format("the decision is issued, the term ends on {}", to_page_text(e.ends))};
  }
  std::optional<Localized> operator()(const PaperNumbered& e) const {
    return Localized{fmt::format("một văn bản vào sổ «{}»", definition.reg(e.reg).title.vi),
                     fmt::format("a paper is entered in «{}»", definition.reg(e.reg).title.en)};
  }
  std::optional<Localized> operator()(const TermExtended& e) const {
    return Localized{fmt::format("gia hạn đến {}", to_page_text(e.ends)), fmt::format("the term is extended to {}", to_page_text(e.ends))};
  }
  std::optional<Localized> operator()(const ActionTaken& e) const {
    const Action* action = definition.action(e.action);
    const Localized name = action ? action->title : Localized{e.action, e.action};
    return Localized{fmt::format("thao tác «{}»", name.vi), fmt::format("the action «{}»", name.en)};
  }
  std::optional<Localized> operator()(const ParticipantRecused& e) const {
    return Localized{fmt::format("một người không tham gia «{}»", title(e.step).vi), fmt::format("somebody takes no part in «{}»", title(e.step).en)};
  }
  std::optional<Localized> operator()(const RotationEnded&) const { return entered("Kết thúc", "Ended"); }
  template <class Other>
  std::optional<Localized> operator()(const Other&) const {
    return {};
  }

 private:
  Localized title(std::string_view id) const {
    const Step* step = definition.find_step(id).second;
    return step ? step->title : Localized{std::string(id), std::string(id)};
  }
  std::optional<Localized> entered(std::string_view vi, std::string_view en) const {
    const Localized place = place_title(definition, to);
    return Localized{fmt::format("{}: «{}»", vi, place.vi), fmt::format("{}: «{}»", en, place.en)};
  }
};

class Play {
 public:
  Play(const Definition& definition, const Trace& trace)
      : definition_(definition), acts_(trace.acts), rehearsal_(definition, trace.people), done_(acts_.size()) {}

  Played run() {
    if (auto begun = rehearsal_.begin(); !begun) return begun;
    for (std::size_t number = 0; number < acts_.size(); ++number)
      if (auto played = play(number); !played) return played;
    return {};
  }
  [[nodiscard]] const Rehearsal& rehearsal() const { return rehearsal_; }
  /// The act that was carried out last, or that was not carried out.
  [[nodiscard]] const TraceAct* last() const { return last_ < acts_.size() ? &acts_[last_] : nullptr; }

 private:
  Played play(std::size_t number) {
    if (auto played = carry_out(number); !played) return played;
    return stands(acts_[number]);
  }

  Played carry_out(std::size_t number) {
    if (done_[number]) return {};
    done_[number] = true;
    last_ = number;
    const TraceAct& act = acts_[number];
    if (!act.action.empty()) {
      const Action* action = definition_.action(act.action);
      if (!action) return unknown(act.action);
      if (auto taken = rehearsal_.act(*action); !taken) return taken;
    } else if (!act.step.empty() && act.outcome != never_opens) {
      if (auto closed = close(number); !closed) return closed;
    }
    return {};
  }

  Played close(std::size_t number) {
    const TraceAct& act = acts_[number];
    const auto [stage, step] = definition_.find_step(act.step);
    if (!step) return unknown(act.step);
    if (!open(*step) || comes_by_silence(*step, act.outcome))
      if (auto answered = answer_before_waiting(number); !answered) return answered;
    const std::size_t before = rehearsal_.history().size();
    if (auto closed = rehearsal_.close(*step, act.outcome); !closed) return closed;
    take_silences(number, before);
    for (std::size_t i = before; i < rehearsal_.history().size(); ++i)
      if (const auto* closing = std::get_if<StepClosed>(&rehearsal_.history()[i].body); closing && closing->step == step->id)
        return closing->outcome == act.outcome ? Played() : differs(*step, closing->outcome, act.outcome);
    return differs(*step, "", act.outcome);
  }

  /// While time passed, other steps of the stage may have run out as their own acts say, before their turn.
  void take_silences(std::size_t number, std::size_t before) {
    for (std::size_t i = before; i < rehearsal_.history().size(); ++i) {
      const auto* closing = std::get_if<StepClosed>(&rehearsal_.history()[i].body);
      for (std::size_t later = number + 1; closing && acts_[number].to.empty() && later < acts_.size(); ++later) {
        const TraceAct& act = acts_[later];
        const Step* step = act.step == closing->step && act.outcome == closing->outcome ? definition_.find_step(act.step).second : nullptr;
        if (step && !done_[later] && comes_by_silence(*step, act.outcome)) {
          done_[later] = true;
          break;
        }
        if (!act.to.empty()) break;
      }
    }
  }

  bool open(const Step& step) const {
    const StepRun* run = rehearsal_.rotation().run_now(step.id);
    return run && run->open();
  }

  /// Time is about to pass: whoever is to answer in this stage and would be taken for silent answers first.
  Played answer_before_waiting(std::size_t number) {
    if (!acts_[number].to.empty()) return {};
    for (std::size_t later = number + 1; later < acts_.size(); ++later) {
      const TraceAct& act = acts_[later];
      const Step* step = act.step.empty() ? nullptr : definition_.find_step(act.step).second;
      if (step && open(*step) && !step->plugin && !std::holds_alternative<FirstRule>(step->rule) && act.outcome != never_opens &&
          !comes_by_silence(*step, act.outcome))
        if (auto played = carry_out(later); !played) return played;
      if (!act.to.empty()) break;
    }
    return {};
  }

  /// Is the rotation where the trace says? An act may have been carried out before its turn, so this is asked at its turn.
  Played stands(const TraceAct& act) const {
    const std::string& expected = act.to;
    if (expected.empty() || rehearsal_.rotation().stage == expected) return {};
    const Localized is = place_title(definition_, rehearsal_.rotation().stage), said = place_title(definition_, expected);
    return std::unexpected(Stopped{Stopped::Why::does_not_come,
                                   {fmt::format("Hồ sơ đang ở «{}», không ở «{}» như đã ghi.", is.vi, said.vi),
                                    fmt::format("The rotation stands in «{}», not in «{}» as was said.", is.en, said.en)}});
  }

  Played differs(const Step& step, std::string_view is, std::string_view said) const {
    const Localized came = is.empty() ? Localized{"chưa có kết quả", "none yet"} : outcome_label(definition_, step, is);
    const Localized expected = outcome_label(definition_, step, said);
    return std::unexpected(Stopped{Stopped::Why::does_not_come,
                                   {fmt::format("«{}» có kết quả «{}», không phải «{}» như đã ghi.", step.title.vi, came.vi, expected.vi),
                                    fmt::format("«{}» ends in «{}», not in «{}» as was said.", step.title.en, came.en, expected.en)}});
  }

  static Played unknown(std::string_view id) {
    return std::unexpected(Stopped{Stopped::Why::does_not_come, {fmt::format("Quy trình không có «{}».", id), fmt::format("The workflow has no «{}».", id)}});
  }

  const Definition& definition_;
  const std::vector<TraceAct>& acts_;
  Rehearsal rehearsal_;
  std::vector<bool> done_;
  std::size_t last_ = 0;
};

}  // namespace

Told tell(const Definition& definition, const Trace& trace) {
  Play play(definition, trace);
  Told told;
  if (auto played = play.run(); !played) told.stopped = std::move(played.error());
  told.rotation = play.rehearsal().rotation();
  told.history = play.rehearsal().history();
  for (const Event& event : told.history)
    if (auto text = std::visit(Teller{definition, event.to}, event.body)) told.lines.push_back({event.at, std::move(*text)});
  // The engine throws the whole decision away where it has no answer: what led there is told from the story.
  if (told.stopped && told.stopped->why == Stopped::Why::unsound && play.last() && !told.lines.empty())
    told.lines.push_back({told.lines.back().at, words(definition, *play.last())});
  return told;
}

}  // namespace luan::workflow
