// What a dossier must hold, and the answers that need it whole.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/loader_definition.hpp"
#include "workflow/loader_form.hpp"
#include "workflow/loader_words.hpp"

namespace luan::workflow {
namespace {

constexpr int months_most = 120;

/// `6 months`, `until stated`, `while unchanged`.
void read_valid(DossierItem& item, const Tree& tree, Faults& faults) {
  const auto words = phrase_words(tree);
  if (words.size() == 2 && (words[1] == "months" || words[1] == "month"))
    if (const auto months = count(words[0], 1, months_most)) {
      item.valid = DossierItem::Valid::months, item.months = *months;
      return;
    }
  if (words == std::vector<std::string>{"until", "stated"})
    item.valid = DossierItem::Valid::stated;
  else if (words == std::vector<std::string>{"while", "unchanged"})
    item.valid = DossierItem::Valid::unchanged;
  else
    expected_here(tree, "Cần thời hạn như «6 months» (từ ngày ký), «until stated» (ngày ghi trên giấy) hoặc «while unchanged»",
                  "A validity such as «6 months» (from the day signed), «until stated» (the day the paper says) or «while unchanged» belongs here", faults);
}

std::vector<std::string> read_among(const Tree* tree, const std::vector<std::string>& known, Faults& faults) {
  if (!tree) return {};
  const auto words = read_words(*tree, faults);
  for (const Word& word : words) check_known(word, known, "Không có loại", "There is no kind", faults);
  return texts(words);
}

DossierItem read_item(const TreeMember& member, Faults& faults) {
  check_id(member.key, member.mark, faults);
  MapReader reader(member.value, {fmt::format("Thành phần hồ sơ «{}»", member.key), fmt::format("Item «{}» of the dossier", member.key)}, faults);
  DossierItem item{.id = member.key, .title = reader.label("title"), .mark = member.mark};
  if (const Tree* hint = reader.take("hint")) item.hint = read_label(*hint, reader.owner(), faults);
  if (const Tree* required = reader.take("required")) item.required = read_truth(*required, faults);
  if (const Tree* when = reader.take("required_if")) {
    MapReader facts(*when, {reader.owner().vi + ", «required_if»", reader.owner().en + ", «required_if»"}, faults);
    item.kinds = read_among(facts.take("kind"), {"key", "civil_servant"}, faults);
    item.directions = read_among(facts.take("direction"), {"down", "up", "across", "between_offices"}, faults);
    facts.finish();
    if (item.required)
      faults.add(when->mark, fmt::format("Thành phần «{}» đã là bắt buộc nên «required_if» không có nghĩa.", item.id),
                 fmt::format("Item «{}» is required anyway, so «required_if» means nothing.", item.id));
  }
  if (const Tree* valid = reader.take("valid")) read_valid(item, *valid, faults);
  reader.finish();
  return item;
}

}  // namespace

void DefinitionReader::read_dossier(const Tree& tree) {
  MapReader reader(tree, {"«dossier»", "«dossier»"}, faults_);
  Dossier& dossier = definition_.dossier;
  if (const Tree* who = reader.need("who")) dossier.who = read_who(*who, roles_, faults_);
  if (const Tree* excepted = reader.need("excepted_by")) dossier.excepted_by = read_who(*excepted, roles_, faults_);
  for (const auto* all : {&dossier.who, &dossier.excepted_by})
    if (std::ranges::any_of(*all, [](const Who& who) { return who.role == "official"; }))
      faults_.add(tree.mark, "Cán bộ không tự ghi hồ sơ của mình.", "An official does not keep the dossier on himself.");
  if (const Tree* items = reader.need("items")) {
    MapReader list(*items, {"«dossier», «items»", "«dossier», «items»"}, faults_);
    for (const TreeMember& member : items->members) dossier.items.push_back(read_item(member, faults_));
    if (items->kind == Tree::Kind::map && items->members.empty()) faults_.add(items->mark, "Hồ sơ chưa có thành phần nào.", "The dossier has no items.");
  }
  reader.finish();
}

/// Answers of the step's own form. An exception needs somebody who allowed it, and a basis.
void DefinitionReader::read_needs(Step& step, MapReader& reader) {
  const Tree* needs = reader.take("needs_dossier");
  const Tree* excepts = reader.take("excepts_dossier");
  if (!needs && !excepts) return;
  const Tree& place = needs ? *needs : *excepts;
  if (definition_.dossier.items.empty())
    faults_.add(place.mark, fmt::format("Bước «{}» cần hồ sơ, nhưng quy trình chưa có «dossier».", step.id),
                fmt::format("Step «{}» needs a dossier, but the workflow has no «dossier».", step.id));
  if (!std::holds_alternative<FirstRule>(step.rule))
    faults_.add(place.mark, fmt::format("Bước «{}»: hồ sơ chỉ xét ở bước một người trả lời là xong («rule: first»).", step.id),
                fmt::format("Step «{}»: a dossier is looked at where one response completes the step («rule: first»).", step.id));
  const Form* form = find_form(step.form);
  std::vector<std::string> known;
  if (form)
    for (const Answer& answer : form->answers) known.push_back(answer.id);
  for (const auto& [tree, answers] : {std::pair{needs, &step.needs_dossier}, {excepts, &step.excepts_dossier}}) {
    if (!tree) continue;
    const auto words = read_words(*tree, faults_);
    for (const Word& word : words)
      if (form) check_known(word, known, "Biểu mẫu của bước không có câu trả lời", "The step's form has no answer", faults_);
    *answers = texts(words);
  }
  for (const std::string& answer : step.excepts_dossier) {
    if (std::ranges::find(step.needs_dossier, answer) != step.needs_dossier.end())
      faults_.add(excepts->mark, fmt::format("Câu trả lời «{}» không thể vừa cần đủ hồ sơ vừa cho ngoại lệ.", answer),
                  fmt::format("The answer «{}» cannot both need the dossier and except from it.", answer));
    if (!form) continue;
    for (const char* field : {"authoriser", "basis"})
      check_has_field(*form, field, FieldKind::text, {answer}, {"Ngoại lệ về hồ sơ", "An exception from the dossier"}, excepts->mark, faults_);
  }
}

}  // namespace luan::workflow
