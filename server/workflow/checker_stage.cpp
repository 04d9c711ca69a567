#include "workflow/checker_stage.hpp"

#include <algorithm>
#include <cstdint>

namespace luan::workflow {
namespace {

// Outcomes of a step as bits of a word. The highest one: it never opened.
using Mask = std::uint64_t;
constexpr unsigned not_opened = 63;

struct Condition {
  std::size_t step;
  Mask mask;
};

class StageTrial {
 public:
  StageTrial(const Definition& definition, const Stage& stage) {
    cases_.stage = &stage;
    cases_.rows.resize(stage.next.size());
    order_steps();
    for (const Step* step : cases_.steps) outcomes_.push_back(workflow::outcomes(definition, *step));
    for (const Step* step : cases_.steps) {
      const bool always = step->effect_with.empty();
      posting_.push_back(step->effect != Effect::post ? 0 : always ? ~(Mask{1} << not_opened) : mask_of(posting_.size(), step->effect_with));
      auto& needs = needs_.emplace_back();
      for (const std::string& before : step->after) needs.push_back({index_of(before), ~(Mask{1} << not_opened)});
      for (const auto& [before, wanted] : step->opens_if) needs.push_back({index_of(before), mask_of(index_of(before), wanted)});
    }
    for (const Row& row : stage.next) {
      auto& conditions = conditions_.emplace_back();
      for (const auto& [step, wanted] : row.when)
        if (const std::size_t index = index_of(step); index < cases_.steps.size()) conditions.push_back({index, mask_of(index, wanted)});
    }
    now_.resize(cases_.steps.size());
    cases_.opens.resize(cases_.steps.size());
  }

  StageCases run() {
    if (!cases_.steps.empty()) choose(0);
    return std::move(cases_);
  }

 private:
  /// Each step after all that it waits for; the loader has refused circles.
  void order_steps() {
    const auto& all = cases_.stage->steps;
    for (bool added = true; added;) {
      added = false;
      for (const Step& step : all) {
        if (step.repeats || std::ranges::find(cases_.steps, &step) != cases_.steps.end()) continue;
        if (!std::ranges::all_of(step.after, [&](const std::string& before) { return index_of(before) < cases_.steps.size(); })) continue;
        cases_.steps.push_back(&step);
        added = true;
      }
    }
  }

  std::size_t index_of(std::string_view id) const {
    const auto found = std::ranges::find(cases_.steps, id, [](const Step* step) -> std::string_view { return step->id; });
    return static_cast<std::size_t>(found - cases_.steps.begin());
  }

  Mask mask_of(std::size_t step, const std::vector<std::string>& wanted) const {
    Mask mask = 0;
    for (std::size_t i = 0; i < outcomes_[step].size(); ++i)
      if (std::ranges::find(wanted, outcomes_[step][i]) != wanted.end()) mask |= Mask{1} << i;
    return mask;
  }

  bool fits(const std::vector<Condition>& conditions) const {
    return std::ranges::all_of(conditions, [&](const Condition& condition) { return (condition.mask >> now_[condition.step]) & 1; });
  }

  void choose(std::size_t step) {
    if (cases_.too_large) return;
    if (step == cases_.steps.size()) return judge();
    if (!fits(needs_[step])) {
      now_[step] = not_opened;
      return choose(step + 1);
    }
    cases_.opens[step] = true;
    for (unsigned outcome = 0; outcome < outcomes_[step].size(); ++outcome) {
      now_[step] = outcome;
      choose(step + 1);
    }
  }

  void judge() {
    if (++cases_.combinations > combinations_max) {
      --cases_.combinations;
      cases_.too_large = true;
      return;
    }
    std::size_t taken = conditions_.size();
    for (std::size_t row = 0; row < conditions_.size(); ++row) {
      if (!fits(conditions_[row])) continue;
      if (taken == conditions_.size())
        taken = row;
      else if (!cases_.rows[row].taken_by)
        cases_.rows[row].taken_by = &cases_.stage->next[taken];
    }
    if (taken == conditions_.size()) {
      if (cases_.missing_count++ == 0) cases_.missing = as_case();
      return;
    }
    auto& kept = posts() ? cases_.rows[taken].posting : cases_.rows[taken].plain;
    if (!kept) kept = as_case();
  }

  bool posts() const {
    for (std::size_t i = 0; i < now_.size(); ++i)
      if ((posting_[i] >> now_[i]) & 1) return true;
    return false;
  }

  Case as_case() const {
    Case made{.posts = posts()};
    for (std::size_t i = 0; i < now_.size(); ++i) made.outcomes.push_back(now_[i] == not_opened ? "" : outcomes_[i][now_[i]]);
    return made;
  }

  StageCases cases_;
  std::vector<std::vector<std::string>> outcomes_;
  std::vector<std::vector<Condition>> needs_;       // a step: all must fit, else it never opens
  std::vector<std::vector<Condition>> conditions_;  // a row
  std::vector<Mask> posting_;                       // a step: outcomes with which it issues a decision
  std::vector<unsigned> now_;
};

}  // namespace

StageCases try_stage(const Definition& definition, const Stage& stage) { return StageTrial(definition, stage).run(); }

}  // namespace luan::workflow
