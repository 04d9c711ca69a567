#include "store/passages.hpp"

#include <soci/soci.h>

#include <algorithm>

#include "store/query.hpp"

namespace luan::store {

bool is_passage(const workflow::EventBody& body) {
  return std::holds_alternative<workflow::RotationNominated>(body) || std::holds_alternative<workflow::StageEntered>(body) ||
         std::holds_alternative<workflow::RotationEnded>(body);
}

namespace {

/// What came out last in that visit of a stage, as a cause; empty: nothing did.
std::string came_out(const workflow::Rotation& rotation, int visit) {
  const workflow::StepRun* last = nullptr;
  for (const workflow::StepRun& run : rotation.runs)
    if (run.visit == visit && run.closed_at && run.outcome != "lapsed" && (!last || *last->closed_at <= *run.closed_at)) last = &run;
  return last ? last->step + "=" + last->outcome : "";
}

}  // namespace

std::optional<PassageProjection> PassageReader::read(const workflow::Event& event, const workflow::Rotation& rotation) {
  // What a stage closes behind itself as lapsed is a consequence of leaving, never its cause.
  if (const auto* closed = std::get_if<workflow::StepClosed>(&event.body); closed && closed->outcome != "lapsed") cause_ = closed->step + "=" + closed->outcome;
  if (const auto* action = std::get_if<workflow::ActionTaken>(&event.body)) cause_ = action->action;
  // What led on may have been recorded long before: while it was suspended, or under another version. Which events were decided together
  // is not told here, so what came out is asked of the state.
  if (std::holds_alternative<workflow::RotationResumed>(event.body) || std::holds_alternative<workflow::RotationMigrated>(event.body)) cause_.clear();
  if (!is_passage(event.body)) return {};
  if (cause_.empty() && passed_ > 0) cause_ = came_out(rotation, passed_);
  std::string due;
  // The visit of a run counts entries into stages, as passages do.
  for (const workflow::StepRun& run : rotation.runs)
    if (passed_ > 0 && run.visit == passed_ && run.due) due = std::max(due, to_text(*run.due));
  ++passed_;
  return PassageProjection{rotation.id.text(), passed_, rotation.facts.definition, event.from, event.to, to_text(event.at), std::move(due), std::move(cause_)};
}

std::pair<std::string, std::string> passage_ends(const workflow::Rotation& rotation, int number) {
  if (number > 1) return rotation.path[static_cast<std::size_t>(number) - 2];
  return {"-", rotation.path.empty() ? rotation.stage : rotation.path.front().first};
}

void passages(soci::session& session, const PassageQuery& query, const std::function<void(const PassageRow&)>& each) {
  PassageRow row;
  PassageProjection& p = row.passage;
  Query sql(
      "SELECT p.rotation, p.number, p.workflow, p.source, p.target, p.at, p.due, p.cause, r.official FROM passages p JOIN rotations r ON r.id = p.rotation "
      "WHERE 1 = 1");
  for (const auto& [condition, value] : {std::pair{" AND p.workflow = ", &query.workflow},
                                         {" AND p.rotation = ", &query.rotation},
                                         {" AND r.nominated >= ", &query.nominated_from},
                                         {" AND r.nominated < ", &query.nominated_before},
                                         {" AND r.receiving = ", &query.receiving},
                                         {" AND r.kind = ", &query.kind},
                                         {" AND r.direction = ", &query.direction}})
    if (!value->empty()) sql.add(condition).bind(*value);
  sql.add(" ORDER BY p.rotation, p.number");
  sql.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(p.rotation));
        rows.exchange(soci::into(p.number));
        for (std::string* column : {&p.workflow, &p.source, &p.target, &p.at, &p.due, &p.cause, &row.official}) rows.exchange(soci::into(*column));
      },
      [&] { each(row); });
}

}  // namespace luan::store
