// Every state that a stage can rest in: which of its steps wait, are open, or have closed and how. With the places of an
// exploration, these are all the states that a rotation can be in. Pure.
#pragma once
#include <optional>
#include <vector>

#include "workflow/stage_endings.hpp"

namespace luan::workflow {

struct StepState {
  enum class Is : unsigned char { waiting, open, closed, never } is = Is::waiting;
  unsigned outcome = 0;  // number in StageShape::outcomes, where closed
  auto operator<=>(const StepState&) const = default;
};
/// A StepState for each step of the shape. Steps that repeat are not among them: they may be open beside any.
using Configuration = std::vector<StepState>;

struct Configurations {
  /// A step of the shape opens by the calendar, or closes with an outcome.
  struct Edge {
    std::size_t from = 0;             // index in `all`
    std::optional<std::size_t> to{};  // nothing: the stage has ended and its table is read
    std::size_t step = 0;
    std::optional<unsigned> outcome{};  // nothing: it opens
  };
  StageShape shape;
  std::vector<Configuration> all{};  // breadth first; the first is as the stage is entered
  std::vector<Edge> edges{};
  bool complete = true;  // false: there are more than the bound, and only the first ones are here
};

inline constexpr std::size_t configurations_max = 200'000;  // of a stage; about a second

[[nodiscard]] Configurations configurations(const Definition& definition, const Stage& stage, std::size_t bound = configurations_max);

}  // namespace luan::workflow
