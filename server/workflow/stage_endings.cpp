#include "workflow/stage_endings.hpp"

#include <algorithm>
#include <cstdint>

namespace luan::workflow {
namespace {

// Outcomes of a step as bits of a word. The highest one: it never opened.
using Mask = std::uint64_t;
constexpr Mask opened = ~(Mask{1} << not_opened);

struct Condition {
  std::size_t step;
  Mask mask;
};

/// An outcome of a step that another step's must allow.
struct Term {
  Mask answer;
  Condition needs;
};

/// Outcomes of a step that nothing tells apart: the first stands for all.
struct Class {
  unsigned outcome = 0;
  std::uint64_t size = 0;
};

class Trial {
 public:
  using Visit = std::function<void(const Ending&, std::size_t row, std::uint64_t weight)>;

  Trial(const StageShape& shape, const std::vector<Happening>& watched) : shape_(shape), now_(shape.steps.size(), not_opened) {
    for (const Step* step : shape.steps) {
      auto& needs = needs_.emplace_back();
      for (const std::string& before : step->after) needs.push_back({shape.index_of(before), opened});
      for (const auto& [before, wanted] : step->opens_if) needs.push_back(condition(before, wanted));
      auto& terms = terms_.emplace_back();
      for (const auto& [answer, asked] : step->answers_if)
        for (const auto& [before, wanted] : asked) terms.push_back({mask_of(terms_.size() - 1, {answer}), condition(before, wanted)});
    }
    for (const Row& row : shape.stage->next) {
      auto& conditions = rows_.emplace_back();
      for (const auto& [step, wanted] : row.when)
        if (shape.index_of(step) < shape.steps.size()) conditions.push_back(condition(step, wanted));
    }
    for (std::size_t i = 0; i < shape.steps.size(); ++i) classes_.push_back(classes_of(i, watched));
  }

  /// False where there are more endings than the limit.
  bool run(const Visit& visit) {
    visit_ = &visit;
    choose(0, 1);
    return !too_large_;
  }
  [[nodiscard]] bool fits(std::size_t row) const { return fits(rows_[row]); }

 private:
  Condition condition(std::string_view step, const std::vector<std::string>& wanted) const {
    const std::size_t index = shape_.index_of(step);
    return {index, mask_of(index, wanted)};
  }
  Mask mask_of(std::size_t step, const std::vector<std::string>& wanted) const {
    Mask mask = 0;
    for (std::size_t i = 0; i < shape_.outcomes[step].size(); ++i)
      if (std::ranges::find(wanted, shape_.outcomes[step][i]) != wanted.end()) mask |= Mask{1} << i;
    return mask;
  }

  /// Everything that looks at the outcome of the step, as words of which the outcomes may hold or not.
  std::vector<Mask> looks_at(std::size_t step, const std::vector<Happening>& watched) const {
    std::vector<Mask> masks;
    for (const auto* all : {&needs_, &rows_})
      for (const auto& conditions : *all)
        for (const Condition& one : conditions)
          if (one.step == step) masks.push_back(one.mask);
    const Step& made = *shape_.steps[step];
    if (made.effect == Effect::post) masks.push_back(made.effect_with.empty() ? opened : mask_of(step, made.effect_with));
    if (!made.nobody_left.empty()) masks.push_back(mask_of(step, {made.nobody_left}));
    for (const auto& terms : terms_)
      for (const Term& one : terms)
        if (one.needs.step == step) masks.push_back(one.needs.mask);
    for (const Term& one : terms_[step]) masks.push_back(one.answer);
    for (const Happening& one : watched)
      if (one.kind == Happening::Kind::step && one.id == made.id) masks.push_back(one.outcomes.empty() ? opened : mask_of(step, one.outcomes));
    return masks;
  }

  std::vector<Class> classes_of(std::size_t step, const std::vector<Happening>& watched) const {
    const auto masks = looks_at(step, watched);
    std::vector<Class> classes;
    for (unsigned outcome = 0; outcome < shape_.outcomes[step].size(); ++outcome) {
      const auto same = [&](const Class& other) {
        return std::ranges::all_of(masks, [&](Mask mask) { return ((mask >> other.outcome) & 1) == ((mask >> outcome) & 1); });
      };
      if (const auto found = std::ranges::find_if(classes, same); found != classes.end())
        ++found->size;
      else
        classes.push_back({outcome, 1});
    }
    return classes;
  }

  bool fits(const std::vector<Condition>& conditions) const {
    return std::ranges::all_of(conditions, [&](const Condition& condition) { return (condition.mask >> now_[condition.step]) & 1; });
  }

  /// An answer that is not taken after what has come before.
  bool withheld(std::size_t step, unsigned outcome) const {
    return std::ranges::any_of(terms_[step], [&](const Term& one) { return ((one.answer >> outcome) & 1) && !((one.needs.mask >> now_[one.needs.step]) & 1); });
  }

  void choose(std::size_t step, std::uint64_t weight) {
    if (too_large_) return;
    if (step == shape_.steps.size()) return judge(weight);
    now_[step] = not_opened;
    if (!fits(needs_[step])) return choose(step + 1, weight);
    for (const Class& one : classes_[step]) {
      if (withheld(step, one.outcome)) continue;
      now_[step] = one.outcome;
      choose(step + 1, weight * one.size);
    }
  }

  void judge(std::uint64_t weight) {
    if (++tried_ > endings_max) {
      too_large_ = true;
      return;
    }
    std::size_t row = 0;
    while (row < rows_.size() && !fits(rows_[row])) ++row;
    (*visit_)(now_, row, weight);
  }

  const StageShape& shape_;
  std::vector<std::vector<Condition>> needs_{};  // a step: all must fit, else it never opens
  std::vector<std::vector<Condition>> rows_{};
  std::vector<std::vector<Term>> terms_{};  // of a step's own outcomes
  std::vector<std::vector<Class>> classes_{};
  Ending now_;
  const Visit* visit_ = nullptr;
  std::size_t tried_ = 0;
  bool too_large_ = false;
};

bool has(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

Trail trail_of(const StageShape& shape, const Ending& ending, const std::vector<Happening>& watched) {
  Trail trail{.at_once = true};
  for (std::size_t i = 0; i < ending.size(); ++i) {
    if (ending[i] == not_opened) continue;
    const Step& step = *shape.steps[i];
    const std::string& outcome = shape.outcomes[i][ending[i]];
    trail.posts = trail.posts || (step.effect == Effect::post && (step.effect_with.empty() || has(step.effect_with, outcome)));
    trail.seen = trail.seen || closes_with(shape, ending, i, watched);
    trail.at_once = trail.at_once && !step.nobody_left.empty() && outcome == step.nobody_left;
  }
  return trail;
}

}  // namespace

bool Happening::is_closing(std::string_view step, std::string_view outcome) const {
  return kind == Kind::step && id == step && outcome != "lapsed" && (outcomes.empty() || has(outcomes, outcome));
}

StageShape::StageShape(const Definition& definition, const Stage& all) : stage(&all) {
  // The loader has refused circles.
  for (bool added = true; added;) {
    added = false;
    for (const Step& step : all.steps) {
      if (step.repeats || std::ranges::find(steps, &step) != steps.end()) continue;
      if (!std::ranges::all_of(step.after, [&](const std::string& before) { return index_of(before) < steps.size(); })) continue;
      steps.push_back(&step);
      added = true;
    }
  }
  for (const Step* step : steps) {
    outcomes.push_back(workflow::outcomes(definition, *step));
    auto& mine = waits.emplace_back(steps.size(), false);
    for (const std::string& before : step->after) {
      const std::size_t index = index_of(before);
      mine[index] = true;
      for (std::size_t i = 0; i < index; ++i) mine[i] = mine[i] || waits[index][i];
    }
  }
}

std::size_t StageShape::index_of(std::string_view id) const {
  const auto found = std::ranges::find(steps, id, [](const Step* step) -> std::string_view { return step->id; });
  return static_cast<std::size_t>(found - steps.begin());
}

bool closes_with(const StageShape& shape, const Ending& ending, std::size_t step, const std::vector<Happening>& watched) {
  if (ending[step] == not_opened) return false;
  return std::ranges::any_of(watched, [&](const Happening& one) { return one.is_closing(shape.steps[step]->id, shape.outcomes[step][ending[step]]); });
}

StageEndings try_endings(const Definition& definition, const Stage& stage, const std::vector<Happening>& watched) {
  StageEndings all{StageShape(definition, stage)};
  all.rows.resize(stage.next.size());
  all.opens.resize(all.shape.steps.size());
  Trial trial(all.shape, watched);
  all.too_large = !trial.run([&](const Ending& ending, std::size_t row, std::uint64_t weight) {
    all.count += weight;
    for (std::size_t i = 0; i < ending.size(); ++i) all.opens[i] = all.opens[i] || ending[i] != not_opened;
    if (row == all.rows.size()) {
      all.missing_count += weight;
      if (!all.missing) all.missing = ending;
      return;
    }
    all.rows[row].ways.try_emplace(trail_of(all.shape, ending, watched), ending);
    for (std::size_t later = row + 1; later < all.rows.size(); ++later)
      if (!all.rows[later].taken_by && trial.fits(later)) all.rows[later].taken_by = &stage.next[row];
  });
  return all;
}

bool each_ending(const StageShape& shape, const std::vector<Happening>& watched, const std::function<void(const Ending&, const Row*)>& visit) {
  return Trial(shape, watched).run([&](const Ending& ending, std::size_t row, std::uint64_t) {
    visit(ending, row < shape.stage->next.size() ? &shape.stage->next[row] : nullptr);
  });
}

}  // namespace luan::workflow
