// What an action does: leaves the stage, suspends, defers, resumes, replaces, extends the term; and what its reason must be.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "workflow/loader_definition.hpp"
#include "workflow/loader_form.hpp"

namespace luan::workflow {
namespace {

struct Doing {
  std::string_view key;
  Action::Kind kind;
};
constexpr std::array doings{Doing{"suspends", Action::Kind::suspend}, Doing{"defers", Action::Kind::defer}, Doing{"resumes", Action::Kind::resume},
                            Doing{"replaces", Action::Kind::replace}, Doing{"extends_term", Action::Kind::extend}};

}  // namespace

void DefinitionReader::read_kind(Action& action, MapReader& reader) {
  const Tree* go = reader.take("go");
  int said = go != nullptr;
  for (const Doing& doing : doings) {
    const Tree* tree = reader.take(doing.key);
    if (!tree) continue;
    ++said;
    if (!read_truth(*tree, faults_) && tree->text == "false")
      faults_.add(tree->mark, "Chỉ ghi khoá này khi là «true».", "Write this key only where it is «true».");
    action.kind = doing.kind;
  }
  if (said != 1)
    faults_.add(
        action.mark,
        fmt::format("Thao tác «{}» cần đúng một trong: «go: …», «suspends: true», «defers: true», «resumes: true», «replaces: true» hoặc «extends_term: true».",
                    action.id),
        fmt::format("Action «{}» needs exactly one of «go: …», «suspends: true», «defers: true», «resumes: true», «replaces: true» and «extends_term: true».",
                    action.id));
  else if (go)
    action.go = read_target(*go);
}

/// An extension needs its months in the form; a new deadline is a date, and only where something opens.
void DefinitionReader::check_kind(const Action& action, const Form* form) {
  if (action.kind == Action::Kind::extend) {
    if (form)
      check_has_field(*form, "extension_months", FieldKind::months, {""}, {"Thao tác gia hạn", "An action that extends the term"}, action.mark, faults_);
    else if (action.form.empty())
      faults_.add(action.mark, "Thao tác gia hạn cần một biểu mẫu («form») có mục «extension_months».",
                  "An action that extends the term needs a form («form») with the field «extension_months».");
  }
  const Field* until = form ? form->field("until") : nullptr;
  if (until && action.kind == Action::Kind::defer)
    faults_.add(action.mark, fmt::format("Thao tác hoãn tự hỏi ngày tiếp tục, nên biểu mẫu «{}» không được có mục «until» nữa.", form->id),
                fmt::format("An action that defers asks until when by itself, so the form «{}» cannot have a field «until» too.", form->id));
  const Field* new_due = form ? form->field("new_due") : nullptr;
  if (!new_due) return;
  const bool reopens = action.kind == Action::Kind::leave && std::ranges::find(stage_ids_, action.go) != stage_ids_.end();
  if (new_due->kind != FieldKind::date || !reopens)
    faults_.add(action.mark, fmt::format("Mục «new_due» của biểu mẫu «{}» phải là ngày, và chỉ dùng với thao tác «go» tới một giai đoạn.", form->id),
                fmt::format("The field «new_due» of form «{}» must be a date, and belongs to an action that goes to a stage.", form->id));
}

void DefinitionReader::read_reasons(const Tree& tree) {
  MapReader reader(tree, {"«reasons»", "«reasons»"}, faults_);
  if (const Tree* least = reader.take("least")) definition_.reasons.least = static_cast<int>(read_integer(*least, 1, 500, faults_).value_or(1));
  if (const Tree* stock = reader.take("stock"))
    for (const Word& phrase : read_words(*stock, faults_)) definition_.reasons.stock.push_back(phrase.text);
  reader.finish();
}

}  // namespace luan::workflow
