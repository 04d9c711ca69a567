// The conditions for rotation, check by check. Says which hold, which do not and which cannot be told; blocks nobody.
//   100        every mandatory check that applies is met
//   50 to 99   none is known to fail, some cannot be told
//   0 to 49    at least one is not met: an exception is due
// Within a band the number grows with the part of mandatory checks that are met.
#include <algorithm>

#include "evaluate.hpp"

namespace {

using namespace score_eligibility;
using luan::Refused;

Sentence result_words(const Evaluated& one) {
  switch (one.result) {
    case Result::pass: return {"Đạt", "Met"};
    case Result::fail: return one.check->mandatory ? Sentence{"Không đạt, cần ngoại lệ", "Not met, an exception is due"} : Sentence{"Cần lưu ý", "To be noted"};
    case Result::unknown: return {"Chưa rõ", "Not known"};
    case Result::not_applicable: return {"Không áp dụng", "Does not apply"};
  }
  return {};
}

struct Count {
  int met = 0, failed = 0, unknown = 0;
  [[nodiscard]] int all() const { return met + failed + unknown; }
  [[nodiscard]] int points() const {
    if (all() == 0 || met == all()) return 100;
    return failed == 0 ? 50 + met * 50 / all() : met * 50 / all();  // below 50: not all are met
  }
};

luan::Reason summary(const Count& count, const std::string& points, const Checks& checks, Day day) {
  const std::string all = std::to_string(count.all()), met = std::to_string(count.met);
  Sentence why{met + " trong " + all + " điều kiện bắt buộc đã đạt", met + " of " + all + " mandatory conditions are met"};
  if (count.failed > 0) {
    const std::string failed = std::to_string(count.failed);
    why.vi += "; " + failed + " không đạt: cần ghi ngoại lệ, người cho phép và căn cứ",
        why.en += "; " + failed + " not met: an exception is due, with who authorises it and on what basis";
  }
  if (count.unknown > 0) {
    const std::string unknown = std::to_string(count.unknown);
    why.vi += "; " + unknown + " chưa rõ vì thiếu dữ liệu", why.en += "; " + unknown + " not known for want of data";
  }
  why.vi += ". Bộ điều kiện " + checks.version + ", xét ngày " + page_text(day) + ".";
  why.en += ". Set of conditions " + checks.version + ", as of " + page_text(day) + ".";
  return {"summary", {"Điều kiện bắt buộc", "Mandatory conditions"}, {}, {}, points, std::move(why)};
}

luan::Reason reason(const Evaluated& one) {
  const Sentence result = result_words(one);
  return {one.check->id,
          {one.check->id + ". " + one.check->label.vi, one.check->id + ". " + one.check->label.en},
          {},
          {},
          {},
          {result.vi + ". " + one.found.vi + ". Căn cứ: " + one.check->source + ".", result.en + ". " + one.found.en + ". Source: " + one.check->source + "."}};
}

boost::json::object detail(const Evaluated& one) {
  return {{"id", one.check->id}, {"result", name(one.result)}, {"mandatory", one.check->mandatory}, {"source", one.check->source}, {"facts", one.facts}};
}

struct EligibilityScore : luan::Scorer {
  void configure(const Json& configuration) override {
    scoring::only(configuration.as_object(), "", {"checks"});
    if (const Json* own = configuration.as_object().if_contains("checks"))
      own_ = read_checks(*own, "checks");
    else
      static_cast<void>(bundled_checks());
  }

  luan::Score score(const Json& input) override {
    const Checks& checks = own_ ? *own_ : bundled_checks();
    const Json* given = scoring::fact(input.as_object(), "day");
    const auto day = given && given->is_string() ? parse_day(std::string_view(given->as_string())) : std::nullopt;
    if (!day) throw Refused("day", "must be the day that counts, as 2026-03-02");
    const std::vector<Evaluated> all = evaluate(checks, {input.as_object(), *day});
    Count count;
    for (const Evaluated& one : all)
      if (one.check->mandatory && one.result != Result::not_applicable)
        ++(one.result == Result::pass ? count.met : one.result == Result::fail ? count.failed : count.unknown);
    luan::Score score;
    score.points = std::to_string(count.points());
    score.explanation.push_back(summary(count, score.points, checks, *day));
    boost::json::array details;
    // What is due first, then what is met, then what does not apply.
    for (const Result wanted : {Result::fail, Result::unknown, Result::pass, Result::not_applicable})
      for (const Evaluated& one : all)
        if (one.result == wanted) score.explanation.push_back(reason(one)), details.push_back(detail(one));
    score.details = boost::json::object{{"version", checks.version}, {"day", *given}, {"checks", std::move(details)}};
    return score;
  }

 private:
  std::optional<Checks> own_;
};

}  // namespace

LUAN_PLUGIN(EligibilityScore, "score_eligibility", "1.0.0")
