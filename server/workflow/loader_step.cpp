#include <algorithm>

#include <fmt/format.h>

#include "workflow/loader_definition.hpp"
#include "workflow/loader_form.hpp"
#include "workflow/loader_words.hpp"

namespace luan::workflow {
namespace {

const std::vector<std::string> effects{"assign", "post", "petition", "evaluate", "place"};

Effect effect_of(std::string_view name) {
  if (name == "assign") return Effect::assign;
  if (name == "post") return Effect::post;
  if (name == "petition") return Effect::petition;
  if (name == "evaluate") return Effect::evaluate;
  return name == "place" ? Effect::place : Effect::none;
}

Rule read_each(const Tree& tree, Faults& faults) {
  EachRule each;
  MapReader reader(tree, {"Quy tắc «each»", "The rule «each»"}, faults);
  if (const Tree* silent = reader.take("silent")) {
    each.silent = read_text(*silent, faults);
    if (!each.silent.empty()) check_id(each.silent, silent->mark, faults);
    if (each.silent == "all_agree" || each.silent == "differing" || each.silent == "lapsed" || each.silent == "not_opened")
      faults.add(silent->mark, fmt::format("«{}» đã là một kết quả khác. Đề nghị dùng «no_reply».", each.silent),
                 fmt::format("«{}» is another outcome already. Use «no_reply».", each.silent));
  }
  reader.finish();
  return each;
}

Rule read_ballot(const Tree& tree, Faults& faults) {
  BallotRule ballot;
  MapReader reader(tree, {"Quy tắc «ballot»", "The rule «ballot»"}, faults);
  if (const Tree* quorum = reader.need("quorum"))
    if (const auto share = read_share(*quorum, {"summoned"}, faults)) ballot.quorum = share->fraction;
  if (const Tree* pass = reader.need("pass"))
    if (const auto share = read_share(*pass, {"summoned", "present", "valid"}, faults)) ballot.pass = share->fraction, ballot.pass_of = share->of;
  if (const Tree* tie = reader.take("tie")) {
    const Word word{read_text(*tie, faults), tie->mark};
    if (!word.text.empty() && check_known(word, {"chair", "fails"}, "Không có cách xử lý hoà phiếu", "There is no way to break a tie called", faults))
      ballot.tie = word.text == "chair" ? Tie::chair : Tie::fails;
  }
  if (const Tree* recused = reader.take("recused")) {
    const Word word{read_text(*recused, faults), recused->mark};
    if (!word.text.empty() &&
        check_known(word, {"excluded", "counted"}, "Không có cách tính người không tham gia", "There is no way to count who is recused called", faults))
      ballot.counts_recused = word.text == "counted";
  }
  // `secret: false` says what is so; `secret: true` is left for the reader's end, which tells why it is refused.
  if (const Tree* secret = tree.find("secret"); secret && secret->kind == Tree::Kind::scalar && secret->text == "false") (void)reader.take("secret");
  for (const auto& [key, answer] : {std::pair{"for", &ballot.for_answer}, {"against", &ballot.against_answer}, {"abstain", &ballot.abstain_answer}})
    if (const Tree* named = reader.take(key)) *answer = read_text(*named, faults);
  reader.finish();
  return ballot;
}

}  // namespace

Rule read_rule(const Tree& tree, Faults& faults) {
  if (tree.kind == Tree::Kind::scalar) {
    if (tree.text == "first") return FirstRule{};
    if (tree.text == "all") return AllRule{};
    if (tree.text == "each") return EachRule{};
  }
  if (tree.kind == Tree::Kind::map && tree.members.size() == 1) {
    const TreeMember& only = tree.members.front();
    if (only.key == "each") return read_each(only.value, faults);
    if (only.key == "ballot") return read_ballot(only.value, faults);
    check_known({only.key, only.mark}, {"each", "ballot"}, "Không có quy tắc", "There is no rule", faults);
    return FirstRule{};
  }
  expected_here(tree,
                "Cần quy tắc: first, all, { each: { silent: no_reply } } hoặc { ballot: { quorum: at least 2/3 of summoned, pass: more than 1/2 of summoned, "
                "tie: chair } }",
                "A rule belongs here: first, all, { each: { silent: no_reply } } or { ballot: { quorum: at least 2/3 of summoned, pass: more than 1/2 of "
                "summoned, tie: chair } }",
                faults);
  return FirstRule{};
}

Step DefinitionReader::read_step(const TreeMember& member) {
  check_id(member.key, member.mark, faults_);
  const Tree& tree = unfolded_steps_[member.key] = unfolded(member.key, {});
  MapReader reader(tree, {fmt::format("Bước «{}»", member.key), fmt::format("Step «{}»", member.key)}, faults_);
  Step step{.id = member.key, .title = reader.label("title"), .mark = member.mark};
  step.task = step.title;
  if (const Tree* task = reader.take("task")) step.task = read_label(*task, {reader.owner().vi + ", «task»", reader.owner().en + ", «task»"}, faults_);
  if (reader.take("plugin"))
    read_plugin(step, reader);
  else
    read_people(step, reader);
  for (const std::string_view later : {"like", "after", "opens_if", "answers_if", "void_on"}) (void)reader.take(later);  // read once every step is known
  reader.finish();
  return step;
}

PluginCall DefinitionReader::read_call(MapReader& reader) {
  PluginCall call;
  const Tree& plugin = *reader.take("plugin");
  call.plugin = read_text(plugin, faults_);
  if (!call.plugin.empty()) check_id(call.plugin, plugin.mark, faults_);
  if (const Tree* with = reader.take("with")) {
    if (with->kind == Tree::Kind::map)
      call.with = to_json(*with).as_object();
    else
      expected_here(*with, "«with» là bảng cấu hình của plugin", "«with» is the plugin's configuration, a map", faults_);
  }
  return call;
}

void DefinitionReader::read_plugin(Step& step, MapReader& reader) {
  PluginCall call = read_call(reader);
  if (const Tree* bands = reader.need("bands")) {
    MapReader all(*bands, {reader.owner().vi + ", «bands»", reader.owner().en + ", «bands»"}, faults_);
    std::int64_t before = 100'001;
    for (const TreeMember& member : bands->members) {
      check_id(member.key, member.mark, faults_);
      MapReader band(member.value, {fmt::format("Mức «{}»", member.key), fmt::format("Band «{}»", member.key)}, faults_);
      const Tree* from = band.need("from");
      const auto points = from && from->kind == Tree::Kind::scalar ? thousandths(from->text) : std::nullopt;
      if (from && !points)
        expected_here(*from, "Cần số điểm từ 0 đến 100, tối đa ba chữ số lẻ", "Points from 0 to 100 belong here, three decimals at most", faults_);
      if (points && *points >= before)
        faults_.add(from->mark, "Các mức phải xếp từ cao xuống thấp, không trùng nhau.", "Bands stand from the highest down, no two alike.");
      before = points.value_or(before);
      call.bands.push_back({member.key, band.label("label"), from ? from->text : ""});
      band.finish();
    }
    if (before != 0)
      faults_.add(bands->mark, "Các mức chưa phủ tới 0: mức cuối phải «from: 0», để điểm nào cũng có mức.",
                  "The bands do not cover 0: the last one must be «from: 0», so that every number has its band.");
  }
  step.plugin = std::move(call);
}

Anchors DefinitionReader::anchors_of(const std::string& step) const {
  Anchors anchors{{}, stage_ids_, step, {}};
  for (const auto& [id, tree] : step_trees_) anchors.steps.push_back(id);
  anchors.own_stage = stage_read_;
  return anchors;
}

void DefinitionReader::read_people(Step& step, MapReader& reader) {
  if (const Tree* who = reader.need("who")) step.who = read_who(*who, roles_, faults_);
  if (const Tree* form = reader.need("form")) step.form = read_form_id(*form);
  if (const Tree* due = reader.take("due")) step.due = read_due(*due, anchors_of(step.id), faults_);
  if (const Tree* rule = reader.need("rule")) {
    step.rule = read_rule(*rule, faults_);
    if (const auto* ballot = std::get_if<BallotRule>(&step.rule)) check_ballot(step, *ballot, rule->mark);
    if (!step.due && !std::holds_alternative<FirstRule>(step.rule))
      faults_.add(rule->mark, fmt::format("Bước «{}» chờ nhiều người nên cần «due»: không có thời hạn thì một người im lặng giữ hồ sơ mãi.", step.id),
                  fmt::format("Step «{}» waits for several, so it needs «due»: without a deadline one silent person holds the rotation for ever.", step.id));
  }
  read_absence(step, reader);
  read_late(step, reader);
  read_calendar(step, reader);
  read_effect(step, reader);
  check_new_due(step);
  read_needs(step, reader);
}

/// Who may stand in, and what follows where everybody asked is recused. Votes are personal unless the file says otherwise.
void DefinitionReader::read_absence(Step& step, MapReader& reader) {
  step.delegable = !std::holds_alternative<BallotRule>(step.rule);
  if (const Tree* delegable = reader.take("delegable")) step.delegable = read_truth(*delegable, faults_);
  const Tree* nobody = reader.take("nobody_left");
  if (!nobody) return;
  const std::string word = read_text(*nobody, faults_);
  if (word.empty() || !check_id(word, nobody->mark, faults_)) return;
  const auto others = outcomes(definition_, step);
  if (word == "lapsed" || word == "not_opened" || std::ranges::find(others, word) != others.end())
    faults_.add(nobody->mark, fmt::format("«{}» đã là một kết quả khác của bước «{}». Đề nghị dùng «all_recused».", word, step.id),
                fmt::format("«{}» is another outcome of step «{}» already. Use «all_recused».", word, step.id));
  step.nobody_left = word;
}

void DefinitionReader::read_calendar(Step& step, MapReader& reader) {
  const Tree* repeat = reader.take("repeat");
  const Tree* opens = reader.take("opens");
  if (repeat && opens)
    faults_.add(opens->mark, fmt::format("Bước «{}»: chỉ dùng một trong «repeat» và «opens».", step.id),
                fmt::format("Step «{}»: use one of «repeat» and «opens», not both.", step.id));
  if (repeat) {
    step.repeats = true;
    if (const auto read = read_repeat(*repeat, faults_)) step.when = *read;
  } else if (opens) {
    if (const auto read = read_before_term_end(*opens, faults_)) step.when = *read;
  }
  if (!repeat && !opens) return;
  for (const std::string_view key : {"after", "opens_if"})
    if (const Tree* found = reader.tree().find(key); found && !(found->kind == Tree::Kind::list && found->items.empty()))
      faults_.add(found->mark, fmt::format("Bước «{}» mở theo lịch nên không thể có «{}». Đề nghị tách thành hai bước.", step.id, key),
                  fmt::format("Step «{}» opens by the calendar, so it cannot have «{}». Make two steps of it.", step.id, key));
}

void DefinitionReader::read_effect(Step& step, MapReader& reader) {
  const Tree* effect = reader.take("effect");
  const Tree* with = reader.take("effect_with");
  const Tree* issues = reader.take("issues");
  const Form* form = find_form(step.form);
  if (with) {
    std::vector<std::string> known;
    if (form)
      for (const Answer& answer : form->answers) known.push_back(answer.id);
    const auto words = read_words(*with, faults_);
    for (const Word& word : words)
      if (form) check_known(word, known, "Biểu mẫu của bước không có câu trả lời", "The step's form has no answer", faults_);
    step.effect_with = texts(words);
    if (!effect) faults_.add(with->mark, "«effect_with» chỉ có nghĩa khi có «effect».", "«effect_with» means nothing without «effect».");
  }
  const Word word = effect ? Word{read_text(*effect, faults_), effect->mark} : Word{};
  const bool known = effect && !word.text.empty() && check_known(word, effects, "Không có tác động", "There is no effect", faults_);
  if (known) step.effect = effect_of(word.text);
  read_issues(step, issues);
  if (!known) return;
  if (!std::holds_alternative<FirstRule>(step.rule))
    faults_.add(effect->mark, fmt::format("Tác động «{}» cần «rule: first»: nhiều người trả lời thì không rõ câu trả lời nào có tác động.", word.text),
                fmt::format("The effect «{}» needs «rule: first»: with several responses it is not clear which one takes effect.", word.text));
  if (form) check_effect(step.effect, *form, step.effect_with, effect->mark, faults_);
  if (form && step.effect == Effect::post) check_longest_term(*form, effect->mark);
}

void DefinitionReader::check_longest_term(const Form& form, Mark mark) {
  const Field* months = form.field("term_months");
  if (!months || definition_.longest_term == 0 || (months->max && *months->max <= definition_.longest_term)) return;
  faults_.add(
      mark,
      fmt::format("Quy trình ghi «longest_term: {0}», nên mục «term_months» của biểu mẫu «{1}» cần «max» không quá {0}.", definition_.longest_term, form.id),
      fmt::format("The workflow says «longest_term: {0}», so the field «term_months» of form «{1}» needs a «max» of {0} at most.", definition_.longest_term,
                  form.id));
}

void DefinitionReader::check_ballot(const Step& step, const BallotRule& rule, Mark mark) {
  if (rule.tie == Tie::chair && std::ranges::none_of(step.who, [](const Who& who) { return who.role == "chair"; }))
    faults_.add(mark, fmt::format("Bước «{}» để chủ trì quyết định khi hoà phiếu, nhưng «who» không có vai trò «chair».", step.id),
                fmt::format("Step «{}» lets the chair break a tie, but «who» has no role «chair».", step.id));
  const Form* form = find_form(step.form);
  if (!form) return;
  for (const std::string& needed : {rule.for_answer, rule.against_answer})
    if (!form->answer(needed))
      faults_.add(mark, fmt::format("Biểu quyết cần câu trả lời «{}» trong biểu mẫu «{}».", needed, form->id),
                  fmt::format("A ballot needs the answer «{}» in form «{}».", needed, form->id));
  for (const Answer& answer : form->answers)
    if (answer.id != rule.for_answer && answer.id != rule.against_answer && answer.id != rule.abstain_answer)
      faults_.add(mark,
                  fmt::format("Biểu quyết không đếm câu trả lời «{}» của biểu mẫu «{}»; chỉ đếm «{}», «{}» và «{}».", answer.id, form->id, rule.for_answer,
                              rule.against_answer, rule.abstain_answer),
                  fmt::format("A ballot does not count the answer «{}» of form «{}»; only «{}», «{}» and «{}».", answer.id, form->id, rule.for_answer,
                              rule.against_answer, rule.abstain_answer));
}

}  // namespace luan::workflow
