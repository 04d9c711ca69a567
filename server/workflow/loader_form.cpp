#include "workflow/loader_form.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/file_kind.hpp"
#include "workflow/form_terms.hpp"

namespace luan::workflow {
namespace {

constexpr std::int64_t number_max = 1'000'000'000;
constexpr std::int64_t months_max = 600;
constexpr std::int64_t rows_max = 100;
constexpr std::int64_t files_max = 20, files_unless_said = 10;
constexpr std::size_t answers_max = 32;

struct KindName {
  std::string_view name;
  FieldKind kind;
};
constexpr std::array kinds{KindName{"text", FieldKind::text},           KindName{"long_text", FieldKind::long_text},
                           KindName{"number", FieldKind::number},       KindName{"date", FieldKind::date},
                           KindName{"choice", FieldKind::choice},       KindName{"person", FieldKind::person},
                           KindName{"unit", FieldKind::unit},           KindName{"position", FieldKind::position},
                           KindName{"plan_line", FieldKind::plan_line}, KindName{"months", FieldKind::months},
                           KindName{"rows", FieldKind::rows},           KindName{"choices", FieldKind::choices},
                           KindName{"duration", FieldKind::duration},   KindName{"attachment", FieldKind::attachment}};

struct UnitName {
  std::string_view name;
  DurationUnit unit;
  std::int64_t most;  // a century of them, or so
};
constexpr std::array duration_units{UnitName{"days", DurationUnit::days, 36'525}, UnitName{"working days", DurationUnit::working_days, 25'000},
                                    UnitName{"months", DurationUnit::months, 1'200}, UnitName{"years", DurationUnit::years, 100}};

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const KindName& one : kinds) names.emplace_back(one.name);
  return names;
}

class FormReader {
 public:
  FormReader(const TreeMember& member, Faults& faults) : member_(member), faults_(faults) { form_.id = member.key; }

  Form run() {
    MapReader reader(member_.value, {fmt::format("Biểu mẫu «{}»", form_.id), fmt::format("Form «{}»", form_.id)}, faults_);
    form_.title = reader.label("title");
    if (const Tree* answers = reader.take("answers")) read_answers(*answers, reader.owner());
    if (const Tree* fields = reader.need("fields")) form_.fields = read_fields(*fields, reader.owner(), false);
    reader.finish();
    return std::move(form_);
  }

 private:
  void read_answers(const Tree& tree, const Localized& owner) {
    MapReader all(tree, {owner.vi + ", «answers»", owner.en + ", «answers»"}, faults_);
    if (tree.members.size() > answers_max)
      faults_.add(tree.mark, fmt::format("Tối đa {} câu trả lời trong một biểu mẫu.", answers_max), fmt::format("A form has {} answers at most.", answers_max));
    for (const TreeMember& member : tree.members) {
      check_id(member.key, member.mark, faults_);
      if (member.key == "lapsed" || member.key == "not_opened")
        faults_.add(member.mark, fmt::format("«{}» là kết quả của chính hệ thống. Đề nghị đặt tên khác.", member.key),
                    fmt::format("«{}» is an outcome of the server's own. Choose another name.", member.key));
      MapReader reader(member.value, {fmt::format("Câu trả lời «{}»", member.key), fmt::format("Answer «{}»", member.key)}, faults_);
      Answer answer{member.key, reader.label("label"), {}, {}, true};
      if (const Tree* hint = reader.take("hint")) answer.hint = read_label(*hint, reader.owner(), faults_);
      if (const Tree* button = reader.take("button"))
        answer.button = read_label(*button, reader.owner(), faults_);
      else
        answer.button = {"Gửi: " + answer.label.vi, "Send: " + answer.label.en};
      if (const Tree* agrees = reader.take("agrees")) answer.agrees = read_truth(*agrees, faults_);
      reader.finish();
      form_.answers.push_back(std::move(answer));
    }
  }

  std::vector<Field> read_fields(const Tree& tree, const Localized& owner, bool columns) {
    std::vector<Field> fields;
    MapReader all(tree, {owner.vi + ", các mục", owner.en + ", fields"}, faults_);
    for (const TreeMember& member : tree.members) {
      check_id(member.key, member.mark, faults_);
      if (!columns && member.key == "outcome")
        faults_.add(member.mark, "«outcome» là tên của chính câu trả lời. Đề nghị đặt tên khác cho mục này.",
                    "«outcome» names the answer itself. Choose another name for this field.");
      Field field = read_field(member, columns, fields);
      fields.push_back(std::move(field));
    }
    for (std::size_t i = 0; i < fields.size(); ++i) check_beside(fields[i], tree.members[i], fields);
    return fields;
  }

  Field read_field(const TreeMember& member, bool column, const std::vector<Field>& above) {
    MapReader reader(member.value, {fmt::format("Mục «{}»", member.key), fmt::format("Field «{}»", member.key)}, faults_);
    Field field{.id = member.key};
    if (const Tree* kind = reader.need("kind"))
      if (const Word word{read_text(*kind, faults_), kind->mark};
          !word.text.empty() && check_known(word, kind_names(), "Không có loại mục", "There is no kind of field", faults_))
        field.kind = std::ranges::find(kinds, word.text, &KindName::name)->kind;
    field.label = reader.label("label");
    if (const Tree* help = reader.take("help")) field.help = read_label(*help, reader.owner(), faults_);
    if (const Tree* required = reader.take("required")) field.required = read_truth(*required, faults_);
    if (!column) {
      read_condition(reader.take("required_if"), field.required_if, field.required_where, above);
      read_condition(reader.take("only_if"), field.only_if, field.only_where, above);
      check_conditions(field, member.mark);
    }
    read_limits(field, reader, column);
    reader.finish();
    return field;
  }

  /// Answers alone, or a map of them (`outcome`) and of choice fields that stand above, so that no two can wait for each other.
  void read_condition(const Tree* tree, std::vector<std::string>& answers, Said& said, const std::vector<Field>& above) {
    if (!tree || tree->kind != Tree::Kind::map) {
      answers = read_answer_ids(tree);
      return;
    }
    std::vector<std::string> known;
    for (const Field& field : above)
      if (field.kind == FieldKind::choice) known.push_back(field.id);
    for (const TreeMember& member : tree->members) {
      if (member.key == "outcome") {
        answers = read_answer_ids(&member.value);
        continue;
      }
      if (!check_known({member.key, member.mark}, known, "Phía trên mục này không có mục lựa chọn", "Above this field there is no choice field", faults_))
        continue;
      std::vector<std::string> choices;
      for (const Choice& choice : std::ranges::find(above, member.key, &Field::id)->choices) choices.push_back(choice.id);
      const auto words = read_words(member.value, faults_);
      for (const Word& word : words) check_known(word, choices, "Mục này không có lựa chọn", "That field has no choice", faults_);
      said[member.key] = texts(words);
    }
    if (tree->members.empty())
      expected_here(*tree, "Cần câu trả lời, hoặc mục lựa chọn với các lựa chọn của nó", "Answers, or a choice field with its choices, belong here", faults_);
  }

  /// What is demanded must be allowed.
  void check_conditions(const Field& field, Mark mark) {
    for (const std::string& answer : field.required_if)
      if (!field.only_if.empty() && std::ranges::find(field.only_if, answer) == field.only_if.end())
        faults_.add(mark, fmt::format("Mục «{}» bắt buộc với «{}» nhưng «only_if» lại không cho điền.", field.id, answer),
                    fmt::format("Field «{}» is required with «{}», which «only_if» does not allow.", field.id, answer));
    for (const auto& [other, choices] : field.required_where)
      for (const std::string& choice : choices)
        if (const auto allowed = field.only_where.find(other);
            allowed != field.only_where.end() && std::ranges::find(allowed->second, choice) == allowed->second.end())
          faults_.add(mark, fmt::format("Mục «{}» bắt buộc khi «{}» là «{}» nhưng «only_if» lại không cho điền.", field.id, other, choice),
                      fmt::format("Field «{}» is required where «{}» is «{}», which «only_if» does not allow.", field.id, other, choice));
  }

  std::vector<std::string> read_answer_ids(const Tree* tree) {
    if (!tree) return {};
    std::vector<std::string> known;
    for (const Answer& answer : form_.answers) known.push_back(answer.id);
    const auto words = read_words(*tree, faults_);
    for (const Word& word : words) check_known(word, known, "Biểu mẫu này không có câu trả lời", "This form has no answer", faults_);
    return texts(words);
  }

  void read_limits(Field& field, MapReader& reader, bool column) {
    switch (field.kind) {
      case FieldKind::text: return read_length(field, reader, 200);
      case FieldKind::long_text: return read_length(field, reader, 5000);
      case FieldKind::number:
        read_range(field, reader, 0, number_max, -number_max, number_max);
        return column ? void() : read_number_terms(field, reader, -number_max);
      case FieldKind::months: read_range(field, reader, 1, months_max, 1, months_max); return column ? void() : read_number_terms(field, reader, 1);
      case FieldKind::date:
        read_bound(field.not_before, reader.take("not_before"), {"today", "opened"});
        return read_bound(field.not_after, reader.take("not_after"), {"today"});
      case FieldKind::choice: return read_choices(field, reader);
      case FieldKind::choices: {
        read_choices(field, reader);
        const auto all = static_cast<std::int64_t>(std::max<std::size_t>(field.choices.size(), 1));
        return read_range(field, reader, field.required ? 1 : 0, all, 0, all);
      }
      case FieldKind::duration: {
        const std::int64_t most = read_counted_in(field, reader);
        return read_range(field, reader, 1, most, 0, most);
      }
      case FieldKind::unit:
        if (const Tree* units = reader.take("units")) field.units = read_text(*units, faults_);
        return;
      case FieldKind::person:
      case FieldKind::position:
        if (const Tree* in_unit = reader.take("in_unit")) field.in_unit = read_text(*in_unit, faults_);
        return;
      case FieldKind::attachment:
        if (column) faults_.add(reader.tree().mark, "Cột của bảng không thể là tệp đính kèm.", "A column of rows cannot be files.");
        read_types(field, reader.take("types"));
        return read_range(field, reader, field.required ? 1 : 0, files_unless_said, 0, files_max);
      case FieldKind::plan_line:
        if (column) faults_.add(reader.tree().mark, "Cột của bảng không thể là dòng kế hoạch.", "A column of rows cannot be a line of a plan.");
        if (const Tree* position = reader.need("for")) field.for_position = read_text(*position, faults_);
        return;
      case FieldKind::rows:
        if (column) faults_.add(reader.tree().mark, "Cột của bảng không thể lại là bảng.", "A column of rows cannot be rows again.");
        if (const Tree* each = reader.take("each_of")) {
          const Word word{read_text(*each, faults_), each->mark};
          if (!word.text.empty() && check_known(word, {"assignments"}, "Không có danh sách", "There is no list of", faults_)) field.each_of = word.text;
        } else {
          read_range(field, reader, field.required ? 1 : 0, rows_max, 0, rows_max);
        }
        if (const Tree* columns = reader.need("columns")) field.columns = read_fields(*columns, reader.owner(), true);
        return;
    }
  }

  void read_length(Field& field, MapReader& reader, std::size_t unless_said) {
    field.length_max = unless_said;
    if (const Tree* most = reader.take("length")) field.length_max = static_cast<std::size_t>(read_integer(*most, 1, 20'000, faults_).value_or(1));
  }

  void read_range(Field& field, MapReader& reader, std::int64_t min, std::int64_t max, std::int64_t least, std::int64_t most) {
    field.min = min, field.max = max;
    if (const Tree* given = reader.take("min")) field.min = read_integer(*given, least, most, faults_).value_or(min);
    if (const Tree* given = reader.take("max")) field.max = read_integer(*given, least, most, faults_).value_or(max);
    if (*field.min > *field.max)
      faults_.add(reader.tree().mark, fmt::format("Mục «{}»: «min» ({}) lớn hơn «max» ({}).", field.id, *field.min, *field.max),
                  fmt::format("Field «{}»: «min» ({}) is more than «max» ({}).", field.id, *field.min, *field.max));
    if (field.kind == FieldKind::number)
      if (const Tree* other = reader.take("at_most")) field.at_most = read_text(*other, faults_);
  }

  void read_types(Field& field, const Tree* tree) {
    if (!tree) return;
    std::vector<std::string> known;
    for (const FileKind& kind : file_kinds()) known.emplace_back(kind.id);
    const auto words = read_words(*tree, faults_);
    for (const Word& word : words) check_known(word, known, "Không có loại tệp", "There is no kind of file", faults_);
    field.types = texts(words);
  }

  /// How many of its unit a duration may have at most.
  std::int64_t read_counted_in(Field& field, MapReader& reader) {
    const Tree* tree = reader.need("counted_in");
    std::vector<std::string> known;
    for (const UnitName& one : duration_units) known.emplace_back(one.name);
    const Word word = tree ? Word{read_text(*tree, faults_), tree->mark} : Word{};
    if (word.text.empty() || !check_known(word, known, "Không có đơn vị thời gian", "There is no unit of time", faults_)) return duration_units[0].most;
    const UnitName& unit = *std::ranges::find(duration_units, word.text, &UnitName::name);
    field.counted_in = unit.unit;
    return unit.most;
  }

  void read_bound(std::string& bound, const Tree* tree, const std::vector<std::string>& known) {
    if (!tree) return;
    const Word word{read_text(*tree, faults_), tree->mark};
    if (!word.text.empty() && check_known(word, known, "Không có mốc ngày", "There is no day called", faults_)) bound = word.text;
  }

  void read_choices(Field& field, MapReader& reader) {
    const Tree* tree = reader.need("choices");
    if (!tree) return;
    MapReader all(*tree, {fmt::format("Mục «{}», «choices»", field.id), fmt::format("Field «{}», «choices»", field.id)}, faults_);
    for (const TreeMember& member : tree->members) {
      check_id(member.key, member.mark, faults_);
      field.choices.push_back(
          {member.key, read_label(member.value, {fmt::format("Lựa chọn «{}»", member.key), fmt::format("Choice «{}»", member.key)}, faults_), {}});
    }
    if (tree->kind == Tree::Kind::map && tree->members.empty()) faults_.add(tree->mark, "Danh sách lựa chọn còn trống.", "There is nothing to choose from.");
  }

  /// What a field says of the fields beside it.
  void check_beside(const Field& field, const TreeMember& member, const std::vector<Field>& fields) {
    check_number_terms(field, member, form_, fields, faults_);
    if (!field.at_most.empty()) {
      std::vector<std::string> numbers;
      for (const Field& other : fields)
        if (other.kind == FieldKind::number && other.id != field.id) numbers.push_back(other.id);
      const Word word{field.at_most, member.value.find("at_most")->mark};
      if (check_known(word, numbers, "Không có mục số", "There is no number field", faults_)) {
        const Field& other = *std::ranges::find(fields, field.at_most, &Field::id);
        if (*field.min > *other.min)
          faults_.add(word.mark,
                      fmt::format("«{}» ít nhất là {} nên không thể bị chặn bởi «{}», vốn có thể là {}.", field.id, *field.min, other.id, *other.min),
                      fmt::format("«{}» is at least {}, so «{}», which may be {}, cannot bound it.", field.id, *field.min, other.id, *other.min));
      }
    }
    if (!field.for_position.empty()) {
      std::vector<std::string> positions;
      for (const Field& other : fields)
        if (other.kind == FieldKind::position) positions.push_back(other.id);
      check_known({field.for_position, member.value.find("for")->mark}, positions, "Không có mục chức danh", "There is no position field", faults_);
    }
    if (!field.in_unit.empty()) {
      std::vector<std::string> units{"deciding", "sending", "receiving"};
      for (const Field& other : fields)
        if (other.kind == FieldKind::unit) units.push_back(other.id);
      check_known({field.in_unit, member.value.find("in_unit")->mark}, units, "Không có mục đơn vị hoặc bên", "There is no unit field or party", faults_);
    }
  }

  const TreeMember& member_;
  Faults& faults_;
  Form form_;
};

std::string_view kind_name(FieldKind kind) { return std::ranges::find(kinds, kind, &KindName::kind)->name; }

std::vector<std::string> all_answers(const Form& form, const std::vector<std::string>& some) {
  if (!some.empty()) return some;
  std::vector<std::string> all;
  for (const Answer& answer : form.answers) all.push_back(answer.id);
  if (all.empty()) all.emplace_back();
  return all;
}

}  // namespace

Form read_form(const TreeMember& member, Faults& faults) {
  check_id(member.key, member.mark, faults);
  return FormReader(member, faults).run();
}

void check_has_field(const Form& form, std::string_view id, FieldKind kind, const std::vector<std::string>& answers, const Localized& reason, Mark mark,
                     Faults& faults) {
  const Field* field = form.field(id);
  if (!field || field->kind != kind) {
    faults.add(mark, fmt::format("{} cần mục «{}» loại «{}» trong biểu mẫu «{}».", reason.vi, id, kind_name(kind), form.id),
               fmt::format("{} needs a field «{}» of kind «{}» in form «{}».", reason.en, id, kind_name(kind), form.id));
    return;
  }
  for (const std::string& answer : answers) {
    if (required_with(*field, answer)) continue;
    const std::string with = answer.empty() ? "" : fmt::format(" «{}»", answer);
    faults.add(mark, fmt::format("{} cần mục «{}» của biểu mẫu «{}» là bắt buộc{}{}.", reason.vi, id, form.id, with.empty() ? "" : " khi trả lời", with),
               fmt::format("{} needs the field «{}» of form «{}» to be required{}{}.", reason.en, id, form.id, with.empty() ? "" : " with the answer", with));
    return;
  }
}

void check_effect(Effect effect, const Form& form, const std::vector<std::string>& with, Mark mark, Faults& faults) {
  const auto needs = [&](std::string_view name, std::string_view field, FieldKind kind, const std::vector<std::string>& answers) {
    check_has_field(form, field, kind, answers, {fmt::format("Tác động «{}»", name), fmt::format("The effect «{}»", name)}, mark, faults);
  };
  const auto answers = all_answers(form, with);
  switch (effect) {
    case Effect::none: return;
    case Effect::assign: return needs("assign", "assignments", FieldKind::rows, answers);
    case Effect::post: needs("post", "effective", FieldKind::date, answers); return needs("post", "term_months", FieldKind::months, answers);
    case Effect::petition: return needs("petition", "petitions", FieldKind::rows, answers);
    case Effect::evaluate: return needs("evaluate", "level", FieldKind::choice, answers);
    case Effect::place: {
      // With some answers the official returns or stays, and no post is named: demanded only where there is no answer, or only where the
      // other fields say that he goes on serving.
      const Field* position = form.field("placement_position");
      const bool always = form.answers.empty() && !(position && !position->required_where.empty());
      return needs("place", "placement_position", FieldKind::position, always ? answers : std::vector<std::string>{});
    }
  }
}

}  // namespace luan::workflow
