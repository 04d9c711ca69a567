// «remind» and «escalate» of a step: both count from its due date.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/loader_definition.hpp"
#include "workflow/loader_words.hpp"

namespace luan::workflow {

void DefinitionReader::read_late(Step& step, MapReader& reader) {
  const Tree* remind = reader.take("remind");
  const Tree* escalate = reader.take("escalate");
  for (const Tree* said : {remind, escalate})
    if (said && !step.due)
      faults_.add(said->mark, fmt::format("Bước «{}» chưa có «due» nên không tính được ngày nhắc hay báo cáo. Đề nghị thêm «due».", step.id),
                  fmt::format("Step «{}» has no «due», so there is no date to count from. Add «due».", step.id));
  if (remind) {
    step.remind = read_moments(*remind, faults_);
    const bool after = std::ranges::any_of(*step.remind, [](const Moment& moment) { return !moment.before && moment.wait.days > 0; });
    if (after && !waits_past_due(step))
      faults_.add(remind->mark, fmt::format("Bước «{}» đóng khi hết hạn nên không có gì để nhắc sau hạn. Đề nghị chỉ nhắc trước hạn hoặc đúng hạn.", step.id),
                  fmt::format("Step «{}» closes at its deadline, so nothing is left to remind of after it. Remind before it or on the day.", step.id));
  }
  if (escalate) read_escalation(step, *escalate);
}

void DefinitionReader::read_escalation(Step& step, const Tree& tree) {
  MapReader reader(tree, {fmt::format("Bước «{}», «escalate»", step.id), fmt::format("Step «{}», «escalate»", step.id)}, faults_);
  Escalation escalation;
  const Tree* after = reader.take("after");
  const Tree* before = reader.take("before");
  if ((after != nullptr) == (before != nullptr)) {
    faults_.add(tree.mark, fmt::format("«escalate» của bước «{}» cần đúng một trong hai: «after: 5 working days» hoặc «before: 2 working days».", step.id),
                fmt::format("«escalate» of step «{}» needs exactly one of «after: 5 working days» and «before: 2 working days».", step.id));
  } else if (const auto wait = read_wait(after ? *after : *before, faults_)) {
    escalation.when = {*wait, before != nullptr};
  }
  if (after && !waits_past_due(step))
    faults_.add(after->mark, fmt::format("Bước «{}» đóng khi hết hạn nên không bao giờ báo sau hạn. Đề nghị dùng «before».", step.id),
                fmt::format("Step «{}» closes at its deadline, so it is never told of after it. Use «before».", step.id));
  if (const Tree* to = reader.need("to")) {
    escalation.to = read_who(*to, roles_, faults_);
    for (const Who& who : escalation.to)
      if (who.role == "official")
        faults_.add(to->mark, "Không báo cáo việc chậm cho chính cán bộ của hồ sơ.", "What is late is not escalated to the official.");
  }
  if (const Tree* may_answer = reader.take("may_answer")) {
    escalation.may_answer = read_truth(*may_answer, faults_);
    if (escalation.may_answer && !std::holds_alternative<FirstRule>(step.rule))
      faults_.add(may_answer->mark, fmt::format("Bước «{}» hỏi nhiều nơi nên người được báo không thể trả lời thay: bỏ «may_answer».", step.id),
                  fmt::format("Step «{}» asks several, so who is told cannot answer for them: leave «may_answer» out.", step.id));
  }
  reader.finish();
  step.escalate = std::move(escalation);
}

/// A deadline given with an answer is that of what opens by it: one answer must be enough.
void DefinitionReader::check_new_due(const Step& step) {
  const Form* form = find_form(step.form);
  const Field* new_due = form ? form->field("new_due") : nullptr;
  if (!new_due || (new_due->kind == FieldKind::date && std::holds_alternative<FirstRule>(step.rule))) return;
  faults_.add(step.mark,
              fmt::format("Mục «new_due» của biểu mẫu «{}» phải là ngày, và chỉ dùng với «rule: first»: đó là hạn của bước mở ra sau câu trả lời.", form->id),
              fmt::format("The field «new_due» of form «{}» must be a date, and needs «rule: first»: it is the deadline of what the answer opens.", form->id));
}

void DefinitionReader::read_voiding(const Stage& stage, Step& step) {
  const Tree* tree = unfolded_steps_.at(step.id).find("void_on");
  if (!tree || (tree->kind == Tree::Kind::list && tree->items.empty())) return;
  std::vector<std::string> known{"correction", "succession", "dossier"};
  for (const Step& other : stage.steps)
    if (other.id != step.id) known.push_back(other.id);
  for (const Word& word : read_words(*tree, faults_))
    if (check_known(word, known, "Không có thay đổi hay bước cùng giai đoạn tên", "There is no change, nor a step of the stage, called", faults_))
      step.void_on.push_back(word.text);
  if (step.plugin || std::holds_alternative<FirstRule>(step.rule))
    faults_.add(tree->mark, fmt::format("Bước «{}» đóng ngay khi có câu trả lời nên không gì làm câu trả lời mất giá trị được: bỏ «void_on».", step.id),
                fmt::format("Step «{}» closes with its answer, so nothing can void it: take «void_on» away.", step.id));
}

}  // namespace luan::workflow
