// The fitness scores of the first nominees for a post, criterion by criterion: the radar of their comparison and its table.
#pragma once
#include <string>
#include <vector>

#include "app/comparison_view.hpp"
#include "web/site.hpp"

namespace luan::web {

struct ComparedScores {
  std::string title;  // of the step that scores
  std::vector<std::string> names;
  std::vector<app::ScoreView> scores;  // by name
  /// Of nominee `i` under that criterion; null where it was not scored.
  [[nodiscard]] const app::ScoreCriterion* of(std::size_t i, const app::ScoreCriterion& criterion) const;
  /// Criteria that have points and a weight, as the first one's score lists them.
  [[nodiscard]] std::vector<const app::ScoreCriterion*> criteria() const;
};
/// At most four, by rank; empty where fewer than two have been scored.
[[nodiscard]] ComparedScores compared_scores(const Visit& visit, const app::ComparisonView& found);

}  // namespace luan::web
