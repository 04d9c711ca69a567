// A rotation moves to another version of its definition.
#include <algorithm>

#include "workflow/landing.hpp"
#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

std::vector<std::pair<std::string, std::string>> names(const std::map<std::string, std::string>& ids) {
  std::vector<std::pair<std::string, std::string>> changed;
  for (const auto& [from, to] : ids)
    if (from != to) changed.emplace_back(from, to);
  return changed;
}

/// Runs of this visit that do not stay: asked again, or not asked any more.
std::vector<RotationMigrated::Run> leaving(const Rotation& rotation, const Landing& landing) {
  std::vector<RotationMigrated::Run> runs;
  for (const StepRun& run : rotation.runs) {
    const bool kept = std::ranges::find(landing.kept, run.step) != landing.kept.end();
    if (run.visit == rotation.visit && !kept) runs.push_back({run.step, run.run});
  }
  return runs;
}

}  // namespace

Result<Decided> migrate(Unfolding& unfolding, const Migration& migration) {
  const Rotation& rotation = unfolding.state();
  if (rotation.status == Status::closed)
    return refuse(RefusalCode::rotation_closed, {{"at", to_page_text(unfolding.context().zone->date(*rotation.closed_at))}});
  const Landing landing = migration.land(standpoint_of(rotation));
  if (landing.refused) return refuse(RefusalCode::no_place, {{"why", *landing.refused}});
  const Definition& to = migration.to();
  RotationMigrated migrated{
      to.name, to.version, to.digest, landing.stage, leaving(rotation, landing), names(migration.mapping().stages), names(migration.mapping().steps)};
  for (const RotationMigrated::Run& run : migrated.again)
    if (rotation.run(run.step, run.run)->open()) unfolding.emit(StepClosed{run.step, run.run, "lapsed", {}});
  unfolding.migrate(std::move(migrated), unfolding.context().actor ? unfolding.context().actor->account.text() : "-");
  Decided before = unfolding.take();
  Unfolding there(to, std::move(before.after), unfolding.context());
  // Nobody is told of a delay where the new version names nobody.
  std::vector<StepRescheduled> quiet;
  for (const StepRun& run : there.state().runs)
    if (run.open() && run.escalate && !to.find_step(run.step).second->escalate) quiet.push_back({run.step, run.run, *run.due, run.remind, {}, 0});
  for (StepRescheduled& one : quiet) there.emit(std::move(one));
  if (auto settled = there.settle(); !settled) return std::unexpected(std::move(settled.error()));
  Decided after = there.take();
  std::ranges::move(after.events, std::back_inserter(before.events));
  return Decided{std::move(before.events), std::move(after.after)};
}

}  // namespace luan::workflow
