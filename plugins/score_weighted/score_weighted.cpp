// Weighted criteria: points = the sum over the criteria of weight × level. Advises and never decides.
#include "level.hpp"

namespace {

using luan::Sentence;
using score_weighted::Criterion;
using score_weighted::Decimal;

Sentence& operator+=(Sentence& to, const Sentence& more) {
  to.vi += more.vi, to.en += more.en;
  return to;
}

Sentence below_words(const Decimal& minimum) { return {"; dưới mức tối thiểu " + minimum.text(','), "; below the minimum of " + minimum.text()}; }

/// What follows where a criterion stays below its minimum: said always, and the points are held down where the
/// configuration says so. `points` is the sum, and becomes what is left of it.
luan::Reason minimum_reason(const Sentence& below, const std::optional<Decimal>& cap, Decimal& points) {
  luan::Reason reason{"minimum", {"Mức tối thiểu", "Minimum levels"}, {}, {}, {}, {"Chưa đạt ở: " + below.vi, "Not reached in: " + below.en}};
  if (cap && points > *cap) {
    reason.why += {". Tổng " + points.text(',') + " điểm bị giới hạn còn " + cap->text(',') + " điểm.",
                   ". The sum of " + points.text() + " points is held down to " + cap->text() + "."};
    points = *cap;
  } else {
    reason.why += cap ? Sentence{". Tổng điểm không vượt giới hạn " + cap->text(',') + " nên giữ nguyên.",
                                 ". The sum does not exceed the limit of " + cap->text() + " and stays."}
                      : Sentence{". Tổng điểm giữ nguyên.", ". The sum stays as it is."};
  }
  return reason;
}

struct WeightedScore : luan::Scorer {
  void configure(const luan::Json& configuration) override { criteria_ = score_weighted::read_criteria(configuration); }

  luan::Score score(const luan::Json& input) override {
    luan::Score score;
    Decimal sum;
    Sentence below;
    for (const Criterion& criterion : criteria_.list) {
      auto [level, why] = score_weighted::reached(criterion, input.as_object());
      const Decimal points = scoring::product(criterion.weight, level);
      sum.hundredths += points.hundredths;
      const std::string weight = std::to_string(criterion.weight);
      why += {"; " + weight + " × " + level.text(',') + " = " + points.text(',') + " điểm",
              "; " + weight + " × " + level.text() + " = " + points.text() + " points"};
      if (criterion.minimum && level < *criterion.minimum) {
        why += below_words(*criterion.minimum);
        below += {(below.vi.empty() ? "" : ", ") + criterion.label.vi, (below.en.empty() ? "" : ", ") + criterion.label.en};
      }
      why += {".", "."};
      score.explanation.push_back({criterion.id, criterion.label, criterion.weight, level.text(), points.text(), why});
    }
    if (!below.vi.empty()) score.explanation.push_back(minimum_reason(below, criteria_.cap, sum));
    score.points = sum.text();
    return score;
  }

 private:
  score_weighted::Criteria criteria_;
};

}  // namespace

LUAN_PLUGIN(WeightedScore, "score_weighted", "1.0.0")
