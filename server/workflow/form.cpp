#include "workflow/form.hpp"

#include <algorithm>
#include <string>

#include "base/one_of.hpp"
#include "workflow/form_terms.hpp"

namespace luan::workflow {
namespace {

bool contains(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

}  // namespace

const Answer* Form::answer(std::string_view wanted) const {
  const auto found = std::ranges::find(answers, wanted, &Answer::id);
  return found == answers.end() ? nullptr : &*found;
}

const Field* Form::field(std::string_view wanted) const {
  const auto found = std::ranges::find(fields, wanted, &Field::id);
  return found == fields.end() ? nullptr : &*found;
}

Localized said_words(const Form& form, const Said& said) {
  Localized all;
  for (const auto& [id, choices] : said) {
    const Field* field = form.field(id);
    if (!field) continue;
    std::vector<Localized> labels;
    for (const Choice& choice : field->choices)
      if (contains(choices, choice.id)) labels.push_back(choice.label);
    const Localized names = one_of(labels);
    all.vi += (all.vi.empty() ? "«" : " và «") + field->label.vi + "» là " + names.vi;
    all.en += (all.en.empty() ? "“" : " and “") + field->label.en + "” is " + names.en;
  }
  return all;
}

Localized unit_words(DurationUnit unit) {
  switch (unit) {
    case DurationUnit::days: return {"ngày", "days"};
    case DurationUnit::working_days: return {"ngày làm việc", "working days"};
    case DurationUnit::months: return {"tháng", "months"};
    case DurationUnit::years: return {"năm", "years"};
  }
  return {};
}

Localized duration_words(DurationUnit unit, std::int64_t count) {
  Localized words = unit_words(unit);
  if (count == 1) words.en.pop_back();
  const std::string number = std::to_string(count) + " ";
  return {number + words.vi, number + words.en};
}

Form fitted(const Form& form, const FormWorld& world) {
  Form out = form;
  const auto count = static_cast<std::int64_t>(world.assigned.size());
  std::erase_if(out.fields, [&](const Field& field) { return !field.each_of.empty() && count == 0; });
  for (Field& field : out.fields)
    if (!field.each_of.empty()) field.min = field.max = count;
  return out;
}

bool allowed_with(const Field& field, std::string_view answer) { return field.only_if.empty() || contains(field.only_if, answer); }

namespace {

/// What makes it required, but for what the other fields say.
bool asked_with(const Field& field, std::string_view answer) {
  if (!allowed_with(field, answer)) return false;
  return field.required || contains(field.required_if, answer) || (field.required_if.empty() && !field.required_where.empty());
}

}  // namespace

bool required_with(const Field& field, std::string_view answer) {
  return asked_with(field, answer) && (field.required || field.required_where.empty()) && field.only_where.empty();
}

bool holds(const Said& said, const json::object& values) {
  return std::ranges::all_of(said, [&](const auto& one) {
    const json::value* value = values.if_contains(one.first);
    return value && value->is_string() && contains(one.second, value->as_string());
  });
}

bool allowed_with(const Field& field, std::string_view answer, const json::object& values) {
  return allowed_with(field, answer) && holds(field.only_where, values);
}

bool required_with(const Field& field, std::string_view answer, const json::object& values) {
  return asked_with(field, answer) && (field.required || holds(field.required_where, values)) && holds(field.only_where, values);
}

DateBounds date_bounds(const Field& field, const FormWorld& world) {
  using namespace std::chrono;
  DateBounds bounds{Date(year(1900), January, day(1)), Date(year(2199), December, day(31))};
  if (field.not_before == "today") bounds.from = world.today, bounds.from_today = true;
  if (field.not_before == "opened" && world.opened) bounds.from = *world.opened, bounds.from_opened = true;
  if (field.not_after == "today") bounds.to = world.today, bounds.to_today = true;
  return bounds;
}

bool takes_kind(const Field& field, std::string_view kind) { return field.types.empty() || contains(field.types, kind); }

const FormWorld::File* offered_file(const Field& field, const FormWorld& world, std::string_view id) {
  const auto found = std::ranges::find(world.files, id, &FormWorld::File::id);
  return found == world.files.end() || !takes_kind(field, found->type) ? nullptr : &*found;
}

const Field* group_field(const Field& field, const std::vector<Field>& beside) {
  const bool line = field.kind == FieldKind::plan_line;
  const auto found = std::ranges::find(beside, line ? field.for_position : field.in_unit, &Field::id);
  return found == beside.end() || found->kind != (line ? FieldKind::position : FieldKind::unit) ? nullptr : &*found;
}

}  // namespace luan::workflow
