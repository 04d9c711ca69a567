#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "workflow/loader_definition.hpp"
#include "workflow/loader_form.hpp"

namespace luan::workflow {
namespace {

bool has(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

std::vector<std::string> step_ids(const Stage& stage) {
  std::vector<std::string> ids;
  for (const Step& step : stage.steps) ids.push_back(step.id);
  return ids;
}

const Tree& nothing() {
  static const Tree tree;
  return tree;
}

}  // namespace

void DefinitionReader::collect_steps(const Tree& stages) {
  for (const TreeMember& stage : stages.members) {
    const Tree* steps = stage.value.find("steps");
    if (!steps) continue;
    for (const TreeMember& step : steps->members) {
      if (step_trees_.try_emplace(step.key, &step.value).second) continue;
      faults_.add(step.mark, fmt::format("Đã có bước «{}» ở giai đoạn khác; tên bước là duy nhất trong cả quy trình.", step.key),
                  fmt::format("Another stage has a step «{}» already; step names are unique in a workflow.", step.key));
    }
  }
}

Tree DefinitionReader::unfolded(const std::string& id, std::vector<std::string> path) {
  Tree tree = *step_trees_.at(id);
  const Tree* like = tree.find("like");
  if (!like) return tree;
  const Word word{read_text(*like, faults_), like->mark};
  if (word.text.empty()) return tree;
  path.push_back(id);
  if (has(path, word.text)) {
    faults_.add(word.mark, fmt::format("«like» quay vòng: {} → {}.", fmt::join(path, " → "), word.text),
                fmt::format("«like» runs in a circle: {} → {}.", fmt::join(path, " → "), word.text));
    return tree;
  }
  std::vector<std::string> known;
  for (const auto& [step, written] : step_trees_) known.push_back(step);
  if (!check_known(word, known, "Không có bước", "There is no step", faults_)) return tree;
  for (TreeMember& member : unfolded(word.text, path).members)
    if (!tree.find(member.key)) tree.members.push_back(std::move(member));
  return tree;
}

void DefinitionReader::read_stages(const Tree& tree) {
  MapReader all(tree, {"«stages»", "«stages»"}, faults_);
  if (tree.kind == Tree::Kind::map && tree.members.empty()) faults_.add(tree.mark, "Cần ít nhất một giai đoạn.", "At least one stage is needed.");
  collect_steps(tree);
  for (const TreeMember& member : tree.members) {
    check_id(member.key, member.mark, faults_);
    MapReader reader(member.value, {fmt::format("Giai đoạn «{}»", member.key), fmt::format("Stage «{}»", member.key)}, faults_);
    Stage stage{.id = member.key, .title = reader.label("title"), .mark = member.mark};
    stage_read_ = member.key;
    if (const Tree* steps = reader.need("steps")) {
      MapReader list(*steps, {reader.owner().vi + ", «steps»", reader.owner().en + ", «steps»"}, faults_);
      for (const TreeMember& step : steps->members)
        if (step_trees_.at(step.key) == &step.value) stage.steps.push_back(read_step(step));
    }
    const Tree* next = reader.need("next");
    reader.finish();
    connect(stage, next ? *next : nothing());
    definition_.stages.push_back(std::move(stage));
  }
}

void DefinitionReader::connect(Stage& stage, const Tree& next) {
  for (Step& step : stage.steps) connect_step(stage, step), read_answer_terms(stage, step), read_voiding(stage, step);
  refuse_cycles(stage);
  spread_repeats(stage);
  if (next.kind == Tree::Kind::list) {
    for (const Tree& row : next.items) stage.next.push_back(read_row(stage, row));
  } else if (next.kind != Tree::Kind::nothing || next.mark.line > 0) {
    expected_here(next, fmt::format("«next» của giai đoạn «{}» là danh sách các dòng chuyển", stage.id),
                  fmt::format("«next» of stage «{}» is a list of rows", stage.id), faults_);
  }
}

void DefinitionReader::connect_step(const Stage& stage, Step& step) {
  const Tree& tree = unfolded_steps_.at(step.id);
  std::vector<std::string> others = step_ids(stage);
  std::erase(others, step.id);
  const std::string vi = fmt::format("Giai đoạn «{}» không có bước khác tên", stage.id);
  const std::string en = fmt::format("Stage «{}» has no other step", stage.id);
  if (const Tree* after = tree.find("after"); after && !(after->kind == Tree::Kind::list && after->items.empty()))
    for (const Word& word : read_words(*after, faults_))
      if (check_known(word, others, vi, en, faults_)) step.after.push_back(word.text);
  const Tree* opens_if = tree.find("opens_if");
  if (!opens_if) return;
  MapReader reader(*opens_if, {fmt::format("Bước «{}», «opens_if»", step.id), fmt::format("Step «{}», «opens_if»", step.id)}, faults_);
  for (const TreeMember& member : opens_if->members) {
    if (!check_known({member.key, member.mark}, others, vi, en, faults_)) continue;
    if (!has(step.after, member.key))
      faults_.add(member.mark, fmt::format("Bước «{0}» mở theo kết quả của «{1}» nên phải chờ nó: thêm «{1}» vào «after».", step.id, member.key),
                  fmt::format("Step «{0}» opens by the outcome of «{1}», so it must wait for it: add «{1}» to «after».", step.id, member.key));
    step.opens_if[member.key] = read_outcomes(*stage.step(member.key), member.value);
  }
}

std::vector<std::string> DefinitionReader::read_outcomes(const Step& step, const Tree& tree) {
  const auto words = read_words(tree, faults_);
  if (words.empty() && tree.kind == Tree::Kind::list) faults_.add(tree.mark, "Danh sách kết quả còn trống.", "No outcome stands in this list.");
  const auto known = outcomes(definition_, step);
  if (!known.empty())  // else its form is unknown, which is reported there
    for (const Word& word : words)
      check_known(word, known, fmt::format("Bước «{}» không có kết quả", step.id), fmt::format("Step «{}» has no outcome", step.id), faults_);
  return texts(words);
}

void DefinitionReader::refuse_cycles(const Stage& stage) {
  std::set<std::string, std::less<>> done;
  std::vector<std::string> path;
  const auto visit = [&](const auto& self, const Step& step) -> void {
    if (const auto again = std::ranges::find(path, step.id); again != path.end()) {
      const std::string circle = fmt::format("{} → {}", fmt::join(again, path.end(), " → "), step.id);
      faults_.add(step.mark, fmt::format("Các bước chờ nhau thành vòng nên không bước nào mở được: {}.", circle),
                  fmt::format("Steps wait for each other in a circle, so none can open: {}.", circle));
      return;
    }
    if (!done.insert(step.id).second) return;
    path.push_back(step.id);
    for (const std::string& before : step.after) self(self, *stage.step(before));
    path.pop_back();
  };
  for (const Step& step : stage.steps) visit(visit, step);
}

/// A step after a repeating one repeats with it, under the same number: it can follow one step only.
void DefinitionReader::spread_repeats(Stage& stage) {
  for (bool changed = true; changed;) {
    changed = false;
    for (Step& step : stage.steps)
      if (!step.repeats && std::ranges::any_of(step.after, [&](const std::string& before) { return stage.step(before)->repeats; }))
        step.repeats = changed = true;
  }
  for (const Step& step : stage.steps)
    if (step.repeats && step.after.size() > 1)
      faults_.add(step.mark, fmt::format("Bước «{}» theo một bước lặp lại nên chỉ được chờ đúng bước đó, không chờ thêm bước khác.", step.id),
                  fmt::format("Step «{}» follows a repeating step, so it can wait for that one only, not for others too.", step.id));
}

Row DefinitionReader::read_row(const Stage& stage, const Tree& tree) {
  Row row{.mark = tree.mark};
  MapReader reader(tree, {"Dòng chuyển", "The row"}, faults_);
  if (const Tree* when = reader.take("when")) {
    MapReader conditions(*when, {"«when»", "«when»"}, faults_);
    for (const TreeMember& member : when->members) {
      if (!check_known({member.key, member.mark}, step_ids(stage), fmt::format("Giai đoạn «{}» không có bước", stage.id),
                       fmt::format("Stage «{}» has no step", stage.id), faults_))
        continue;
      const Step& step = *stage.step(member.key);
      if (step.repeats)
        faults_.add(member.mark, fmt::format("Bước lặp lại «{}» không quyết định việc chuyển giai đoạn.", step.id),
                    fmt::format("The repeating step «{}» never ends a stage.", step.id));
      row.when[member.key] = read_outcomes(step, member.value);
    }
  }
  if (const Tree* go = reader.need("go")) row.go = read_target(*go);
  if (const Tree* label = reader.take("label")) row.label = read_label(*label, {"Nhãn của dòng chuyển", "The row's label"}, faults_);
  if (const Tree* extends = reader.take("extends_term")) row.extends_term = read_truth(*extends, faults_);
  reader.finish();
  if (row.extends_term) check_extension(stage, row);
  return row;
}

/// The months come with a placement: some step of the row must place, and its form must ask for them.
void DefinitionReader::check_extension(const Stage& stage, const Row& row) {
  for (const auto& [id, answers] : row.when) {
    const Step& step = *stage.step(id);
    const bool places = step.effect == Effect::place &&
                        std::ranges::all_of(answers, [&](const std::string& answer) { return step.effect_with.empty() || has(step.effect_with, answer); });
    const Form* form = find_form(step.form);
    if (places && form)
      return check_has_field(*form, "extension_months", FieldKind::months, answers, {"Dòng gia hạn thời hạn", "A row that extends the term"}, row.mark,
                             faults_);
  }
  faults_.add(row.mark, "Dòng gia hạn cần trong «when» một bước có «effect: place» với câu trả lời đó: số tháng gia hạn nằm ở phương án bố trí.",
              "A row that extends the term needs in its «when» a step with «effect: place» for that answer: the months stand in the placement.");
}

}  // namespace luan::workflow
