// Which self-review belongs on an evaluation's paper: the one of the same period. Pure.
//
// A period begins when the evaluation before was asked: what the official was asked for later is of this one, also where he hands it in
// after that. An evaluation that is asked on no day of its own concludes what was evaluated before it, and shares its period: the deciding
// level evaluates the term beside the same self-review as the receiving side (Nghị định 170/2025/NĐ-CP, article 50). What the official said
// before he was posted is a view of the posting, and on no such paper.
#include "app/paper_parts.hpp"

namespace luan::app {
namespace {

using workflow::StepRun;

/// The evaluation that was asked before this one; null: it is the first.
const StepRun* evaluation_before(const RotationParts& parts, const StepRun& run, bool concludes) {
  const StepRun* found = nullptr;
  for (const StepRun& other : parts.rotation->runs) {
    if (&other == &run) break;  // they stand as they were opened
    const workflow::Step* step = parts.step_of(other).second;
    if (step && step->effect == workflow::Effect::evaluate && (concludes || other.opened_at < run.opened_at)) found = &other;
  }
  return found;
}

/// Is what was opened then of the period of this evaluation?
bool is_of_period(const RotationParts& parts, const StepRun& run, Instant opened) {
  const workflow::Step* step = parts.step_of(run).second;
  const bool concludes = !step || std::holds_alternative<std::monostate>(step->when);
  if (const StepRun* before = evaluation_before(parts, run, concludes)) return concludes ? is_of_period(parts, *before, opened) : before->opened_at < opened;
  for (const store::HistoryRow& row : parts.history)
    if (row.event.type == "decision.issued") return parse_instant(text_or_empty(row.event.payload, "at")).value_or(row.event.time) <= opened;
  return true;
}

}  // namespace

std::optional<int> self_review_of(const RotationParts& parts, const StepRun& evaluation, int sequence) {
  std::optional<int> found;
  for (const StepRun& run : parts.rotation->runs)
    for (const workflow::GivenResponse& given : run.responses)
      if (given.seat.role == "official" && given.sequence < sequence && (!found || *found < given.sequence) && is_of_period(parts, evaluation, run.opened_at))
        found = given.sequence;
  return found;
}

}  // namespace luan::app
