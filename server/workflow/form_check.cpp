#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "workflow/form_sentences.hpp"
#include "workflow/form_terms.hpp"

namespace luan::workflow {
namespace {

std::optional<std::int64_t> integer(const json::value& value) {
  if (value.is_int64()) return value.as_int64();
  return {};  // a number over 2^63 is over every limit too
}

/// One body being checked. Values that hold are kept in `values`, every fault is noted under its field.
class FormCheck {
 public:
  FormCheck(const Form& form, const FormWorld& world) : form_(form), world_(world) {}

  Result<Filled> run(const json::value& body) {
    if (!body.is_object()) {
      fault("form", sentence::body_wanted());
      return refuse_fields(std::move(faults_));
    }
    read_answer(body.as_object());
    read_form(body.as_object());
    for (const auto& [name, value] : body.as_object())
      if (name != "form" && !(name == "outcome" && !form_.answers.empty())) fault(std::string(name), sentence::unknown(name));
    if (faults_.empty()) return Filled{answer_, std::move(values_), std::move(attachments_)};
    in_form_order();
    return refuse_fields(std::move(faults_));
  }

 private:
  /// One of those fields has a fault of its own: what would follow from it is not said on top.
  bool faulty(const Said& said) const {
    return std::ranges::any_of(said, [&](const auto& one) { return std::ranges::find(faults_, one.first, &FieldError::field) != faults_.end(); });
  }

  void fault(std::string field, Localized text) { faults_.push_back({std::move(field), std::move(text)}); }

  void read_answer(const json::object& body) {
    if (form_.answers.empty()) return;
    const json::value* given = body.if_contains("outcome");
    if (given && given->is_string() && form_.answer(given->as_string()))
      answer_ = std::string(given->as_string());
    else
      answer_known_ = false, fault("outcome", sentence::answer_wanted(form_));
  }

  void read_form(const json::object& body) {
    const json::value* given = body.if_contains("form");
    if (!given || !given->is_object()) return fault("form", sentence::body_wanted());
    read_fields(form_.fields, given->as_object(), "", values_);
    for (const auto& [name, value] : given->as_object())
      if (!form_.field(name)) fault(std::string(name), sentence::unknown(name));
  }

  /// Blank text and no rows, choices or files at all are the same as not given; but where they may be left out and not be none, none
  /// is a fault.
  bool blank(const Field& field, const json::value& value) const {
    if (field.kind == FieldKind::rows || field.kind == FieldKind::choices || field.kind == FieldKind::attachment)
      return value.is_array() && value.as_array().empty() && (field.min.value_or(0) == 0 || required_with(field, answer_, values_));
    const bool text = field.kind == FieldKind::text || field.kind == FieldKind::long_text;
    return text && value.is_string() && value.as_string().find_first_not_of(" \t\r\n") == json::string::npos;
  }

  void read_fields(const std::vector<Field>& fields, const json::object& given, const std::string& prefix, json::object& values) {
    for (const Field& field : fields) {
      const std::string path = prefix + field.id;
      const json::value* value = given.if_contains(field.id);
      if (!value || blank(field, *value)) {
        if (answer_known_ && required_with(field, answer_, values_)) fault(path, sentence::required(field));
        continue;
      }
      if (answer_known_ && !allowed_with(field, answer_)) {
        fault(path, sentence::not_with_this_answer(form_, field));
        continue;
      }
      if (!holds(field.only_where, values_)) {
        if (!faulty(field.only_where)) fault(path, sentence::not_with_these_fields(form_, field));
        continue;
      }
      if (auto read = read_value(field, *value, path)) values[field.id] = std::move(*read);
    }
    compare(fields, prefix, values);
  }

  std::optional<json::value> read_value(const Field& field, const json::value& value, const std::string& path) {
    switch (field.kind) {
      case FieldKind::text:
      case FieldKind::long_text: return read_text(field, value, path);
      case FieldKind::number:
      case FieldKind::months:
      case FieldKind::duration: return read_number(field, value, path);
      case FieldKind::date: return read_date(field, value, path);
      case FieldKind::choice: return read_choice(field, value, path);
      case FieldKind::choices: return read_choices(field, value, path);
      case FieldKind::person:
      case FieldKind::unit:
      case FieldKind::position:
      case FieldKind::plan_line: return read_item(field, value, path);
      case FieldKind::attachment: return read_files(field, value, path);
      case FieldKind::rows: return read_rows(field, value, path);
    }
    return {};
  }

  std::optional<json::value> read_text(const Field& field, const json::value& value, const std::string& path) {
    if (!value.is_string()) return fault(path, sentence::text_wanted()), std::nullopt;
    auto clean = clean_text(value.as_string(), field.kind == FieldKind::long_text);
    if (!clean) return fault(path, clean.error()), std::nullopt;
    if (const std::size_t given = length(*clean); given > field.length_max) return fault(path, sentence::too_long(given, field.length_max)), std::nullopt;
    return json::value(*clean);
  }

  std::optional<json::value> read_number(const Field& field, const json::value& value, const std::string& path) {
    const auto number = integer(value);
    if (!number) return fault(path, sentence::number_wanted(field)), std::nullopt;
    const auto least = loosest_min(field);  // what the form's choices say of it is compared once all are read
    if ((least && *number < *least) || (field.max && *number > *field.max)) return fault(path, sentence::out_of_range(field, *number)), std::nullopt;
    return json::value(*number);
  }

  std::optional<json::value> read_date(const Field& field, const json::value& value, const std::string& path) {
    const auto date = value.is_string() ? parse_page_date(value.as_string()) : std::nullopt;
    if (!date) return fault(path, sentence::date_wanted(world_.today)), std::nullopt;
    const DateBounds bounds = date_bounds(field, world_);
    if (*date < bounds.from) return fault(path, sentence::too_early(bounds)), std::nullopt;
    if (*date > bounds.to) return fault(path, sentence::too_late(bounds)), std::nullopt;
    return json::value(to_text(*date));
  }

  std::optional<json::value> read_choice(const Field& field, const json::value& value, const std::string& path) {
    const bool known = value.is_string() && std::ranges::any_of(field.choices, [&](const Choice& choice) { return choice.id == value.as_string(); });
    if (!known) return fault(path, sentence::choice_wanted(field)), std::nullopt;
    return value;
  }

  /// In the form's order, whatever the order in which they were ticked.
  std::optional<json::value> read_choices(const Field& field, const json::value& value, const std::string& path) {
    if (!value.is_array()) return fault(path, sentence::choices_wanted(field)), std::nullopt;
    const auto& given = value.as_array();
    const auto count = static_cast<std::int64_t>(given.size());
    if (count < field.min.value_or(0) || count > field.max.value_or(static_cast<std::int64_t>(field.choices.size())))
      return fault(path, sentence::choice_count(field, count)), std::nullopt;
    json::array chosen;
    for (const Choice& choice : field.choices)
      if (std::ranges::find(given, json::value(choice.id)) != given.end()) chosen.emplace_back(choice.id);
    if (chosen.size() != given.size()) return fault(path, sentence::choices_wanted(field)), std::nullopt;
    return json::value(std::move(chosen));
  }

  /// Each becomes what a person reads of it; the log has it by its opaque id.
  std::optional<json::value> read_files(const Field& field, const json::value& value, const std::string& path) {
    if (!value.is_array()) return fault(path, sentence::files_wanted(field)), std::nullopt;
    const auto count = static_cast<std::int64_t>(value.as_array().size());
    if (count < field.min.value_or(0) || (field.max && count > *field.max)) return fault(path, sentence::file_count(field, count)), std::nullopt;
    json::array files;
    for (const json::value& one : value.as_array()) {
      const FormWorld::File* file = one.is_string() ? offered_file(field, world_, one.as_string()) : nullptr;
      if (!file || std::ranges::find(named_, file->id) != named_.end()) return fault(path, sentence::files_wanted(field)), std::nullopt;
      named_.push_back(file->id);
      if (!file->attached) attachments_.push_back({file->id, file->size, file->sha256});
      files.push_back(json::object{
          {"file", file->id}, {"name", file->name}, {"type", file->type}, {"size", static_cast<std::int64_t>(file->size)}, {"sha256", file->sha256}});
    }
    return json::value(std::move(files));
  }

  std::optional<FormWorld::Item> item(const Field& field, std::string_view id) const {
    if (world_.find) return world_.find(field, id);
    const auto items = world_.items(field);
    const auto found = std::ranges::find(items, id, &FormWorld::Item::id);
    return found == items.end() ? std::nullopt : std::optional(*found);
  }

  std::optional<json::value> read_item(const Field& field, const json::value& value, const std::string& path) {
    if (value.is_string() && item(field, value.as_string())) return value;
    return fault(path, world_.items(field).empty() ? sentence::nothing_to_choose(field) : sentence::choice_wanted(field)), std::nullopt;
  }

  std::optional<json::value> read_rows(const Field& field, const json::value& value, const std::string& path) {
    if (!value.is_array()) return fault(path, sentence::rows_wanted()), std::nullopt;
    const auto& given = value.as_array();
    const auto count = static_cast<std::int64_t>(given.size());
    // Checked before the rows themselves: a body of a million rows is one fault, not a million.
    if ((field.min && count < *field.min) || (field.max && count > *field.max)) return fault(path, sentence::row_count(field, count)), std::nullopt;
    json::array rows;
    for (std::size_t number = 0; number < given.size(); ++number) {
      const std::string row_path = fmt::format("{}.{}", path, number);
      if (!given[number].is_object()) {
        fault(row_path, sentence::rows_wanted());
        continue;
      }
      json::object row;
      if (!field.each_of.empty()) row["of"] = world_.assigned[number];
      read_fields(field.columns, given[number].as_object(), row_path + ".", row);
      for (const auto& [name, ignored] : given[number].as_object())
        if (name == "of" && !field.each_of.empty())
          continue;  // as it was recorded: what it says is known
        else if (std::ranges::find(field.columns, name, &Field::id) == field.columns.end())
          fault(fmt::format("{}.{}", row_path, std::string_view(name)), sentence::unknown(name));
      rows.emplace_back(std::move(row));
    }
    return json::value(std::move(rows));
  }

  /// What one field says of another, once both are known to be sound.
  void compare(const std::vector<Field>& fields, const std::string& prefix, const json::object& values) {
    for (const Field& field : fields) {
      const json::value* value = values.if_contains(field.id);
      if (!value) continue;
      const auto other = std::ranges::find(fields, field.at_most, &Field::id);
      if (const json::value* limit = other == fields.end() ? nullptr : values.if_contains(other->id); limit && value->as_int64() > limit->as_int64())
        fault(prefix + field.id, sentence::more_than(field, value->as_int64(), *other, limit->as_int64()));
      if (value->is_int64()) compare_number(field, value->as_int64(), fields, prefix, values);
      if (const Field* by = group_field(field, fields)) check_group(field, *value, *by, values.if_contains(by->id), prefix);
    }
  }

  void compare_number(const Field& field, std::int64_t given, const std::vector<Field>& fields, const std::string& prefix, const json::object& values) {
    const auto demand = demand_on(field, fields, values);
    if (demand && given < demand->least) fault(prefix + field.id, sentence::less_than_choice({field, given}, *demand));
    if (!demand && field.min && given < *field.min) fault(prefix + field.id, sentence::out_of_range(field, given));
    const auto share = answer_known_ ? field.share.find(answer_) : field.share.end();
    if (share == field.share.end()) return;
    const json::value* base = values.if_contains(share->second.of);
    if (base && !is_part(share->second, given, base->as_int64()))
      fault(prefix + field.id, sentence::no_such_part(*form_.answer(answer_), {field, given}, share->second,
                                                      {*std::ranges::find(fields, share->second.of, &Field::id), base->as_int64()}));
  }

  void check_group(const Field& field, const json::value& value, const Field& by, const json::value* wanted, const std::string& prefix) {
    if (!wanted) return;
    const auto given = item(field, value.as_string());
    if (!given || given->group != wanted->as_string()) fault(prefix + field.id, sentence::other_group(by));
  }

  /// As a person meets them on the page: the answer, the fields from the top, then what the form does not have.
  void in_form_order() {
    const auto rank = [this](const FieldError& error) -> std::size_t {
      if (error.field == "outcome") return 0;
      const std::string_view first = std::string_view(error.field).substr(0, error.field.find('.'));
      const Field* field = form_.field(first);
      return field ? static_cast<std::size_t>(field - form_.fields.data()) + 1 : form_.fields.size() + 1;
    };
    std::ranges::stable_sort(faults_, {}, rank);
  }

  const Form& form_;
  const FormWorld& world_;
  std::string answer_;
  bool answer_known_ = true;
  json::object values_;
  std::vector<Attachment> attachments_;
  std::vector<std::string> named_;  // files, so that none is named twice
  std::vector<FieldError> faults_;
};

}  // namespace

Result<Filled> check_form(const Form& form, const json::value& body, const FormWorld& world) {
  const Form asked = fitted(form, world);
  return FormCheck(asked, world).run(body);
}

}  // namespace luan::workflow
