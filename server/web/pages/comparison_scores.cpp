#include "web/pages/comparison_scores.hpp"

#include <algorithm>

namespace luan::web {
namespace {

constexpr std::size_t most_shapes = 4;

bool is_weighted(const app::ScoreCriterion& criterion) { return !criterion.points.empty() && !criterion.weight.empty(); }

}  // namespace

const app::ScoreCriterion* ComparedScores::of(std::size_t i, const app::ScoreCriterion& criterion) const {
  const auto& all = scores[i].criteria;
  const auto same = std::ranges::find_if(all, [&](const app::ScoreCriterion& one) { return one.label.vi == criterion.label.vi; });
  return same == all.end() ? nullptr : &*same;
}

std::vector<const app::ScoreCriterion*> ComparedScores::criteria() const {
  std::vector<const app::ScoreCriterion*> out;
  if (!scores.empty())
    for (const app::ScoreCriterion& criterion : scores.front().criteria)
      if (is_weighted(criterion)) out.push_back(&criterion);
  return out;
}

ComparedScores compared_scores(const Visit& visit, const app::ComparisonView& found) {
  ComparedScores out;
  for (const app::ComparisonNominee& one : found.nominees) {
    if (out.scores.size() == most_shapes) break;
    const auto rotation = visit.app().rotation(visit.caller, one.rotation);
    if (!rotation) continue;
    const auto weighted = std::ranges::find_if(rotation->scores, [](const app::ScoreView& score) { return std::ranges::any_of(score.criteria, is_weighted); });
    if (weighted != rotation->scores.end()) out.scores.push_back(*weighted), out.names.push_back(one.official.name);
  }
  if (out.scores.size() < 2) return {};
  out.title = visit.in(out.scores.front().title);
  return out;
}

}  // namespace luan::web
