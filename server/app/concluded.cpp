#include "app/concluded.hpp"

#include "app/impl.hpp"

namespace luan::app {

std::vector<ConcludedEvaluation> concluded_evaluations(const workflow::Rotation& rotation, const TimeZone& zone) {
  std::vector<ConcludedEvaluation> out;
  for (const workflow::EvaluationConcluded& one : rotation.evaluations)
    if (const workflow::StepRun* run = rotation.run(one.step, one.run); run && run->closed_at)
      out.push_back({zone.date(*run->closed_at), one.level, level_label(one.level)});
  return out;
}

}  // namespace luan::app
