#include "app/stage_figures.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <unordered_set>

#include "app/impl.hpp"
#include "app/stage_words.hpp"
#include "store/passages.hpp"

namespace luan::app {
namespace {

using store::PassageProjection;

/// All passages of one turn.
struct Trail {
  std::string rotation, official;
  std::vector<PassageProjection> passages;  // never empty
};

/// The stages of a workflow in their order, and what its ends mean.
struct Ground {
  const App::Impl& impl;
  workflow::DefinitionPtr definition;
  std::vector<std::string> stages{};
  std::set<std::string> completed{};  // ends to which the last stage leads

  [[nodiscard]] std::size_t place(const std::string& stage) const { return static_cast<std::size_t>(std::ranges::find(stages, stage) - stages.begin()); }
  /// One that the newest version lacks is met in older turns only: it comes last.
  std::size_t place_or_add(const std::string& stage) {
    const std::size_t found = place(stage);
    if (found == stages.size()) stages.push_back(stage);
    return found;
  }
  [[nodiscard]] bool is_end(const std::string& id) const {
    return std::ranges::any_of(impl.definitions.versions(definition->name), [&](const auto& version) { return version->end(id); });
  }
};

Result<Ground> ground_of(const App& app, const Caller& caller, const std::string& workflow) {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const std::string name = workflow.empty() ? std::string(main_workflow) : workflow;
  Ground ground{app.impl(), app.impl().newest(name)};
  if (!ground.definition) return refuse(RefusalCode::definition_unknown, {{"name", name}});
  for (const workflow::Stage& stage : ground.definition->stages) ground.stages.push_back(stage.id);
  for (const workflow::Row& row : ground.definition->stages.back().next)
    if (ground.definition->end(row.go)) ground.completed.insert(row.go);
  return ground;
}

void each_trail(const Ground& ground, const StageQuery& query, bool nominated_then, const std::function<void(const Trail&)>& each) {
  store::PassageQuery wanted{.workflow = ground.definition->name, .receiving = query.unit, .kind = query.kind, .direction = query.direction};
  if (nominated_then) {
    wanted.nominated_from = to_text(ground.impl.zone.start_of(query.from));
    wanted.nominated_before = to_text(ground.impl.zone.end_of(query.to));
  }
  Trail trail;
  const store::Reader reader = ground.impl.database->reader();
  store::passages(reader.session(), wanted, [&](const store::PassageRow& row) {
    if (!trail.passages.empty() && trail.rotation != row.passage.rotation) {
      each(trail);
      trail.passages.clear();
    }
    if (trail.passages.empty()) trail.rotation = row.passage.rotation, trail.official = row.official;
    trail.passages.push_back(row.passage);
  });
  if (!trail.passages.empty()) each(trail);
}

/// Turns and persons of one number.
class Counter {
 public:
  void add(const std::string& official) { ++turns_, persons_.insert(official); }
  [[nodiscard]] TurnCount count() const { return {turns_, static_cast<int>(persons_.size())}; }

 private:
  int turns_ = 0;
  std::unordered_set<std::string> persons_;
};

struct Standing {
  std::size_t last = 0;  // place of the stage where it is, or was when it ended
  bool ended = false, completed = false;
  const PassageProjection* passage = nullptr;  // the last one
};
Standing standing_of(Ground& ground, const Trail& trail) {
  const PassageProjection& last = trail.passages.back();
  const bool ended = ground.place(last.target) == ground.stages.size() && ground.is_end(last.target);
  return {ground.place_or_add(ended ? last.source : last.target), ended, ended && ground.completed.contains(last.target), &last};
}
StageFate fate_at(std::size_t stage, const Standing& standing) {
  if (standing.last != stage) return standing.last > stage ? StageFate::onward : StageFate::back;
  return !standing.ended ? StageFate::here : standing.completed ? StageFate::done : StageFate::out;
}
/// Places of the stages that it ever entered, each once.
std::set<std::size_t> entered_by(Ground& ground, const Trail& trail, const Standing& standing) {
  std::set<std::size_t> out;
  for (std::size_t i = 0; i + (standing.ended ? 1 : 0) < trail.passages.size(); ++i) out.insert(ground.place_or_add(trail.passages[i].target));
  out.insert(standing.last);
  return out;
}

struct StageCounters {
  Counter entered;
  std::array<Counter, stage_fates.size()> fates;
  std::map<std::pair<std::string, std::string>, std::pair<Counter, PassageProjection>> exits;  // by cause and end
};

FunnelStage funnel_stage(const Ground& ground, std::size_t place, const StageCounters& counters) {
  FunnelStage out{ground.stages[place], stage_title(ground.impl, *ground.definition, ground.stages[place]), counters.entered.count()};
  for (std::size_t i = 0; i < stage_fates.size(); ++i) out.fates[i] = counters.fates[i].count();
  for (const auto& [key, exit] : counters.exits)
    out.exits.push_back({key.first, key.second, cause_words(ground.impl, *ground.definition, exit.second),
                         end_title(ground.impl, *ground.definition, key.second), exit.first.count()});
  std::ranges::stable_sort(out.exits, std::ranges::greater(), [](const FunnelExit& exit) { return exit.count.turns; });
  return out;
}

/// From the passage `i` until the next one.
struct Stay {
  const std::string& stage;  // as it was called when it was left
  const PassageProjection& from;
  const PassageProjection& to;
};
void each_stay(const Trail& trail, const std::function<void(const Stay&)>& each) {
  for (std::size_t i = 0; i + 1 < trail.passages.size(); ++i) each({trail.passages[i + 1].source, trail.passages[i], trail.passages[i + 1]});
}

/// The part of that many quarters of the way through sorted values, in quarters of their unit: exact, by linear interpolation.
int quartile(const std::vector<int>& sorted, int quarters) {
  const auto at = (sorted.size() - 1) * static_cast<std::size_t>(quarters);
  const std::size_t low = at / 4;
  const int share = static_cast<int>(at % 4);
  return sorted[low] * (4 - share) + (share ? sorted[low + 1] * share : 0);
}

struct StayCounters {
  std::vector<int> days, allowed;
  Counter entered;
  std::unordered_set<std::string> turns, persons;
  int late = 0;
};

bool is_late(const Stay& stay, Date left) {
  const auto due = parse_date(stay.to.due);
  return due && std::chrono::sys_days(left) > std::chrono::sys_days(*due);
}

StageDays stage_days(const Ground& ground, std::size_t place, StayCounters& counters) {
  StageDays out{ground.stages[place],
                stage_title(ground.impl, *ground.definition, ground.stages[place]),
                static_cast<int>(counters.days.size()),
                {static_cast<int>(counters.turns.size()), static_cast<int>(counters.persons.size())}};
  if (counters.days.empty()) return out;
  std::ranges::sort(counters.days), std::ranges::sort(counters.allowed);
  out.least = counters.days.front() * 4, out.most = counters.days.back() * 4;
  out.lower = quartile(counters.days, 1), out.median = quartile(counters.days, 2), out.upper = quartile(counters.days, 3);
  out.with_deadline = static_cast<int>(counters.allowed.size()), out.late = counters.late;
  if (!counters.allowed.empty()) out.allowed = quartile(counters.allowed, 2);
  return out;
}

/// Was the stage left within the period? Instants of one form are in order as text.
struct Period {
  std::string from, before;
  Period(const App::Impl& impl, const StageQuery& query) : from(to_text(impl.zone.start_of(query.from))), before(to_text(impl.zone.end_of(query.to))) {}
  [[nodiscard]] bool has(const std::string& instant) const { return instant >= from && instant < before; }
};

}  // namespace

Result<StageFunnel> stage_funnel(const App& app, const Caller& caller, const StageQuery& query) {
  auto ground = ground_of(app, caller, query.workflow);
  if (!ground) return std::unexpected(ground.error());
  Counter all, open, out, done;
  std::map<std::size_t, StageCounters> stages;
  each_trail(*ground, query, true, [&](const Trail& trail) {
    const Standing standing = standing_of(*ground, trail);
    all.add(trail.official);
    (!standing.ended ? open : standing.completed ? done : out).add(trail.official);
    for (const std::size_t place : entered_by(*ground, trail, standing)) {
      StageCounters& counters = stages[place];
      const StageFate fate = fate_at(place, standing);
      counters.entered.add(trail.official);
      counters.fates[static_cast<std::size_t>(fate)].add(trail.official);
      if (fate != StageFate::out) continue;
      auto& [counter, example] = counters.exits[{standing.passage->cause, standing.passage->target}];
      counter.add(trail.official);
      example = *standing.passage;
    }
  });
  StageFunnel funnel{ground->definition->name, ground->definition->title, all.count(), open.count(), out.count(), done.count(), {}};
  for (std::size_t place = 0; place < ground->stages.size(); ++place) funnel.stages.push_back(funnel_stage(*ground, place, stages[place]));
  return funnel;
}

Result<StageDurations> stage_durations(const App& app, const Caller& caller, const StageQuery& query) {
  auto ground = ground_of(app, caller, query.workflow);
  if (!ground) return std::unexpected(ground.error());
  const Period period(ground->impl, query);
  std::map<std::size_t, StayCounters> stages;
  each_trail(*ground, query, false, [&](const Trail& trail) {
    each_stay(trail, [&](const Stay& stay) {
      if (!period.has(stay.to.at)) return;
      StayCounters& counters = stages[ground->place_or_add(stay.stage)];
      const Date entered = day_of(ground->impl, stay.from.at), left = day_of(ground->impl, stay.to.at);
      counters.days.push_back(days_between(entered, left));
      counters.turns.insert(trail.rotation), counters.persons.insert(trail.official);
      if (const auto due = parse_date(stay.to.due)) counters.allowed.push_back(days_between(entered, *due));
      counters.late += is_late(stay, left);
    });
  });
  StageDurations out{ground->definition->name, ground->definition->title, {}};
  for (std::size_t place = 0; place < ground->stages.size(); ++place) out.stages.push_back(stage_days(*ground, place, stages[place]));
  return out;
}

namespace {

struct Found {
  std::string rotation, official, entered, left, due;  // left: empty while it is there
  PassageProjection by;                                // that left
};

/// The turn where it counts in that number of the funnel.
std::optional<Found> found_turn(Ground& ground, const StageListQuery& query, const Trail& trail) {
  const Standing standing = standing_of(ground, trail);
  const std::size_t place = ground.place(query.stage);
  if (!entered_by(ground, trail, standing).contains(place)) return {};
  if (query.fate && fate_at(place, standing) != *query.fate) return {};
  if (!query.cause.empty() && standing.passage->cause != query.cause) return {};
  if (!query.end.empty() && standing.passage->target != query.end) return {};
  Found found{trail.rotation, trail.official, {}, {}, {}, {}};
  for (std::size_t i = 0; i < trail.passages.size(); ++i) {
    const bool last = i + 1 == trail.passages.size();
    if ((last ? trail.passages[i].target : trail.passages[i + 1].source) != query.stage) continue;
    if (found.entered.empty()) found.entered = trail.passages[i].at;
    found.left = last ? "" : trail.passages[i + 1].at;
    if (!last) found.by = trail.passages[i + 1];
  }
  return found;
}

std::vector<Found> found_of(Ground& ground, const StageListQuery& query) {
  std::vector<Found> out;
  const Period period(ground.impl, query.query);
  each_trail(ground, query.query, !query.stays, [&](const Trail& trail) {
    if (!query.stays) {
      if (auto found = found_turn(ground, query, trail)) out.push_back(std::move(*found));
      return;
    }
    each_stay(trail, [&](const Stay& stay) {
      if (stay.stage != query.stage || !period.has(stay.to.at) || (query.late && !is_late(stay, day_of(ground.impl, stay.to.at)))) return;
      out.push_back({trail.rotation, trail.official, stay.from.at, stay.to.at, stay.to.due, stay.to});
    });
  });
  std::ranges::stable_sort(out, {}, &Found::entered);
  return out;
}

}  // namespace

Result<StageList> stage_list(const App& app, const Caller& caller, const StageListQuery& query) {
  auto ground = ground_of(app, caller, query.query.workflow);
  if (!ground) return std::unexpected(ground.error());
  if (ground->place(query.stage) == ground->stages.size()) ground->stages.push_back(query.stage);
  const App::Impl& impl = ground->impl;
  const std::vector<Found> all = found_of(*ground, query);
  StageList list{stage_title(impl, *ground->definition, query.stage), static_cast<int>(all.size()), 0, {}};
  std::set<std::string> persons;
  for (const Found& found : all) persons.insert(found.official);
  list.persons = static_cast<int>(persons.size());
  const DirectoryPtr directory = impl.directory();
  const auto first = static_cast<std::size_t>(std::max(query.offset, 0));
  for (std::size_t i = first; i < std::min(all.size(), first + static_cast<std::size_t>(std::clamp(query.limit, 1, 500))); ++i) {
    const Found& found = all[i];
    const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(found.rotation));
    if (!rotation) continue;
    StageLine line{found.rotation, rotation->facts.code, official_ref(*directory, rotation->facts.official),
                   position_ref(*directory, rotation->facts.position).title, day_of(impl, found.entered)};
    if (!found.left.empty()) line.left = day_of(impl, found.left), line.why = cause_words(impl, *ground->definition, found.by);
    line.days = days_between(line.entered, line.left.value_or(impl.today()));
    line.due = parse_date(found.due);
    list.items.push_back(std::move(line));
  }
  return list;
}

std::vector<std::pair<std::string, Localized>> workflows_with_figures(const App& app) {
  std::vector<std::pair<std::string, Localized>> out;
  for (const auto& definition : app.impl().definitions.newest()) out.emplace_back(definition->name, definition->title);
  std::ranges::stable_partition(out, [](const auto& one) { return one.first == main_workflow; });
  return out;
}

}  // namespace luan::app
