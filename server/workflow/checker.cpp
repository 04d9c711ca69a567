#include "workflow/checker.hpp"

#include <algorithm>

#include "workflow/checker_findings.hpp"

namespace luan::workflow {

std::vector<Finding> Findings::take() {
  std::ranges::stable_sort(all_, {}, [](const Finding& finding) { return std::pair(finding.mark.line, finding.mark.column); });
  return std::move(all_);
}

Trace story_to_step(const Exploration& exploration, std::size_t stage, const Step& step) {
  const auto place = exploration.first_in(stage);
  if (!place) return {};
  Trace trace = exploration.story(*place);
  const StageShape& shape = exploration.stages()[stage].shape;
  std::vector<TraceAct> acts;
  if (step.repeats) {
    acts = acts_before_repeating(exploration.definition(), *shape.stage, step);
  } else {
    const std::size_t number = shape.index_of(step.id);
    std::optional<Ending> opens;
    (void)each_ending(shape, {}, [&](const Ending& ending, const Row*) {
      if (!opens && ending[number] != not_opened) opens = ending;
    });
    if (!opens) return {};
    acts = acts_of(shape, *opens, [&](std::size_t other) { return shape.waits[number][other]; });
  }
  trace.acts.insert(trace.acts.end(), acts.begin(), acts.end());
  return trace;
}

CheckReport check(const Definition& definition) {
  const Exploration exploration(definition);
  Findings findings;
  check_control(exploration, findings);
  check_waits(exploration, findings);
  check_time(exploration, findings);
  check_properties(definition, findings);
  CheckReport report{findings.take(), definition.stages.size(), 0};
  for (const StageEndings& stage : exploration.stages()) report.combinations += stage.count;
  return report;
}

}  // namespace luan::workflow
