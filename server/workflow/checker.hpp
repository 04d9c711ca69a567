// Proves the control flow of a definition by trying every case: every combination of outcomes that can happen finds a
// row, no row is dead, every stage is reached and from every stage an end can be. A failure is told as the shortest
// story that shows it (DESIGN §5). People, time and properties are not explored here.
#pragma once
#include <string>
#include <vector>

#include "workflow/definition.hpp"

namespace luan::workflow {

struct Finding {
  Mark mark;
  Localized text;                // what does not hold
  std::vector<Localized> story;  // the shortest way there, one sentence a step; empty where no run is needed to see it
};

struct CheckReport {
  std::vector<Finding> findings;  // empty: the definition holds
  std::size_t stages = 0;
  std::size_t combinations = 0;  // of outcomes tried
};

[[nodiscard]] CheckReport check(const Definition& definition);

}  // namespace luan::workflow
