#include "store/projection.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/text.hpp"

namespace luan::store {
namespace {

std::string named(const Unit* unit) { return unit ? unit->name.vi + " " + unit->name.en : std::string(); }

/// A local opinion that does not agree, in any visit: what the committee must see in the list.
bool contested(const workflow::Definition& definition, const workflow::Rotation& rotation) {
  return std::ranges::any_of(rotation.runs, [&](const workflow::StepRun& run) {
    const workflow::Step* step = definition.find_step(run.step).second;
    if (!step || !std::holds_alternative<workflow::EachRule>(step->rule)) return false;
    const workflow::Form& form = definition.form(step->form);
    return std::ranges::any_of(run.responses, [&](const workflow::GivenResponse& response) {
      const workflow::Answer* answer = form.answer(response.outcome);
      return answer && !answer->agrees;
    });
  });
}

}  // namespace

RotationProjection project(const workflow::Definition& definition, const workflow::Rotation& rotation, const Directory& directory) {
  const auto& facts = rotation.facts;
  RotationProjection row;
  row.id = rotation.id.text();
  row.code = facts.code;
  row.status = workflow::to_text(rotation.status);
  row.stage = rotation.stage;
  row.official = facts.official.text(), row.sending = facts.sending.text(), row.receiving = facts.receiving.text(), row.position = facts.position.text();
  row.kind = facts.kind, row.direction = facts.direction;
  row.sending_now = rotation.parties.sending.text(), row.receiving_now = rotation.parties.receiving.text();
  row.nominated = to_text(rotation.nominated_at);
  row.number = rotation.decision ? rotation.decision->number : "";
  row.ends = rotation.term_end ? to_text(*rotation.term_end) : "";
  if (const workflow::StepRun* first = rotation.due_first()) row.due = to_text(*first->due);
  row.contested = contested(definition, rotation);
  row.search = search_text(rotation, directory);
  return row;
}

std::string search_text(const workflow::Rotation& rotation, const Directory& directory) {
  const auto& facts = rotation.facts;
  const Official* official = directory.official(facts.official);
  const Position* position = directory.position(facts.position);
  std::string numbers = rotation.decision ? rotation.decision->number : "";
  for (const workflow::DocumentNumbered& paper : rotation.documents) numbers += " " + paper.number;
  for (const workflow::PaperNumbered& paper : rotation.papers) numbers += " " + paper.number;
  return fold(facts.code + " " + numbers + " " + (official ? official->name() : "") + " " + named(directory.unit(facts.sending)) + " " +
              named(directory.unit(facts.receiving)) + " " + (position ? position->title.vi : ""));
}

TaskProjection project_task(const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::StepRun& run,
                            const workflow::Seat& seat) {
  const workflow::Step* step = definition.find_step(run.step).second;
  TaskProjection row;
  row.rotation = rotation.id.text(), row.step = run.step, row.run = run.run;
  row.seat = seat.key(), row.role = workflow::Seat{seat.role, seat.unit, {}}.key();
  row.official = rotation.facts.official.text(), row.open = rotation.status == workflow::Status::open ? 1 : 0;
  if (run.due) row.due = to_text(*run.due);
  row.minute = run.due_minute.value_or(-1);
  row.personal = step && workflow::asks_persons(*step) ? 1 : 0, row.delegable = step && step->delegable ? 1 : 0;
  return row;
}

AnswerProjection project_answer(const RotationId& rotation, const workflow::StepRun& run, const workflow::GivenResponse& given) {
  return {rotation.text(), run.step, given.seat.key(), given.actor.text(), to_text(given.at), run.run};
}

std::optional<TurnProjection> project_turn(const workflow::Definition& definition, const workflow::Rotation& rotation) {
  if (!rotation.decision || !definition.counts_turns) return {};
  const auto& facts = rotation.facts;
  TurnProjection turn{rotation.id.text(),
                      facts.official.text(),
                      to_text(rotation.decision->effective),
                      facts.sending.text(),
                      facts.receiving.text(),
                      facts.kind,
                      facts.direction,
                      "open"};
  if (!rotation.evaluations.empty()) turn.result = rotation.evaluations.back().level;
  if (rotation.placement && rotation.placement->kind == "early" && rotation.status == workflow::Status::closed) turn.result = "ended_early";
  return turn;
}

std::vector<PetitionProjection> project_petitions(const workflow::Rotation& rotation) {
  std::vector<PetitionProjection> out;
  for (const workflow::Petition& one : rotation.petition_list) {
    out.push_back({rotation.id.text(), one.raised.number, rotation.facts.official.text(), rotation.owner_of(one).text(), one.due ? to_text(*one.due) : "",
                   std::string(workflow::to_text(one.state)), to_text(one.raised_at)});
  }
  return out;
}

std::optional<DocumentProjection> project_document(const workflow::Event& event, const RotationId& rotation, const std::string& term) {
  if (const auto* issued = std::get_if<workflow::DecisionIssued>(&event.body))
    return DocumentProjection{issued->reg, issued->period.empty() ? term : issued->period, issued->ordinal, issued->number, rotation.text(), to_text(event.at)};
  if (const auto* paper = std::get_if<workflow::DocumentNumbered>(&event.body))
    return DocumentProjection{paper->reg, paper->period, paper->ordinal, paper->number, rotation.text(), to_text(event.at)};
  if (const auto* paper = std::get_if<workflow::PaperNumbered>(&event.body))
    return DocumentProjection{paper->reg, paper->period, paper->ordinal, paper->number, rotation.text(), to_text(event.at)};
  return {};
}

CodeParts parse_code(const std::string& code) {
  const auto first = code.find('-'), last = code.rfind('-');
  CodeParts parts;
  if (first == code.npos || first == last || std::from_chars(code.data() + last + 1, code.data() + code.size(), parts.ordinal).ec != std::errc())
    throw std::runtime_error("«" + code + "» is no code of a rotation");
  parts.period = code.substr(first + 1, last - first - 1);
  return parts;
}

}  // namespace luan::store
