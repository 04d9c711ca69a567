#include "workflow/exploration.hpp"

#include <algorithm>

namespace luan::workflow {
bool may_act(const Action& action, const Stage& stage) { return action.stages.empty() || std::ranges::find(action.stages, stage.id) != action.stages.end(); }

std::vector<TraceAct> acts_of(const StageShape& shape, const Ending& ending, const std::function<bool(std::size_t)>& keep) {
  std::vector<TraceAct> acts;
  for (std::size_t i = 0; i < ending.size(); ++i)
    if (keep(i))
      acts.push_back({shape.stage->id, shape.steps[i]->id, ending[i] == not_opened ? std::string(never_opens) : shape.outcomes[i][ending[i]], {}, {}});
  return acts;
}

std::vector<TraceAct> acts_of(const StageShape& shape, const Ending& ending) {
  return acts_of(shape, ending, [](std::size_t) { return true; });
}

std::vector<TraceAct> acts_before_repeating(const Definition& definition, const Stage& stage, const Step& step) {
  if (step.after.empty()) return {};
  const Step& before = *stage.step(step.after.front());
  auto acts = acts_before_repeating(definition, stage, before);
  const auto wanted = step.opens_if.find(before.id);
  acts.push_back({stage.id, before.id, wanted == step.opens_if.end() ? outcomes(definition, before).front() : wanted->second.front(), {}, {}});
  return acts;
}

std::optional<std::vector<TraceAct>> acts_to_see(const Definition& definition, const StageEndings& endings, const std::vector<Happening>& watched) {
  const StageShape& shape = endings.shape;
  for (const Step& step : shape.stage->steps)
    for (const std::string& outcome : step.repeats ? outcomes(definition, step) : std::vector<std::string>{})
      if (std::ranges::any_of(watched, [&](const Happening& one) { return one.is_closing(step.id, outcome); })) {
        auto acts = acts_before_repeating(definition, *shape.stage, step);
        acts.push_back({shape.stage->id, step.id, outcome, {}, {}});
        return acts;
      }
  std::optional<std::vector<TraceAct>> shortest;
  each_ending(shape, watched, [&](const Ending& ending, const Row*) {
    for (std::size_t step = 0; step < ending.size(); ++step) {
      if (!closes_with(shape, ending, step, watched)) continue;
      const auto before = [&](std::size_t other) { return other == step || shape.waits[step][other]; };
      bool over = true;
      for (std::size_t other = 0; other < ending.size(); ++other) over = over && (ending[other] == not_opened || before(other));
      if (over) continue;
      auto acts = acts_of(shape, ending, before);
      if (!shortest || acts.size() < shortest->size()) shortest = std::move(acts);
    }
  });
  return shortest;
}

Exploration::Exploration(const Definition& definition, Watch watch) : definition_(definition), watch_(std::move(watch)) {
  for (const Stage& stage : definition.stages) stages_.push_back(try_endings(definition, stage, watch_.any));
  if (stages_.empty()) return;
  places_.push_back({0, false, entered(definition.stages.front().id, false)});
  reached_by_.emplace_back();
  for (std::size_t at = 0; at < places_.size(); ++at) {
    leave_by_rows(at);
    leave_by_actions(at);
  }
}

void Exploration::leave_by_rows(std::size_t at) {
  const Place place = places_[at];
  const StageEndings& endings = stages_[place.stage];
  for (std::size_t number = 0; number < endings.rows.size(); ++number) {
    const Row& row = endings.shape.stage->next[number];
    for (const auto& [trail, ending] : endings.rows[number].ways) {
      const Move move{.row = &row, .at_once = trail.at_once, .acts = acts_of(endings.shape, ending)};
      go(at, row.go, place.posted || trail.posts, place.seen || trail.seen, move);
    }
    // Not seen within the limit: assumed possible, so that no stage is called unreachable that is only far away.
    if (endings.rows[number].ways.empty() && endings.too_large) go(at, row.go, place.posted, place.seen, {.row = &row});
  }
  if (place.seen) return;
  // A step that repeats may have run before the stage ends, or not.
  for (const Step& step : endings.shape.stage->steps) {
    if (!step.repeats) continue;
    for (const std::string& outcome : outcomes(definition_, step)) {
      if (std::ranges::none_of(watch_.any, [&](const Happening& one) { return one.is_closing(step.id, outcome); })) continue;
      auto before = acts_before_repeating(definition_, *endings.shape.stage, step);
      before.push_back({endings.shape.stage->id, step.id, outcome, {}, {}});
      for (std::size_t number = 0; number < endings.rows.size(); ++number)
        for (const auto& [trail, ending] : endings.rows[number].ways) {
          Move move{.row = &endings.shape.stage->next[number], .acts = before};
          const auto rest = acts_of(endings.shape, ending);
          move.acts.insert(move.acts.end(), rest.begin(), rest.end());
          go(at, move.row->go, place.posted || trail.posts, true, std::move(move));
        }
      break;
    }
  }
}

void Exploration::leave_by_actions(std::size_t at) {
  const Place place = places_[at];
  const StageEndings& endings = stages_[place.stage];
  const Stage& stage = *endings.shape.stage;
  std::optional<std::vector<TraceAct>> inside;
  bool looked = place.seen || watch_.any.empty();
  for (const Action& action : definition_.actions) {
    if (action.kind != Action::Kind::leave || !may_act(action, stage)) continue;
    go(at, action.go, place.posted, place.seen, {.action = &action, .acts = {{stage.id, {}, {}, action.id, {}}}});
    if (!looked) inside = acts_to_see(definition_, endings, watch_.any), looked = true;
    if (!inside) continue;
    Move move{.action = &action, .acts = *inside};
    move.acts.push_back({stage.id, {}, {}, action.id, {}});
    go(at, action.go, place.posted, true, std::move(move));
  }
}

/// What is remembered once the target has been entered.
bool Exploration::entered(const std::string& target, bool seen) const {
  if (std::ranges::any_of(watch_.any, [&](const Happening& one) { return one.is_place(target); })) return true;
  return seen && (watch_.since.empty() || watch_.since != target);
}

void Exploration::go(std::size_t from, const std::string& target, bool posted, bool seen, Move move) {
  move.from = from;
  move.target = target;
  move.posted = posted, move.seen = seen;
  if (move.acts.empty()) move.acts.push_back({definition_.stages[places_[from].stage].id, {}, {}, {}, {}});
  move.acts.back().to = target;
  if (const std::size_t number = definition_.stage_number(target)) {
    const Place place{number - 1, posted, entered(target, seen)};
    const auto known = std::ranges::find(places_, place);
    move.to = static_cast<std::size_t>(known - places_.begin());
    if (known == places_.end()) {
      places_.push_back(place);
      reached_by_.emplace_back(moves_.size());
    }
  }
  moves_.push_back(std::move(move));
}

Trace Exploration::story(std::size_t place) const {
  std::vector<const Move*> way;
  for (auto reached = reached_by_.at(place); reached; reached = reached_by_[moves_[*reached].from]) way.push_back(&moves_[*reached]);
  Trace trace;
  for (auto move = way.rbegin(); move != way.rend(); ++move) trace.acts.insert(trace.acts.end(), (*move)->acts.begin(), (*move)->acts.end());
  return trace;
}

Trace Exploration::story(const Move& move) const {
  Trace trace = story(move.from);
  trace.acts.insert(trace.acts.end(), move.acts.begin(), move.acts.end());
  return trace;
}

std::optional<std::size_t> Exploration::first_in(std::size_t stage) const {
  const auto found = std::ranges::find(places_, stage, &Place::stage);
  return found == places_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - places_.begin()));
}

std::vector<bool> Exploration::leads_to(const std::function<bool(const Move&)>& target) const {
  std::vector<bool> leads(places_.size(), false);
  for (bool changed = true; changed;) {
    changed = false;
    for (const Move& move : moves_)
      if (move.row && !leads[move.from] && (target(move) || (move.to && leads[*move.to]))) leads[move.from] = changed = true;
  }
  return leads;
}

bool Exploration::complete() const {
  return std::ranges::none_of(stages_, [](const StageEndings& endings) { return endings.too_large; });
}

}  // namespace luan::workflow
