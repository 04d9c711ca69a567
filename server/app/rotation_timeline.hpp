// One rotation over time: its stages with their dates and deadlines, and its evaluations. For whoever may see the rotation.
#pragma once
#include <optional>
#include <vector>

#include "app/app.hpp"
#include "app/concluded.hpp"

namespace luan::app {

/// One stay of a rotation in a stage, for its timeline.
struct TimelineStay {
  std::string stage;
  Localized title;
  Date entered{};
  std::optional<Date> left{}, due{};  // nothing: still there; no deadline
  Localized why{};                    // what led on
};
struct Timeline {
  std::vector<TimelineStay> stays;               // in their order
  std::vector<ConcludedEvaluation> evaluations;  // in their order
  std::size_t before_decision = 0;               // how many of `stays` had begun when the decision was issued; all of them without one
  std::optional<Date> effective{}, ends{};
  std::optional<Date> closed{};
  Localized end{};  // how, where it is closed
};
/// Not found where the caller may not know of the rotation.
[[nodiscard]] Result<Timeline> rotation_timeline(const App& app, const Caller& caller, std::string_view id);

}  // namespace luan::app
