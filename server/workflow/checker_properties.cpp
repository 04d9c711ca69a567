// The properties that a definition states, tried over everything that can happen: whether some way leads to the one thing
// without, or after, the other. Inside a stage the order of steps side by side is free, so the way with the least before it
// is looked at for `without`, and the one with the most for `after`.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/checker_findings.hpp"
#include "workflow/property.hpp"

namespace luan::workflow {
namespace {

using Acts = std::vector<TraceAct>;

class Proof {
 public:
  Proof(const Definition& definition, const Property& property)
      : definition_(definition),
        property_(property),
        after_(property.kind == Property::Kind::after),
        exploration_(definition, {watched(property), property.since}) {}

  [[nodiscard]] bool complete() const { return exploration_.complete(); }
  /// The shortest way that breaks it.
  std::optional<Trace> broken() {
    if (property_.kind == Property::Kind::reachable) return unreachable();
    if (property_.what.is_place(definition_.stages.front().id) && !after_) return Trace{};
    for (const Move& move : exploration_.moves())
      if (property_.what.is_place(move.target) && move.seen == after_) keep(exploration_.story(move));
    for (std::size_t at = 0; at < exploration_.places().size(); ++at) look_inside(at);
    return std::move(shortest_);
  }

 private:
  static std::vector<Happening> watched(const Property& property) {
    return property.kind == Property::Kind::reachable ? std::vector{property.what} : property.other;
  }

  std::optional<Trace> unreachable() {
    const auto leads = exploration_.leads_to([&](const Move& move) { return move.seen || property_.what.is_place(move.target); });
    for (std::size_t at = 0; at < leads.size(); ++at) {
      const Place& place = exploration_.places()[at];
      if (place.seen || leads[at] || (!property_.since.empty() && definition_.stages[place.stage].id != property_.since)) continue;
      keep(exploration_.story(at));
    }
    return std::move(shortest_);
  }

  /// Where the thing itself is a step of the stage.
  void look_inside(std::size_t at) {
    const Place& place = exploration_.places()[at];
    if (property_.what.kind != Happening::Kind::step || (place.seen && !after_)) return;
    const Stage& stage = definition_.stages[place.stage];
    const Step* step = stage.step(property_.what.id);
    if (!step) return;
    const auto acts = step->repeats ? ways_of_repeating(*step, place) : ways_of_step(place);
    if (!acts) return;
    Trace trace = exploration_.story(at);
    trace.acts.insert(trace.acts.end(), acts->begin(), acts->end());
    keep(std::move(trace));
  }

  std::optional<Acts> ways_of_step(const Place& place) const {
    const StageShape& shape = exploration_.stages()[place.stage].shape;
    const std::size_t wanted = shape.index_of(property_.what.id);
    std::optional<Acts> found;
    const auto better = [&](Acts acts) {
      if (!found || acts.size() < found->size()) found = std::move(acts);
    };
    std::vector<Happening> apart = property_.other;
    apart.push_back(property_.what);
    (void)each_ending(shape, apart, [&](const Ending& ending, const Row*) {
      if (!closes_with(shape, ending, wanted, {property_.what})) return;
      const auto before = [&](std::size_t other) { return static_cast<bool>(shape.waits[wanted][other]); };
      const Acts last = acts_of(shape, ending, [&](std::size_t step) { return step == wanted; });
      const auto finished = [&](Acts acts) {
        acts.insert(acts.end(), last.begin(), last.end());
        better(std::move(acts));
      };
      if (place.seen == after_) {
        bool seen = place.seen;
        for (std::size_t other = 0; other < ending.size(); ++other) seen = seen || (before(other) && closes_with(shape, ending, other, property_.other));
        if (seen == after_) finished(acts_of(shape, ending, before));
      }
      if (!after_ || place.seen) return;
      for (std::size_t other = 0; other < ending.size(); ++other)
        if (other != wanted && !shape.waits[other][wanted] && closes_with(shape, ending, other, property_.other))
          finished(acts_of(shape, ending, [&](std::size_t step) { return before(step) || step == other || shape.waits[other][step]; }));
    });
    // A repeating step may have run before.
    if (!found && after_)
      if (auto seen = acts_to_see(definition_, exploration_.stages()[place.stage], repeating_others(*shape.stage)))
        if (auto alone = Proof::first_way(shape, wanted)) {
          seen->insert(seen->end(), alone->begin(), alone->end());
          found = std::move(seen);
        }
    return found;
  }

  std::vector<Happening> repeating_others(const Stage& stage) const {
    std::vector<Happening> some;
    for (const Happening& one : property_.other)
      if (const Step* step = stage.step(one.id); one.kind == Happening::Kind::step && step && step->repeats) some.push_back(one);
    return some;
  }

  std::optional<Acts> first_way(const StageShape& shape, std::size_t wanted) const {
    std::optional<Acts> found;
    (void)each_ending(shape, {property_.what}, [&](const Ending& ending, const Row*) {
      if (!found && closes_with(shape, ending, wanted, {property_.what}))
        found = acts_of(shape, ending, [&](std::size_t step) { return step == wanted || shape.waits[wanted][step]; });
    });
    return found;
  }

  std::optional<Acts> ways_of_repeating(const Step& step, const Place& place) const {
    const Stage& stage = definition_.stages[place.stage];
    Acts acts;
    if (after_ && !place.seen) {
      auto seen = acts_to_see(definition_, exploration_.stages()[place.stage], property_.other);
      if (!seen) return {};
      acts = std::move(*seen);
    }
    const Acts before = acts_before_repeating(definition_, stage, step);
    const bool seen = std::ranges::any_of(before, [&](const TraceAct& act) {
      return std::ranges::any_of(property_.other, [&](const Happening& one) { return one.is_closing(act.step, act.outcome); });
    });
    if (!after_ && seen && !other_way_before(step)) return {};
    acts.insert(acts.end(), before.begin(), before.end());
    for (const std::string& outcome : outcomes(definition_, step))
      if (property_.what.is_closing(step.id, outcome)) {
        acts.push_back({stage.id, step.id, outcome, {}, {}});
        return acts;
      }
    return {};
  }

  /// Can what the repeating step follows come out so that nothing watched for has happened?
  bool other_way_before(const Step& step) const {
    if (step.after.empty()) return true;
    const Step& before = *definition_.find_step(step.after.front()).second;
    const auto wanted = step.opens_if.find(before.id);
    const auto all = wanted == step.opens_if.end() ? outcomes(definition_, before) : wanted->second;
    return std::ranges::any_of(all,
                               [&](const std::string& outcome) {
                                 return std::ranges::none_of(property_.other, [&](const Happening& one) { return one.is_closing(before.id, outcome); });
                               }) &&
           other_way_before(before);
  }

  void keep(Trace trace) {
    if (!shortest_ || trace.acts.size() < shortest_->acts.size()) shortest_ = std::move(trace);
  }

  const Definition& definition_;
  const Property& property_;
  const bool after_;
  const Exploration exploration_;
  std::optional<Trace> shortest_{};
};

Localized what_is_wrong(const Definition& definition, const Property& property) {
  const Localized what = words(definition, property.what), other = words(definition, property.other);
  const bool since = !property.since.empty();
  const Localized from = since ? place_title(definition, property.since) : Localized{};
  switch (property.kind) {
    case Property::Kind::without:
      return {
          fmt::format("có đường mà {} trong khi chưa: {}{}", what.vi, other.vi, since ? fmt::format(" (tính từ khi vào «{}»)", from.vi) : ""),
          fmt::format("there is a way on which {} and not before: {}{}", what.en, other.en, since ? fmt::format(" (since «{}» was entered)", from.en) : "")};
    case Property::Kind::after:
      return {fmt::format("có đường mà {} sau khi {}{}", what.vi, other.vi, since ? fmt::format(" (tính từ khi vào «{}»)", from.vi) : ""),
              fmt::format("there is a way on which {} after {}{}", what.en, other.en, since ? fmt::format(" (since «{}» was entered)", from.en) : "")};
    case Property::Kind::reachable:
      return {fmt::format("có chỗ mà từ đó không thể có: {}", what.vi), fmt::format("there is a place from which this cannot come: {}", what.en)};
  }
  return {};
}

}  // namespace

void check_properties(const Definition& definition, Findings& findings) {
  if (definition.stages.empty()) return;
  for (const Property& property : definition.properties) {
    Proof proof(definition, property);
    // To tell its things apart can take more endings than the stages have for their own tables.
    if (!proof.complete()) {
      findings.add("too_large", property.mark, fmt::format("«{}» chưa được chứng minh: có giai đoạn kết thúc theo quá nhiều cách để thử hết.", property.text),
                   fmt::format("«{}» is not proved: some stage can end in too many ways to try them all.", property.text));
      continue;
    }
    auto trace = proof.broken();
    if (!trace) continue;
    const Localized wrong = what_is_wrong(definition, property);
    trace->ending = {fmt::format("«{}» không giữ được.", property.text), fmt::format("«{}» does not hold.", property.text)};
    findings.add("property", property.mark, fmt::format("«{}» không giữ được: {}.", property.text, wrong.vi),
                 fmt::format("«{}» does not hold: {}.", property.text, wrong.en), std::move(*trace));
  }
}

}  // namespace luan::workflow
