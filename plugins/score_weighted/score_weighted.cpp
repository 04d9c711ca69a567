// Weighted criteria: points = the sum over the criteria of weight × level. Advises and never decides.
#include "level.hpp"

namespace {

using score_weighted::Criterion;
using score_weighted::Decimal;

struct WeightedScore : luan::Scorer {
  void configure(const luan::Json& configuration) override { criteria_ = score_weighted::read_criteria(configuration); }

  luan::Score score(const luan::Json& input) override {
    luan::Score score;
    Decimal sum;
    for (const Criterion& criterion : criteria_) {
      const auto [level, why] = score_weighted::reached(criterion, input.as_object());
      const Decimal points = score_weighted::product(criterion.weight, level);
      sum.hundredths += points.hundredths;
      const std::string weight = std::to_string(criterion.weight);
      const luan::Sentence whole{why.vi + "; " + weight + " × " + level.text(',') + " = " + points.text(',') + " điểm.",
                                 why.en + "; " + weight + " × " + level.text() + " = " + points.text() + " points."};
      score.explanation.push_back({criterion.id, criterion.label, criterion.weight, level.text(), points.text(), whole});
    }
    score.points = sum.text();
    return score;
  }

 private:
  std::vector<Criterion> criteria_;
};

}  // namespace

LUAN_PLUGIN(WeightedScore, "score_weighted", "1.0.0")
