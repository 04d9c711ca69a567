// The registers of a definition, and the papers that steps and actions enter in them.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/loader_definition.hpp"

namespace luan::workflow {
namespace {

const std::vector<std::string> post_kinds{"party", "government", "both", "front"};

/// What every definition has: decisions of the party committee, through its term.
Register party_decisions() {
  return {.id = "decision", .title = {"Sổ quyết định của cấp uỷ", "Register of party decisions"}, .per = Register::Per::term, .number = "{n}-QĐ/{organ}"};
}

Register read_register(const TreeMember& member, Faults& faults) {
  check_id(member.key, member.mark, faults);
  if (member.key == "rotation")  // under it the codes of rotations are numbered
    faults.add(member.mark, "«rotation» là tên dành riêng; đặt tên khác cho sổ.", "«rotation» is taken; name the register otherwise.");
  MapReader reader(member.value, {fmt::format("Sổ «{}»", member.key), fmt::format("Register «{}»", member.key)}, faults);
  Register out{.id = member.key, .title = reader.label("title"), .mark = member.mark};
  if (const Tree* per = reader.need("per")) {
    const Word word{read_text(*per, faults), per->mark};
    if (!word.text.empty() && check_known(word, {"committee term", "calendar year"}, "Không có kỳ đánh số", "There is no period of numbering", faults))
      out.per = word.text == "calendar year" ? Register::Per::year : Register::Per::term;
  }
  if (const Tree* number = reader.need("number")) {
    out.number = read_text(*number, faults);
    if (!out.number.empty() && (out.number.find("{n}") == std::string::npos || out.number.size() > 60))
      expected_here(*number, "Cần mẫu số văn bản có {n}, ví dụ \"{n}-QĐ/{organ}\"", "A number with {n} in it belongs here, like \"{n}-QĐ/{organ}\"", faults);
  }
  reader.finish();
  return out;
}

}  // namespace

void DefinitionReader::read_registers(const Tree* tree) {
  if (tree) {
    MapReader all(*tree, {"«registers»", "«registers»"}, faults_);
    for (const TreeMember& member : tree->members) definition_.registers.push_back(read_register(member, faults_));
  }
  if (std::ranges::find(definition_.registers, "decision", &Register::id) == definition_.registers.end())
    definition_.registers.insert(definition_.registers.begin(), party_decisions());
}

void DefinitionReader::read_issues(Step& step, const Tree* tree) {
  const bool posts = step.effect == Effect::post;
  if (!tree) {
    if (posts) step.issues.push_back({"decision"});
    return;
  }
  step.issues = read_issues(*tree, posts || !find_form(step.form) ? std::vector<std::string>{} : outcomes(definition_, step));
  // The decision is what the rotation is known by: it is always issued.
  if (posts && (step.issues.empty() || !step.issues.front().posts.empty()))
    faults_.add(tree->mark, "Văn bản đầu tiên của «issues» là quyết định, ban hành với mọi chức danh: đề nghị ghi tên sổ, không kèm «posts».",
                "The first paper of «issues» is the decision itself, issued for every post: write its register without «posts».");
}

std::vector<Issue> DefinitionReader::read_issues(const Tree& tree, const std::vector<std::string>& outcomes) {
  std::vector<Issue> issues;
  std::vector<std::string> known;
  for (const Register& one : definition_.registers) known.push_back(one.id);
  const std::vector<Tree> items = tree.kind == Tree::Kind::list ? tree.items : std::vector<Tree>{tree};
  for (const Tree& item : items) {
    Issue issue;
    const Tree* reg = &item;
    std::optional<MapReader> reader;
    if (item.kind == Tree::Kind::map) {
      reader.emplace(item, Localized{"Một văn bản trong «issues»", "A paper of «issues»"}, faults_);
      reg = reader->need("register");
      if (const Tree* posts = reader->take("posts")) {
        const auto words = read_words(*posts, faults_);
        for (const Word& word : words) check_known(word, post_kinds, "Không có loại chức danh", "There is no kind of post", faults_);
        issue.posts = texts(words);
      }
      if (const Tree* with = outcomes.empty() ? nullptr : reader->take("with")) {
        const auto words = read_words(*with, faults_);
        for (const Word& word : words) check_known(word, outcomes, "Bước này không có kết quả", "This step has no outcome", faults_);
        issue.with = texts(words);
      }
      reader->finish();
    }
    const Word word{reg ? read_text(*reg, faults_) : "", reg ? reg->mark : item.mark};
    if (word.text.empty() || !check_known(word, known, "Không có sổ", "There is no register", faults_)) continue;
    issue.reg = word.text;
    if (std::ranges::find(issues, issue.reg, &Issue::reg) != issues.end())
      faults_.add(word.mark, fmt::format("Sổ «{}» được nêu hai lần.", issue.reg), fmt::format("Register «{}» is named twice.", issue.reg));
    issues.push_back(std::move(issue));
  }
  return issues;
}

}  // namespace luan::workflow
