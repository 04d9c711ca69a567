#include "workflow/support/enumeration.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <deque>

#include "workflow/configurations.hpp"
#include "workflow/exploration.hpp"
#include "workflow/property.hpp"
#include "workflow/tell.hpp"

namespace luan::test {
namespace {
using namespace workflow;

/// Where a rotation stands, as far as what can follow goes: its stage, how each step of this visit stands, and what each
/// property has seen.
std::string key_of(const Definition& definition, const Rehearsal& rehearsal, const std::string& memory) {
  const Rotation& rotation = rehearsal.rotation();
  std::string key = rotation.stage + ":" + memory + ":";
  if (const Stage* stage = definition.stage(rotation.stage))
    for (const Step& step : stage->steps) {
      if (step.repeats) continue;  // comes and goes beside the rest, and ends nothing
      const StepRun* run = rotation.run_now(step.id);
      key += run ? (run->open() ? "?" : run->outcome) : "-";
      key += ",";
    }
  return key;
}

class Enumeration {
 public:
  explicit Enumeration(const Definition& definition) : definition_(definition) {}

  Brute run() {
    Rehearsal start(definition_);
    REQUIRE(start.begin());
    arrive(std::move(start), nullptr, true);
    while (!waiting_.empty()) {
      const Node node = std::move(waiting_.front());
      waiting_.pop_front();
      follow(node);
    }
    find_stuck();
    find_dead();
    find_waits();
    return std::move(found_);
  }

 private:
  struct Node {
    Rehearsal rehearsal;
    std::string key;
  };

  void follow(const Node& node) {
    const Rotation& rotation = node.rehearsal.rotation();
    const Stage* stage = definition_.stage(rotation.stage);
    if (!stage) return;
    for (const Step& step : stage->steps) {
      const StepRun* run = rotation.run_now(step.id);
      if (!run || !run->open() || step.repeats) continue;
      for (const std::string& outcome : outcomes(definition_, step)) {
        Rehearsal next = node.rehearsal;
        const Played played = next.close(step, outcome);
        if (withheld(step, outcome, rotation)) {
          REQUIRE_FALSE(played);
          CHECK(played.error().why == Stopped::Why::refused);
          continue;
        }
        if (!played) {
          INFO(step.id << " " << outcome << ": " << played.error().text.en);
          REQUIRE(played.error().why == Stopped::Why::unsound);
          found_.unanswered.insert(stage->id);
          continue;
        }
        if (next.rotation().visit != rotation.visit || definition_.end(next.rotation().stage)) note_row(*stage, next.rotation(), rotation.visit);
        arrive(std::move(next), &node, true, step.id);
      }
    }
    for (const Action& action : definition_.actions) {
      if (!may_act(action, *stage)) continue;
      Rehearsal next = node.rehearsal;
      REQUIRE(next.act(action));
      arrive(std::move(next), &node, false);
    }
  }

  /// An answer on terms that what came before did not meet.
  static bool withheld(const Step& step, const std::string& outcome, const Rotation& rotation) {
    const auto terms = step.answers_if.find(outcome);
    return terms != step.answers_if.end() && std::ranges::any_of(terms->second, [&](const auto& one) {
             return std::ranges::find(one.second, rotation.run_now(one.first)->outcome) == one.second.end();
           });
  }

  /// The first row whose steps came out so in the visit that has ended: read here once more, from what closed.
  void note_row(const Stage& stage, const Rotation& rotation, int visit) {
    for (std::size_t row = 0; row < stage.next.size(); ++row)
      if (std::ranges::all_of(stage.next[row].when, [&](const auto& one) {
            return std::ranges::any_of(rotation.runs, [&](const StepRun& run) {
              return run.visit == visit && run.step == one.first && std::ranges::find(one.second, run.outcome) != one.second.end();
            });
          })) {
        taken_.insert(stage.id + " " + std::to_string(row));
        return;
      }
    FAIL("a stage was left by no row of it");
  }

  void find_dead() {
    for (const Stage& stage : definition_.stages)
      for (std::size_t row = 0; found_.stages.contains(stage.id) && row < stage.next.size(); ++row)
        if (const std::string name = stage.id + " " + std::to_string(row); !taken_.contains(name)) found_.dead.insert(name);
  }

  /// Where this step is open and never answered, can anybody take the rotation out of its stage?
  void find_waits() {
    for (const auto& [step, keys] : open_at_)
      for (const std::string& key : keys) {
        std::set<std::string> seen{key};
        std::deque<std::string> next{key};
        bool leaves = false;
        while (!next.empty() && !leaves) {
          for (const Edge* edge : edges_from_[next.front()]) {
            if (edge->closes == step) continue;
            leaves = leaves || edge->leaves;
            if (seen.insert(edge->to).second) next.push_back(edge->to);
          }
          next.pop_front();
        }
        if (!leaves) found_.waits.insert(step);
      }
  }

  void arrive(Rehearsal rehearsal, const Node* from, bool by_table, const std::string& closes = "") {
    std::string memory;
    for (const Property& property : definition_.properties) memory += seen(property, rehearsal.history()) ? '1' : '0';
    for (std::size_t i = 0; i < definition_.properties.size(); ++i)
      if (broken_at(definition_.properties[i], rehearsal.history())) found_.broken.insert(i);
    const std::string key = key_of(definition_, rehearsal, memory);
    if (from) {
      const bool leaves = from->rehearsal.rotation().visit != rehearsal.rotation().visit || definition_.end(rehearsal.rotation().stage);
      edges_.push_back({from->key, key, by_table, leaves, closes});
      edges_from_[from->key].push_back(&edges_.back());
    }
    if (const Stage* stage = definition_.stage(rehearsal.rotation().stage))
      for (const Step& step : stage->steps) {
        const bool alone = step.plugin || std::ranges::all_of(step.who, [](const Who& who) { return who.role == "official"; });
        if (const StepRun* run = rehearsal.rotation().run_now(step.id); alone && run && run->open() && !step.repeats) open_at_[step.id].insert(key);
      }
    if (!from || from->rehearsal.rotation().visit != rehearsal.rotation().visit) entries_.insert(key);
    note_undated(rehearsal.history());
    for (const StepRun& run : rehearsal.rotation().runs) {
      const Step* step = definition_.find_step(run.step).second;
      if (!step->repeats) found_.opened.insert(run.step);
    }
    const std::string& place = rehearsal.rotation().stage;
    if (definition_.end(place)) {
      found_.ends.insert(place);
      ended_.insert(key);
    }
    for (const auto& [left, entered] : rehearsal.rotation().path) {
      found_.stages.insert(left);
      if (definition_.stage(entered)) found_.stages.insert(entered);
    }
    if (definition_.stage(place)) found_.stages.insert(place);
    if (!known_.emplace(key, place).second) return;
    if (definition_.stage(place)) found_.configurations[place].insert(key.substr(key.rfind(':') + 1));
    REQUIRE(known_.size() < 20'000);
    waiting_.push_back({std::move(rehearsal), key});
  }

  /// Told from the history alone: had what the deadline counts from been when the step opened?
  void note_undated(const std::vector<Event>& history) {
    std::set<std::string> opened, closed, entered, left;
    for (const Event& event : history) {
      if (const auto* step = std::get_if<StepOpened>(&event.body)) {
        const auto& due = definition_.find_step(step->step).second->due;
        const auto* been = !due                                    ? nullptr
                           : due->from == Due::From::step_opened   ? &opened
                           : due->from == Due::From::step_closed   ? &closed
                           : due->from == Due::From::stage_entered ? &entered
                           : due->from == Due::From::stage_left    ? &left
                                                                   : nullptr;
        if (been && !been->contains(due->of)) found_.undated.insert(step->step);
        opened.insert(step->step);
      }
      if (const auto* step = std::get_if<StepClosed>(&event.body); step && step->outcome != "lapsed") closed.insert(step->step);
      if (event.from == event.to) continue;
      left.insert(event.from), entered.insert(event.to);
    }
  }

  /// What the property remembers: whether one of its other things happened since; what is to be reached, ever.
  static bool seen(const Property& property, const std::vector<Event>& history) {
    const bool reach = property.kind == Property::Kind::reachable;
    bool is = false;
    for (const Event& event : history) {
      const auto happens = [&](const Happening& one) {
        if (const auto* closed = std::get_if<StepClosed>(&event.body)) return one.is_closing(closed->step, closed->outcome);
        const auto type = type_name(event.body);
        return (type == "rotation.nominated" || type == "stage.entered" || type == "rotation.ended") && one.is_place(event.to);
      };
      if (!reach && !property.since.empty() && happens({Happening::Kind::stage, property.since, {}})) is = false;
      if (reach ? happens(property.what) : std::ranges::any_of(property.other, happens)) is = true;
    }
    return is;
  }

  /// The keys from which some of these are reached by tables.
  std::set<std::string> leading_to(std::set<std::string> some) const {
    for (bool changed = true; changed;) {
      changed = false;
      for (const Edge& edge : edges_)
        if (edge.by_table && some.contains(edge.to)) changed = some.insert(edge.from).second || changed;
    }
    return some;
  }

  void find_stuck() {
    const auto leads = leading_to(ended_);
    for (const std::string& key : entries_)
      if (!leads.contains(key)) found_.stuck.insert(known_.at(key));
    for (std::size_t i = 0; i < definition_.properties.size(); ++i) {
      if (definition_.properties[i].kind != Property::Kind::reachable) continue;
      std::set<std::string> came;  // or has come before
      for (const auto& [key, place] : known_)
        if (key[key.find(':') + 1 + i] == '1') came.insert(key);
      const auto can = leading_to(std::move(came));
      if (std::ranges::any_of(entries_, [&](const std::string& key) { return definition_.stage(known_.at(key)) && !can.contains(key); }))
        found_.broken.insert(i);
    }
  }

  struct Edge {
    std::string from, to;
    bool by_table, leaves;
    std::string closes;  // a step, or ""
  };
  const Definition& definition_;
  Brute found_;
  std::deque<Node> waiting_;
  std::map<std::string, std::string> known_;  // key -> place
  std::set<std::string> ended_, entries_;     // keys of ends; of stages as they are entered
  std::deque<Edge> edges_;
  std::map<std::string, std::vector<const Edge*>> edges_from_;
  std::map<std::string, std::set<std::string>> open_at_;  // step of a plugin or of the official alone -> keys
  std::set<std::string> taken_;                           // rows
};

}  // namespace

Brute enumerate(const Definition& definition) { return Enumeration(definition).run(); }

}  // namespace luan::test
