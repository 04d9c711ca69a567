// «answers_if»: answers that a step takes only where what came before it came out so. One answer is always left without terms: what a
// plugin found is no wall.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/loader_definition.hpp"

namespace luan::workflow {

void DefinitionReader::read_answer_terms(const Stage& stage, Step& step) {
  const Tree* tree = unfolded_steps_.at(step.id).find("answers_if");
  if (!tree) return;
  const Form* form = step.form.empty() ? nullptr : find_form(step.form);
  if (step.plugin || !std::holds_alternative<FirstRule>(step.rule))
    faults_.add(tree->mark, fmt::format("Bước «{}»: «answers_if» chỉ dùng ở bước một người trả lời là xong («rule: first»).", step.id),
                fmt::format("Step «{}»: «answers_if» belongs where one response completes the step («rule: first»).", step.id));
  MapReader reader(*tree, {fmt::format("Bước «{}», «answers_if»", step.id), fmt::format("Step «{}», «answers_if»", step.id)}, faults_);
  std::vector<std::string> answers;
  if (form)
    for (const Answer& answer : form->answers) answers.push_back(answer.id);
  for (const TreeMember& member : tree->members) {
    if (form && !check_known({member.key, member.mark}, answers, "Biểu mẫu của bước không có câu trả lời", "The step's form has no answer", faults_)) continue;
    MapReader terms(member.value, {reader.owner().vi + fmt::format(", «{}»", member.key), reader.owner().en + fmt::format(", «{}»", member.key)}, faults_);
    for (const TreeMember& one : member.value.members)
      if (check_known({one.key, one.mark}, step.after, "«after» của bước này không có bước", "«after» of this step has no step", faults_))
        step.answers_if[member.key][one.key] = read_outcomes(*stage.step(one.key), one.value);
  }
  if (form && std::ranges::all_of(answers, [&](const std::string& answer) { return tree->find(answer) != nullptr; }))
    faults_.add(tree->mark,
                fmt::format("Bước «{}»: câu trả lời nào cũng có điều kiện thì có lúc không trả lời được. Đề nghị để ít nhất một câu không điều kiện.", step.id),
                fmt::format("Step «{}»: where every answer is on terms there may be none left. Leave one without terms at least.", step.id));
}

}  // namespace luan::workflow
