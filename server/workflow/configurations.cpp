#include "workflow/configurations.hpp"

#include <algorithm>
#include <map>

namespace luan::workflow {
namespace {

using Is = StepState::Is;

class Walk {
 public:
  Walk(const Definition& definition, const Stage& stage, std::size_t bound) : found_{StageShape(definition, stage)}, bound_(bound) {}

  Configurations run() {
    if (found_.shape.steps.empty()) return std::move(found_);
    (void)arrive(settled(Configuration(found_.shape.steps.size())));
    for (std::size_t at = 0; at < found_.all.size(); ++at) leave(at);
    return std::move(found_);
  }

 private:
  void leave(std::size_t at) {
    for (std::size_t step = 0; step < found_.shape.steps.size(); ++step) {
      const Is is = found_.all[at][step].is;
      if (is == Is::waiting && by_calendar(step))
        follow(at, step, {Is::open}, {});
      else if (is == Is::open)
        for (unsigned outcome = 0; outcome < found_.shape.outcomes[step].size(); ++outcome)
          if (taken(found_.all[at], step, found_.shape.outcomes[step][outcome])) follow(at, step, {Is::closed, outcome}, outcome);
    }
  }

  void follow(std::size_t from, std::size_t step, StepState state, std::optional<unsigned> outcome) {
    Configuration next = found_.all[from];
    next[step] = state;
    next = settled(std::move(next));
    const bool ended = std::ranges::all_of(next, [](const StepState& one) { return one.is == Is::closed || one.is == Is::never; });
    const auto to = ended ? std::nullopt : arrive(std::move(next));
    if (ended || to) found_.edges.push_back({from, to, step, outcome});
  }

  std::optional<std::size_t> arrive(Configuration configuration) {
    const auto known = numbers_.find(configuration);
    if (known != numbers_.end()) return known->second;
    if (found_.all.size() == bound_) {
      found_.complete = false;
      return {};
    }
    numbers_.emplace(configuration, found_.all.size());
    found_.all.push_back(std::move(configuration));
    return found_.all.size() - 1;
  }

  bool by_calendar(std::size_t step) const { return !std::holds_alternative<std::monostate>(found_.shape.steps[step]->when); }

  /// As the engine does it: whatever can open, opens; what waits for what never comes, never opens.
  Configuration settled(Configuration configuration) const {
    for (std::size_t step = 0; step < configuration.size(); ++step)
      if (configuration[step].is == Is::waiting && !by_calendar(step)) configuration[step].is = fate(configuration, *found_.shape.steps[step]);
    return configuration;
  }

  /// Did these steps come out so?
  bool hold(const Configuration& configuration, const std::map<std::string, std::vector<std::string>>& conditions) const {
    return std::ranges::all_of(conditions, [&](const auto& condition) {
      const std::size_t before = found_.shape.index_of(condition.first);
      const StepState& state = configuration[before];
      return state.is == Is::closed && std::ranges::find(condition.second, found_.shape.outcomes[before][state.outcome]) != condition.second.end();
    });
  }
  bool taken(const Configuration& configuration, std::size_t step, const std::string& answer) const {
    const auto& terms = found_.shape.steps[step]->answers_if;
    const auto asked = terms.find(answer);
    return asked == terms.end() || hold(configuration, asked->second);
  }

  Is fate(const Configuration& configuration, const Step& step) const {
    for (const std::string& before : step.after) {
      const Is is = configuration[found_.shape.index_of(before)].is;
      if (is == Is::never) return Is::never;
      if (is != Is::closed) return Is::waiting;
    }
    return hold(configuration, step.opens_if) ? Is::open : Is::never;
  }

  Configurations found_;
  std::size_t bound_;
  std::map<Configuration, std::size_t> numbers_{};
};

}  // namespace

Configurations configurations(const Definition& definition, const Stage& stage, std::size_t bound) { return Walk(definition, stage, bound).run(); }

}  // namespace luan::workflow
