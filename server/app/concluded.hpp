// The evaluations of a term that were concluded, for the career of an official and the timeline of a rotation.
#pragma once
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/localized.hpp"
#include "workflow/rotation.hpp"

namespace luan::app {

struct ConcludedEvaluation {
  Date on{};          // the step that concluded it closed then
  std::string level;  // id
  Localized label;    // «Hoàn thành tốt nhiệm vụ»
};
/// In their order. Whoever may see the rotation may know of them: that is for the caller to have asked.
[[nodiscard]] std::vector<ConcludedEvaluation> concluded_evaluations(const workflow::Rotation& rotation, const TimeZone& zone);

}  // namespace luan::app
