#include "workflow/loader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/bytes.hpp"
#include "workflow/loader_definition.hpp"
#include "workflow/loader_form.hpp"
#include "workflow/loader_words.hpp"

namespace luan::workflow {

Definition DefinitionReader::run(const Tree& root) {
  MapReader reader(root, {"Quy trình", "The workflow"}, faults_);
  if (const Tree* name = reader.need("workflow")) {
    definition_.name = read_text(*name, faults_);
    if (!definition_.name.empty()) check_id(definition_.name, name->mark, faults_);
  }
  if (const Tree* version = reader.need("version")) definition_.version = static_cast<int>(read_integer(*version, 1, 1'000'000, faults_).value_or(0));
  definition_.title = reader.label("title");
  if (const Tree* longest = reader.take("longest_term")) definition_.longest_term = static_cast<int>(read_integer(*longest, 1, 600, faults_).value_or(0));
  if (const Tree* turns = reader.take("counts_turns")) definition_.counts_turns = read_truth(*turns, faults_);
  if (const Tree* reasons = reader.take("reasons")) read_reasons(*reasons);
  const Tree* start = reader.need("start");
  const Tree* stages = reader.need("stages");
  const Tree* ends = reader.need("ends");
  const Tree* actions = reader.take("actions");
  const Tree* compare = reader.take("compare");
  const Tree* forms = reader.need("forms");
  const Tree* registers = reader.take("registers");
  const Tree* dossier = reader.take("dossier");
  const Tree* never = reader.take("never");
  const Tree* always = reader.take("always");
  reader.finish();
  // What others refer to comes first: forms, then the names a row or action may go to.
  if (forms) read_forms(*forms);
  read_registers(registers);
  if (dossier) read_dossier(*dossier);
  if (stages)
    for (const TreeMember& stage : stages->members) stage_ids_.push_back(stage.key);
  targets_ = stage_ids_;
  if (ends) read_ends(*ends);
  if (stages) read_stages(*stages);
  if (start) read_start(*start);
  if (actions) read_actions(*actions);
  if (compare) {
    MapReader how(*compare, {"«compare»", "«compare»"}, faults_);
    if (how.need("plugin")) definition_.compare = read_call(how), definition_.compare->mark = compare->mark;
    how.finish();
  }
  if (never) read_properties(*never, true);
  if (always) read_properties(*always, false);
  return std::move(definition_);
}

void DefinitionReader::read_forms(const Tree& tree) {
  MapReader all(tree, {"«forms»", "«forms»"}, faults_);
  for (const TreeMember& member : tree.members) definition_.forms.push_back(read_form(member, faults_));
}

void DefinitionReader::read_ends(const Tree& tree) {
  MapReader all(tree, {"«ends»", "«ends»"}, faults_);
  for (const TreeMember& member : tree.members) {
    check_id(member.key, member.mark, faults_);
    if (std::ranges::find(stage_ids_, member.key) != stage_ids_.end())
      faults_.add(member.mark, fmt::format("«{}» đã là tên một giai đoạn. Đề nghị đặt tên khác cho kết thúc này.", member.key),
                  fmt::format("«{}» names a stage already. Choose another name for this end.", member.key));
    definition_.ends.push_back(
        {member.key, read_label(member.value, {fmt::format("Kết thúc «{}»", member.key), fmt::format("End «{}»", member.key)}, faults_), member.mark});
    targets_.push_back(member.key);
  }
  if (tree.members.empty()) faults_.add(tree.mark, "Cần ít nhất một kết thúc.", "At least one end is needed.");
}

void DefinitionReader::read_start(const Tree& tree) {
  MapReader reader(tree, {"«start»", "«start»"}, faults_);
  if (const Tree* who = reader.need("who")) {
    definition_.start_who = read_who(*who, roles_, faults_);
    for (const Who& one : definition_.start_who)
      if (one.role == "official") faults_.add(who->mark, "Cán bộ không tự đề cử mình.", "An official does not nominate themselves.");
  }
  if (const Tree* form = reader.need("form")) {
    definition_.start_form = read_form_id(*form);
    if (const Form* found = find_form(definition_.start_form)) {
      const Localized reason{"Đề cử", "A nomination"};
      check_has_field(*found, "official", FieldKind::person, {""}, reason, form->mark, faults_);
      check_has_field(*found, "position", FieldKind::position, {""}, reason, form->mark, faults_);
      if (!found->answers.empty())
        faults_.add(form->mark, fmt::format("Biểu mẫu đề cử «{}» không thể có «answers»: đề cử chưa phải là bước nên không có kết quả.", found->id),
                    fmt::format("The nomination form «{}» cannot have «answers»: a nomination is no step and has no outcome.", found->id));
    }
    check_plan_lines(form->mark);
  }
  reader.finish();
}

/// A rotation is by one line of a plan from its beginning on: it is named where it begins and nowhere else.
void DefinitionReader::check_plan_lines(Mark mark) {
  for (const Form& form : definition_.forms) {
    const auto lines = std::ranges::count(form.fields, FieldKind::plan_line, &Field::kind);
    if (lines > (form.id == definition_.start_form ? 1 : 0))
      faults_.add(mark, fmt::format("Mục loại «plan_line» chỉ có trong biểu mẫu đề cử, và chỉ một mục; biểu mẫu «{}» có {}.", form.id, lines),
                  fmt::format("A field of kind «plan_line» stands in the nomination form only, and once; the form «{}» has {}.", form.id, lines));
  }
}

void DefinitionReader::read_actions(const Tree& tree) {
  MapReader all(tree, {"«actions»", "«actions»"}, faults_);
  for (const TreeMember& member : tree.members) definition_.actions.push_back(read_action(member));
}

Action DefinitionReader::read_action(const TreeMember& member) {
  check_id(member.key, member.mark, faults_);
  MapReader reader(member.value, {fmt::format("Thao tác «{}»", member.key), fmt::format("Action «{}»", member.key)}, faults_);
  Action action{.id = member.key, .title = reader.label("title"), .mark = member.mark};
  if (const Tree* who = reader.need("who")) action.who = read_who(*who, roles_, faults_);
  if (const Tree* stages = reader.take("stages")) {
    const auto words = read_words(*stages, faults_);
    for (const Word& word : words) check_known(word, stage_ids_, "Không có giai đoạn", "There is no stage", faults_);
    action.stages = texts(words);
  }
  read_kind(action, reader);
  const Form* form = nullptr;
  if (const Tree* tree = reader.take("form")) {
    action.form = read_form_id(*tree);
    form = find_form(action.form);
    if (form && !form->answers.empty())
      faults_.add(tree->mark, fmt::format("Biểu mẫu «{}» của thao tác không thể có «answers»: thao tác tự nó là kết quả.", form->id),
                  fmt::format("The form «{}» of an action cannot have «answers»: the action is the outcome.", form->id));
    if (form && form->field("reason"))
      faults_.add(tree->mark, fmt::format("Thao tác nào cũng hỏi lý do, nên biểu mẫu «{}» không được có mục «reason» nữa.", form->id),
                  fmt::format("Every action asks for a reason, so the form «{}» cannot have a field «reason» too.", form->id));
  }
  if (const Tree* effect = reader.take("effect")) {
    const Word word{read_text(*effect, faults_), effect->mark};
    if (!word.text.empty() && check_known(word, {"place"}, "Thao tác không có tác động", "An action has no effect", faults_)) {
      action.effect = Effect::place;
      if (form)
        check_effect(Effect::place, *form, {}, effect->mark, faults_);
      else if (action.form.empty())
        faults_.add(effect->mark, "Tác động «place» cần một biểu mẫu («form»).", "The effect «place» needs a form («form»).");
    }
  }
  if (const Tree* issues = reader.take("issues")) action.issues = read_issues(*issues, {});
  check_kind(action, form);
  reader.finish();
  return action;
}

const Form* DefinitionReader::find_form(std::string_view id) const {
  const auto found = std::ranges::find(definition_.forms, id, &Form::id);
  return found == definition_.forms.end() ? nullptr : &*found;
}

std::string DefinitionReader::read_form_id(const Tree& tree) {
  const Word word{read_text(tree, faults_), tree.mark};
  std::vector<std::string> known;
  for (const Form& form : definition_.forms) known.push_back(form.id);
  return !word.text.empty() && check_known(word, known, "Không có biểu mẫu", "There is no form", faults_) ? word.text : "";
}

std::string DefinitionReader::read_target(const Tree& tree) {
  const Word word{read_text(tree, faults_), tree.mark};
  return !word.text.empty() && check_known(word, targets_, "Không có giai đoạn hay kết thúc", "There is no stage or end", faults_) ? word.text : "";
}

std::expected<Definition, std::vector<LoadError>> load_definition(std::string_view file_name, std::string_view bytes, const std::vector<std::string>& roles) {
  Faults faults(file_name);
  const Tree root = read_tree(bytes, faults);
  // Bytes that are no YAML have no keys either: to list what is missing would only hide the cause.
  if (!faults.none() && root.members.empty()) return std::unexpected(faults.take());
  Definition definition = DefinitionReader(roles, faults).run(root);
  if (!faults.none()) return std::unexpected(faults.take());
  definition.digest = to_hex(sha256({"luan-definition/v1\n", bytes}));
  return definition;
}

}  // namespace luan::workflow
