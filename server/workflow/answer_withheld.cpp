#include "workflow/answer_withheld.hpp"

#include <algorithm>

#include "base/one_of.hpp"

namespace luan::workflow {
namespace {

/// What a step had to come out as, and what it did.
Localized unmet(const Definition& definition, const Step& step, const std::vector<std::string>& wanted, const StepRun* run) {
  std::vector<Localized> labels;
  for (const std::string& outcome : wanted) labels.push_back(outcome_label(definition, step, outcome));
  const Localized asked = one_of(labels);
  const bool closed = run && !run->open() && run->outcome != "lapsed";
  const Localized is = closed ? outcome_label(definition, step, run->outcome) : Localized{"chưa có kết quả", "not there yet"};
  return {"«" + step.title.vi + "» cần có kết quả " + asked.vi + (closed ? ", nay là «" + is.vi + "»" : ", nay " + is.vi),
          "“" + step.title.en + "” must come out as " + asked.en + (closed ? "; it is “" + is.en + "”" : "; it is " + is.en)};
}

}  // namespace

std::optional<Localized> answer_withheld(const Definition& definition, const Rotation& rotation, const Step& step, std::string_view answer) {
  const auto terms = step.answers_if.find(std::string(answer));
  if (terms == step.answers_if.end()) return {};
  Localized why;
  for (const auto& [before, wanted] : terms->second) {
    const StepRun* run = rotation.run_now(before);
    if (run && std::ranges::find(wanted, run->outcome) != wanted.end()) continue;
    const Localized one = unmet(definition, *definition.find_step(before).second, wanted, run);
    why.vi += (why.vi.empty() ? "" : "; ") + one.vi, why.en += (why.en.empty() ? "" : "; ") + one.en;
  }
  return why.vi.empty() ? std::nullopt : std::optional(std::move(why));
}

}  // namespace luan::workflow
