// What the parts of the checker share. Private to it.
#pragma once
#include "workflow/checker.hpp"
#include "workflow/exploration.hpp"

namespace luan::workflow {

class Findings {
 public:
  void add(std::string kind, Mark mark, std::string vi, std::string en, Trace trace = {}) {
    all_.push_back({std::move(kind), mark, {std::move(vi), std::move(en)}, std::move(trace)});
  }
  /// In the order of the file.
  [[nodiscard]] std::vector<Finding> take();

 private:
  std::vector<Finding> all_{};
};

/// Tables, reach, ways out, suspension.
void check_control(const Exploration& exploration, Findings& findings);
/// Waits that nobody could end.
void check_waits(const Exploration& exploration, Findings& findings);
/// Days and spans that contradict each other.
void check_time(const Exploration& exploration, Findings& findings);

/// What the definition says of itself.
void check_properties(const Definition& definition, Findings& findings);

/// A shortest way to where the step is open; the stage's other steps are left as they are. Empty where it never opens.
[[nodiscard]] Trace story_to_step(const Exploration& exploration, std::size_t stage, const Step& step);

}  // namespace luan::workflow
