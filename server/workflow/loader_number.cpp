// `min_if` and `share` of a number field: «min_if: { level: { excellent: 90 } }», «share: { introduce: more than 1/2 of summoned }».
#include <algorithm>

#include <fmt/format.h>

#include "workflow/form_numbers.hpp"
#include "workflow/loader_form.hpp"
#include "workflow/loader_words.hpp"

namespace luan::workflow {
namespace {

/// «more than 1/2 of summoned»
std::optional<NumberShare> read_part(const Tree& tree, Faults& faults) {
  using Is = NumberShare::Is;
  static const std::vector<std::pair<std::vector<std::string>, Is>> beginnings{{{"more", "than"}, Is::more_than},
                                                                               {{"at", "least"}, Is::at_least},
                                                                               {{"exactly"}, Is::exactly},
                                                                               {{"at", "most"}, Is::at_most},
                                                                               {{"less", "than"}, Is::less_than}};
  const auto words = phrase_words(tree);
  for (const auto& [beginning, is] : beginnings) {
    if (words.size() != beginning.size() + 3 || !std::equal(beginning.begin(), beginning.end(), words.begin()) || words[words.size() - 2] != "of") continue;
    const std::string_view fraction = words[beginning.size()];
    const auto slash = fraction.find('/');
    if (slash == fraction.npos) break;
    const auto top = count(fraction.substr(0, slash), 1, 1000), bottom = count(fraction.substr(slash + 1), 1, 1000);
    if (!top || !bottom || *top > *bottom) break;
    return NumberShare{is, *top, *bottom, words.back()};
  }
  expected_here(tree, "Cần một phần của mục số khác, như «more than 1/2 of summoned», «exactly 1/2 of summoned»",
                "A part of another number belongs here, as «more than 1/2 of summoned», «exactly 1/2 of summoned»", faults);
  return {};
}

/// Can the two numbers stand so to each other at all, each within its own bounds?
bool possible(const NumberShare& share, const Field& field, const Field& base) {
  switch (share.is) {
    case NumberShare::Is::more_than:
    case NumberShare::Is::at_least: return is_part(share, *field.max, *base.min);
    case NumberShare::Is::at_most:
    case NumberShare::Is::less_than: return is_part(share, *field.min, *base.max);
    case NumberShare::Is::exactly:
      return is_part({NumberShare::Is::at_least, share.numerator, share.denominator, {}}, *field.max, *base.min) &&
             is_part({NumberShare::Is::at_most, share.numerator, share.denominator, {}}, *field.min, *base.max);
  }
  return false;
}

}  // namespace

void read_number_terms(Field& field, MapReader& reader, std::int64_t least_of_kind) {
  if (const Tree* tree = reader.take("min_if")) {
    MapReader choices(*tree, {fmt::format("Mục «{}», «min_if»", field.id), fmt::format("Field «{}», «min_if»", field.id)}, reader.faults());
    if (tree->members.size() != 1)
      expected_here(*tree, "Cần đúng một mục lựa chọn với số nhỏ nhất của từng lựa chọn",
                    "One choice field, with the smallest number for its choices, belongs here", reader.faults());
    for (const TreeMember& member : tree->members) {
      MapReader numbers(member.value, choices.owner(), reader.faults());
      auto& least = field.min_where[member.key];
      for (const TreeMember& one : member.value.members)
        if (const auto number = read_integer(one.value, least_of_kind, *field.max, reader.faults())) least[one.key] = *number;
    }
  }
  if (const Tree* tree = field.kind == FieldKind::number ? reader.take("share") : nullptr) {
    MapReader shares(*tree, {fmt::format("Mục «{}», «share»", field.id), fmt::format("Field «{}», «share»", field.id)}, reader.faults());
    for (const TreeMember& member : tree->members)
      if (auto share = read_part(member.value, reader.faults())) field.share[member.key] = std::move(*share);
  }
}

void check_number_terms(const Field& field, const TreeMember& member, const Form& form, const std::vector<Field>& fields, Faults& faults) {
  std::vector<std::string> lists, numbers, answers;
  for (const Field& other : fields) {
    if (other.kind == FieldKind::choice) lists.push_back(other.id);
    if (other.kind == FieldKind::number && other.id != field.id) numbers.push_back(other.id);
  }
  for (const Answer& answer : form.answers) answers.push_back(answer.id);
  const Tree* least = member.value.find("min_if");
  for (const TreeMember& by : least ? least->members : std::vector<TreeMember>{}) {
    if (!check_known({by.key, by.mark}, lists, "Không có mục lựa chọn", "There is no choice field", faults)) continue;
    std::vector<std::string> choices;
    for (const Choice& choice : std::ranges::find(fields, by.key, &Field::id)->choices) choices.push_back(choice.id);
    for (const TreeMember& one : by.value.members) check_known({one.key, one.mark}, choices, "Mục này không có lựa chọn", "That field has no choice", faults);
  }
  const Tree* shares = member.value.find("share");
  for (const TreeMember& one : shares ? shares->members : std::vector<TreeMember>{}) {
    check_known({one.key, one.mark}, answers, "Không có câu trả lời", "There is no answer", faults);
    const auto share = field.share.find(one.key);
    if (share == field.share.end()) continue;
    if (!check_known({share->second.of, one.value.mark}, numbers, "Không có mục số", "There is no number field", faults)) continue;
    const Field& base = *std::ranges::find(fields, share->second.of, &Field::id);
    for (const Field* needed : {&base, &field})  // what may be left empty could not be held against the other
      if (!needed->required && std::ranges::find(needed->required_if, one.key) == needed->required_if.end())
        faults.add(one.value.mark,
                   fmt::format("Mục «{}» có thể để trống với câu trả lời «{}», khi đó «share» không so được. Đề nghị ghi «required: true» cho mục ấy.",
                               needed->id, one.key),
                   fmt::format("Field «{}» may be left empty with the answer «{}», and «share» would have nothing to compare. Write «required: true» for it.",
                               needed->id, one.key));
    if (!possible(share->second, field, base))
      faults.add(one.value.mark,
                 fmt::format("«{}» và «{}» không bao giờ đạt «{}»: câu trả lời «{}» không ai gửi được.", field.id, base.id, one.value.text, one.key),
                 fmt::format("«{}» and «{}» never come to «{}»: nobody could give the answer «{}».", field.id, base.id, one.value.text, one.key));
  }
}

}  // namespace luan::workflow
