// Which papers a rotation holds, by whom they may be read, and on which events each stands.
#include <algorithm>
#include <ranges>

#include "app/paper_parts.hpp"

namespace luan::app {
namespace {

/// A step that one answers after every opinion that was asked for.
bool synthesises(const workflow::Stage& stage, const workflow::Step& step) {
  return !step.plugin && std::ranges::any_of(step.after, [&](const std::string& before) {
    const workflow::Step* asked = stage.step(before);
    return asked && std::holds_alternative<workflow::EachRule>(asked->rule);
  });
}

/// Responses to steps that `step` comes after, in the visit of the stage that `run` belongs to.
std::vector<int> responses_before(const RotationParts& parts, const workflow::Step& step, const workflow::StepRun& run) {
  std::vector<int> out;
  for (const workflow::StepRun& other : parts.rotation->runs)
    if (other.visit == run.visit && std::ranges::find(step.after, other.step) != step.after.end())
      for (const workflow::GivenResponse& given : other.responses) out.push_back(given.sequence);
  return out;
}

class Finder {
 public:
  explicit Finder(const RotationParts& parts) : parts_(parts) {}

  std::vector<PaperSource> all() {
    for (const store::HistoryRow& row : parts_.history) {
      if (row.event.type == "decision.issued")
        decision(row, PaperKind::decision);
      else if (row.event.type == "document.numbered" && state_register(row))
        decision(row, PaperKind::state_decision);
      else if (row.event.type == "step.closed")
        count(row);
      else if (row.event.type == "response.recorded" && !parts_.voided.contains(row.event.sequence))
        response(row);
    }
    for (PaperSource& source : out_) settle(source);
    drafts();
    return std::move(out_);
  }

 private:
  bool state_register(const store::HistoryRow& row) const {
    return parts_.definition_of(row).reg(text_member(row.event.payload, "register")).per == workflow::Register::Per::year;
  }
  PaperSource& add(PaperKind kind, const store::HistoryRow& row, const std::string& step) {
    PaperSource source{{kind, row.event.sequence}, &row, {}, {}, nullptr, nullptr, nullptr, &parts_.definition_of(row), 1};
    source.step = source.definition->find_step(step).second;
    return out_.emplace_back(std::move(source));
  }
  void decision(const store::HistoryRow& row, PaperKind kind) {
    const std::string step = text_member(row.event.payload, "step");
    PaperSource& source = add(kind, row, step);
    source.numbered = &row;
    // The response by which it was signed: the last of that step before the number was drawn.
    for (const store::HistoryRow& earlier : parts_.history)
      if (earlier.event.type == "response.recorded" && earlier.event.sequence < row.event.sequence && text_member(earlier.event.payload, "step") == step)
        source.shows = {earlier.event.sequence};
  }
  /// The first number that was drawn for this run of the step.
  const store::HistoryRow* numbered(const std::string& step, int run) const {
    const auto found = std::ranges::find_if(parts_.history, [&](const store::HistoryRow& row) {
      return row.event.type == "paper.numbered" && text_or_empty(row.event.payload, "step") == step && int_member(row.event.payload, "run") == run;
    });
    return found == parts_.history.end() ? nullptr : &*found;
  }
  void count(const store::HistoryRow& row) {
    const std::string step = text_member(row.event.payload, "step");
    const workflow::Step* found = parts_.definition_of(row).find_step(step).second;
    if (!found || !std::holds_alternative<workflow::BallotRule>(found->rule) || text_member(row.event.payload, "outcome") == "lapsed") return;
    const auto number = static_cast<int>(int_member(row.event.payload, "run"));
    const workflow::StepRun* run = parts_.rotation->run(step, number);
    if (!run) return;  // a later version of the definition calls it otherwise
    PaperSource& source = add(PaperKind::count, row, step);
    source.run = number;
    source.numbered = numbered(step, number);
    for (const workflow::GivenResponse& given : run->responses) source.shows.push_back(given.sequence);
  }
  void response(const store::HistoryRow& row) {
    const auto recorded = response_at(row);
    const auto [stage, step] = parts_.definition_of(row).find_step(recorded.step);
    if (!step) return;
    const bool evaluates = step->effect == workflow::Effect::evaluate, gathers = !evaluates && synthesises(*stage, *step);
    const workflow::StepRun* run = parts_.rotation->run(recorded.step, recorded.run);
    if ((!evaluates && !gathers) || !run) return;
    PaperSource& source = add(evaluates ? PaperKind::evaluation : PaperKind::synthesis, row, recorded.step);
    source.run = recorded.run;
    source.numbered = numbered(recorded.step, recorded.run);
    if (gathers)
      source.shows = responses_before(parts_, *step, *run);
    else if (const auto own = self_review_of(parts_, *run, row.event.sequence))
      source.shows.push_back(*own);
    source.shows.push_back(row.event.sequence);
  }
  void settle(PaperSource& source) const {
    source.basis = {source.row};
    for (const store::HistoryRow& row : parts_.history)
      if (row.event.type == "response.corrected" && row.event.sequence > source.row->event.sequence &&
          std::ranges::find(source.shows, static_cast<int>(int_member(row.event.payload, "corrects"))) != source.shows.end())
        source.basis.push_back(&row);
    if (source.key.kind == PaperKind::evaluation) return;  // the next year's stands beside it
    for (const PaperSource& other : out_)
      if (other.key.kind == source.key.kind && other.key.sequence > source.key.sequence && other.step && source.step && other.step->id == source.step->id &&
          (source.key.kind != PaperKind::state_decision || other.row->event.payload.at("register") == source.row->event.payload.at("register"))) {
        source.replaced_by = other.row;
        break;
      }
  }
  void drafts() {
    const workflow::Rotation& rotation = *parts_.rotation;
    const workflow::Stage* stage = parts_.definition->stage(rotation.stage);
    if (!stage || rotation.status == workflow::Status::closed) return;
    for (const workflow::Step& step : stage->steps) {
      const auto draft = [&](PaperKind kind) { return PaperSource{{kind, 0}, nullptr, {}, {}, nullptr, nullptr, &step, parts_.definition.get(), 1}; };
      if (step.effect == workflow::Effect::post && !rotation.decision) {
        out_.push_back(draft(PaperKind::decision));
        const store::Position* post = parts_.directory->position(rotation.facts.position);
        for (const workflow::Register* reg : workflow::registers_for(*parts_.definition, step.issues, post ? post->kind : ""))
          if (reg->per == workflow::Register::Per::year) {
            out_.push_back(draft(PaperKind::state_decision));
            break;
          }
      }
      const workflow::StepRun* run = rotation.run_now(step.id);
      if (!run || !run->open() || step.effect == workflow::Effect::evaluate || !synthesises(*stage, step)) continue;
      out_.push_back(draft(PaperKind::synthesis));
      out_.back().shows = responses_before(parts_, step, *run), out_.back().run = run->run;
    }
  }

  const RotationParts& parts_;
  std::vector<PaperSource> out_;
};

}  // namespace

std::vector<PaperSource> paper_sources(const RotationParts& parts) { return Finder(parts).all(); }

std::string number_of(const RotationParts& parts, const PaperSource& source) {
  if (!source.numbered) return {};
  const json::object& payload = source.numbered->event.payload;
  const bool decision = source.key.kind == PaperKind::decision || source.key.kind == PaperKind::state_decision;
  const bool by_year = parts.definition_of(*source.numbered).reg(text_member(payload, "register")).per == workflow::Register::Per::year;
  return headed_number(text_member(payload, "number"), decision ? source.key.kind == PaperKind::state_decision : by_year);
}

const store::HistoryRow* row_at(const RotationParts& parts, int sequence) {
  const auto found = std::ranges::find(parts.history, sequence, [](const store::HistoryRow& row) { return row.event.sequence; });
  return found == parts.history.end() ? nullptr : &*found;
}

workflow::ResponseRecorded response_at(const store::HistoryRow& row) {
  return std::get<workflow::ResponseRecorded>(workflow::from_payload(row.event.type, row.event.payload));
}

std::vector<ValueView> values_at(const RotationParts& parts, const store::HistoryRow& row) {
  const workflow::Definition& definition = parts.definition_of(row);
  const workflow::Step* step = definition.find_step(text_member(row.event.payload, "step")).second;
  if (!step) return {};
  return describe_values(*parts.directory, definition.form(step->form), parts.content(row, "form"), Language::vi);
}

Localized answer_at(const RotationParts& parts, const store::HistoryRow& row) {
  const workflow::Definition& definition = parts.definition_of(row);
  const workflow::Step* step = definition.find_step(text_member(row.event.payload, "step")).second;
  const auto corrected = parts.corrections.find(row.event.sequence);
  const workflow::Answer* answer =
      step ? definition.form(step->form).answer(text_or_empty((corrected == parts.corrections.end() ? row : *corrected->second).event.payload, "outcome"))
           : nullptr;
  return answer ? answer->label : Localized{};
}

bool may_read_paper(const RotationParts& parts, const PaperSource& source, const Caller& caller) {
  if (caller.reads_all()) return true;
  if (!source.row || !may_see(caller, *parts.rotation)) return false;
  switch (source.key.kind) {
    case PaperKind::decision:
    case PaperKind::state_decision: return true;  // what the posting says is addressed to every party of the rotation
    case PaperKind::evaluation:
      return std::ranges::all_of(source.shows, [&](int sequence) {
        const store::HistoryRow* row = row_at(parts, sequence);
        return row && may_read_content(caller, *parts.rotation, parts.definition_of(*row), workflow::from_payload(row->event.type, row->event.payload));
      });
    case PaperKind::count:
    case PaperKind::synthesis:  // the opinions of others stand in it
    case PaperKind::minutes: break;
  }
  return false;
}

}  // namespace luan::app
