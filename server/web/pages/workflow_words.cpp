#include "web/pages/workflow_words.hpp"

#include "base/one_of.hpp"

namespace luan::web {
namespace {

std::string who_words(const Visit& visit, const workflow::Step& step) {
  std::string out;
  for (const workflow::Who& who : step.who) {
    const auto role = identity::parse_role(who.role);
    const std::string party = who.party == "receiving" ? visit.word("nơi đến", "receiving")
                              : who.party == "sending" ? visit.word("nơi đi", "sending")
                                                       : visit.word("cấp quyết định", "deciding");
    const std::string name = role ? visit.in(identity::label(*role)) : who.role;
    out += (out.empty() ? "" : "; ") + name + (who.role == "official" || who.role == "sending_unit" ? "" : " (" + party + ")");
  }
  return out.empty() ? visit.word("Tiện ích", "Plugin") : out;
}

std::string due_words(const Visit& visit, const workflow::Definition& definition, const workflow::Step& step) {
  const std::string late = visit.in(app::late_rule_words(step));
  return visit.in(app::due_rule_words(definition, step)) + (late.empty() ? "" : ". " + late);
}

std::string joined_labels(const Visit& visit, const workflow::Definition& definition, const workflow::Step& step, const std::vector<std::string>& outcomes) {
  std::vector<Localized> labels;
  for (const std::string& outcome : outcomes) labels.push_back(workflow::outcome_label(definition, step, outcome));
  return visit.in(one_of(labels));
}

/// What a step may come out as; where an answer has terms, these behind it; the papers it issues at the end.
std::string outcome_words(const Visit& visit, const workflow::Definition& definition, const workflow::Step& step) {
  std::string out;
  for (const std::string& outcome : workflow::outcomes(definition, step)) {
    out += (out.empty() ? "" : "; ") + visit.in(workflow::outcome_label(definition, step, outcome));
    const auto terms = step.answers_if.find(outcome);
    if (terms == step.answers_if.end()) continue;
    for (const auto& [before, wanted] : terms->second) {
      const workflow::Step& other = *definition.find_step(before).second;
      out += visit.word(" (chỉ khi ", " (only if ") + visit.in(other.title) + ": " + joined_labels(visit, definition, other, wanted) + ")";
    }
  }
  std::string papers;
  for (const workflow::Issue& issue : step.issues) papers += (papers.empty() ? "" : ", ") + visit.in(definition.reg(issue.reg).title);
  return out + (papers.empty() ? "" : visit.word(". Vào sổ: ", ". Entered in: ") + papers);
}

/// "{n}-QĐ/{organ}" for people.
std::string pattern_words(const Visit& visit, std::string pattern) {
  for (const auto& [name, words] : {std::pair<std::string, std::string>{"{n}", "…"}, {"{organ}", visit.word("(cấp uỷ)", "(committee)")}})
    if (const auto at = pattern.find(name); at != pattern.npos) pattern.replace(at, name.size(), words);
  return pattern;
}

}  // namespace

StepWords step_words(const Visit& visit, const workflow::Definition& definition, const workflow::Step& step) {
  return {visit.in(step.title), who_words(visit, step), visit.in(app::rule_words(step)), due_words(visit, definition, step),
          outcome_words(visit, definition, step)};
}

RegisterWords register_words(const Visit& visit, const workflow::Register& reg) {
  return {visit.in(reg.title),
          reg.per == workflow::Register::Per::year ? visit.word("năm", "the calendar year") : visit.word("nhiệm kỳ cấp uỷ", "the committee's term"),
          pattern_words(visit, reg.number)};
}

}  // namespace luan::web
