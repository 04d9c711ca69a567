#include "workflow/landing.hpp"

#include <algorithm>
#include <set>

#include "workflow/configurations.hpp"
#include "workflow/sameness.hpp"

namespace luan::workflow {
namespace {

bool has(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

/// Steps in an order in which each comes after those it waits for.
std::vector<const Step*> in_order(const Stage& stage) {
  std::vector<const Step*> order;
  while (order.size() < stage.steps.size()) {
    for (const Step& step : stage.steps) {
      const auto placed = [&](std::string_view id) { return std::ranges::any_of(order, [&](const Step* one) { return one->id == id; }); };
      if (!placed(step.id) && std::ranges::all_of(step.after, placed)) order.push_back(&step);
    }
  }
  return order;
}

}  // namespace

Standpoint standpoint_of(const Rotation& rotation) {
  Standpoint at{rotation.stage, rotation.term_end.has_value(), {}};
  for (const StepRun& run : rotation.runs)
    if (run.visit == rotation.visit) at.steps[run.step] = run.open() ? std::nullopt : std::optional(run.outcome);  // the latest run stands
  return at;
}

Migration::Migration(const Definition& from, const Definition& to, Mapping mapping)
    : from_(from), to_(to), mapping_(std::move(mapping)), there_(to), leads_(there_.leads_to([](const Move& move) { return !move.to; })) {}

std::optional<Localized> Migration::refusal(const Stage& stage, bool posted) const {
  bool reached = false, leads = false;
  for (std::size_t i = 0; i < there_.places().size(); ++i) {
    const Place& place = there_.places()[i];
    // A rotation with a term has all that one without it has.
    if (&to_.stages[place.stage] != &stage || (place.posted && !posted)) continue;
    reached = true;
    leads = leads || leads_[i];
  }
  if (!reached)
    return Localized{"Ở bản mới, giai đoạn «" + stage.title.vi + "» chỉ tới được sau khi có quyết định; hồ sơ này chưa có.",
                     "In the new version the stage «" + stage.title.en + "» is reached only after a decision, which this rotation does not have."};
  if (!leads)
    return Localized{"Ở bản mới, từ giai đoạn «" + stage.title.vi + "» không kết thúc được.",
                     "In the new version no end is reached from the stage «" + stage.title.en + "»."};
  return {};
}

bool Migration::may_keep(const Stage& stage, const Step& step, const Step& old, const std::optional<std::string>& outcome,
                         const std::map<std::string, std::string>& closed) const {
  for (const std::string& before : step.after) {
    const Step& other = *stage.step(before);
    if (!step.repeats && !other.repeats && !closed.contains(before)) return false;
  }
  for (const auto& [before, wanted] : step.opens_if)
    if (const auto found = closed.find(before); !step.repeats && (found == closed.end() || !has(wanted, found->second))) return false;
  // A plugin that was asked answers to the name and configuration it was asked under.
  if (!outcome) return !step.plugin && same_question(from_, old, to_, step);
  return same_effect(old, step) && (*outcome == "lapsed" || has(outcomes(to_, step), *outcome));
}

Landing Migration::land(const Standpoint& standpoint) const {
  Landing landing{mapping_.stage(standpoint.stage), {}, {}, {}, {}};
  const Stage* stage = to_.stage(landing.stage);
  if (!stage) {
    const Stage* old = from_.stage(standpoint.stage);
    landing.refused = Localized{"Bản mới không có giai đoạn «" + (old ? old->title.vi : standpoint.stage) + "».",
                                "The new version has no stage «" + (old ? old->title.en : standpoint.stage) + "»."};
    return landing;
  }
  landing.refused = refusal(*stage, standpoint.posted);
  std::map<std::string, std::string> closed;  // new ids, kept
  std::set<std::string> met;                  // old ids
  for (const Step* step : in_order(*stage))
    for (const auto& [id, outcome] : standpoint.steps) {
      if (mapping_.step(id) != step->id) continue;
      const Step* old = from_.find_step(id).second;
      if (!old) continue;
      met.insert(id);
      const bool keep = may_keep(*stage, *step, *old, outcome, closed);
      if (keep && outcome) closed[step->id] = *outcome;
      (keep ? landing.kept : landing.again).push_back(id);
    }
  for (const auto& [id, outcome] : standpoint.steps)
    if (!met.contains(id)) landing.gone.push_back(id);
  return landing;
}

MigrationProof Migration::prove() const {
  MigrationProof proof;
  const Exploration here(from_);
  proof.complete = here.complete() && there_.complete();
  std::set<std::pair<std::string, std::string>> told;
  for (std::size_t number = 0; number < here.places().size(); ++number) {
    const Place& place = here.places()[number];
    const Stage& stage = from_.stages[place.stage];
    const Configurations inside = configurations(from_, stage);
    proof.complete = proof.complete && inside.complete;
    const std::vector<Configuration> only{Configuration{}};
    for (const Configuration& configuration : inside.all.empty() ? only : inside.all) {
      Standpoint at{stage.id, place.posted, {}};
      for (std::size_t i = 0; i < configuration.size(); ++i) {
        const StepState& state = configuration[i];
        if (state.is == StepState::Is::open) at.steps[inside.shape.steps[i]->id] = std::nullopt;
        if (state.is == StepState::Is::closed) at.steps[inside.shape.steps[i]->id] = inside.shape.outcomes[i][state.outcome];
      }
      ++proof.states;
      const Landing landing = land(at);
      for (const std::string& step : landing.again)
        if (auto& again = proof.again[stage.id]; !has(again, step)) again.push_back(step);
      if (!landing.refused || !told.emplace(stage.id, landing.refused->en).second) continue;
      Trace story = here.story(number);
      for (const auto& [step, outcome] : at.steps)
        if (outcome) story.acts.push_back({stage.id, step, *outcome, {}, {}});
      proof.unplaced.push_back({std::move(at), *landing.refused, std::move(story)});
    }
  }
  return proof;
}

}  // namespace luan::workflow
