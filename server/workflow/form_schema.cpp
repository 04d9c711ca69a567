// A form as JSON Schema. Plain `properties` describe a body with the forward answer, so that a program which fills every
// property it sees, and looks no further, gives a valid one. What differs with the answer stands in `allOf` as if/then.
#include <algorithm>

#include "workflow/form_numbers.hpp"
#include "workflow/form_terms.hpp"

namespace luan::workflow {
namespace {

json::object label_of(const Localized& label) { return {{"vi", label.vi}, {"en", label.en}}; }

json::array names(const std::vector<std::string>& ids) { return json::array(ids.begin(), ids.end()); }

constexpr std::int64_t listed_numbers_max = 1'000;

class SchemaWriter {
 public:
  SchemaWriter(const Form& form, const FormWorld& world) : form_(form), world_(world) {}

  json::object body() const {
    const std::string forward = forward_answer();
    json::object properties;
    if (!form_.answers.empty()) properties["outcome"] = answers();
    properties["form"] = plain(forward);
    json::object schema{
        {"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", form_.title.vi}, {"x-title-en", form_.title.en}, {"type", "object"}};
    schema["properties"] = std::move(properties);
    schema["required"] = form_.answers.empty() ? json::array{"form"} : json::array{"outcome", "form"};
    schema["additionalProperties"] = false;
    if (depends_on_answer()) schema["allOf"] = branches(forward);
    return schema;
  }

 private:
  bool depends_on_answer() const {
    return !form_.answers.empty() && std::ranges::any_of(form_.fields, [](const Field& field) {
      return !field.only_if.empty() || !field.required_if.empty() || !field.only_where.empty() || !field.required_where.empty();
    });
  }

  /// The first that would be taken now.
  std::string forward_answer() const {
    const auto found = std::ranges::find_if(form_.answers, [&](const Answer& answer) { return !world_.withheld.contains(answer.id); });
    return found != form_.answers.end() ? found->id : form_.answers.empty() ? "" : form_.answers.front().id;
  }

  json::object answers() const {
    json::array ids;
    json::object labels;
    for (const Answer& answer : form_.answers) {
      if (world_.withheld.contains(answer.id)) continue;
      ids.emplace_back(answer.id);
      labels[answer.id] = label_of(answer.label);
    }
    return {{"type", "string"}, {"enum", std::move(ids)}, {"x-enum-labels", std::move(labels)}};
  }

  /// Where nothing was handed in there is no file to name, so none is asked for (DESIGN §9).
  bool askable(const Field& field) const {
    return field.kind != FieldKind::attachment || std::ranges::any_of(world_.files, [&](const auto& file) { return takes_kind(field, file.type); });
  }

  /// The form as it is with the forward answer, less what only that answer demands.
  json::object plain(const std::string& forward) const {
    json::object properties, elsewhere;
    json::array required;
    for (const Field& field : form_.fields) {
      if (!askable(field) || no_lines(field)) continue;
      const bool always = field.required && field.only_if.empty() && field.only_where.empty();
      if (described_plainly(field, forward))
        properties[field.id] = with_first_number(described(field, form_.fields, always), field, forward);
      else
        elsewhere["^" + field.id + "$"] = true;
      if (always) required.emplace_back(field.id);
    }
    json::object schema{{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}, {"additionalProperties", false}};
    if (!elsewhere.empty()) schema["patternProperties"] = std::move(elsewhere);
    add_units(schema, form_.fields);
    if (form_.answers.empty()) add_conditions(schema, "");
    add_demands(schema);
    return schema;
  }

  /// A program that takes the smallest number would take one that goes with no first choice: all are listed, the first that does before
  /// the others, as with people and posts.
  json::object with_first_number(json::object schema, const Field& field, const std::string& answer) const {
    const auto first = first_number(field, answer), least = loosest_min(field);
    if (!first || !least || !field.max || *first <= *least || *first > *field.max || *field.max - *least > listed_numbers_max) return schema;
    json::array all;
    for (std::int64_t number = *first; number <= *field.max; ++number) all.emplace_back(number);
    for (std::int64_t number = *least; number < *first; ++number) all.emplace_back(number);
    schema["enum"] = std::move(all);
    return schema;
  }
  /// The smallest that the field may be beside the first of everything else.
  std::optional<std::int64_t> first_number(const Field& field, const std::string& answer) const {
    if (field.kind != FieldKind::number && field.kind != FieldKind::months) return {};
    std::int64_t least = field.min.value_or(0);
    if (const auto demand = demand_on(field, form_.fields, first_choices(answer))) least = demand->least;
    const auto share = field.share.find(answer);
    const Field* base = share == field.share.end() ? nullptr : form_.field(share->second.of);
    return base ? smallest_part(share->second, least, base->min.value_or(0)) : std::optional(least);
  }

  /// What a choice asks of a number: at least so much where it is made.
  void add_demands(json::object& schema) const {
    json::array all;
    if (const auto* before = schema.if_contains("allOf")) all = before->as_array();
    for (const Field& field : form_.fields)
      for (const auto& [by, least_by_choice] : field.min_where) {
        const auto at_least = [&](std::int64_t least) { return json::object{{"properties", {{field.id, {{"minimum", least}}}}}}; };
        std::vector<std::string> all_choices;
        for (const auto& [choice, least] : least_by_choice) {
          all_choices.push_back(choice);
          all.push_back(json::object{{"if", saying({{by, {choice}}})}, {"then", at_least(least)}});
        }
        if (field.min) all.push_back(json::object{{"if", saying({{by, all_choices}})}, {"else", at_least(*field.min)}});
      }
    if (!all.empty()) schema["allOf"] = std::move(all);
  }

  /// Does the plain form describe it? Not what whoever fills in the first choices may not give.
  bool described_plainly(const Field& field, const std::string& forward) const {
    return allowed_with(field, forward) && fits_first(field, form_.fields) && holds(field.only_where, first_choices(forward));
  }
  json::object first_choices(const std::string& forward) const {
    json::object values;
    for (const Field& field : form_.fields)
      if (field.kind == FieldKind::choice && !field.choices.empty() && allowed_with(field, forward, values)) values[field.id] = field.choices.front().id;
    return values;
  }

  /// «The fields say so»: a schema of the form's object.
  static json::object saying(const Said& said) {
    json::object properties;
    json::array named;
    for (const auto& [id, choices] : said) properties[id] = json::object{{"enum", names(choices)}}, named.emplace_back(id);
    return {{"properties", std::move(properties)}, {"required", std::move(named)}};
  }

  /// What is demanded, or not taken, by what other fields say, with this answer.
  void add_conditions(json::object& schema, const std::string& answer) const {
    json::array all;
    if (const auto* before = schema.if_contains("allOf")) all = before->as_array();
    for (const Field& field : form_.fields) {
      if (!allowed_with(field, answer) || !askable(field) || no_lines(field)) continue;
      if (!field.only_where.empty()) {
        json::object then{{"properties", {{field.id, described(field, form_.fields, field.required)}}}};
        if (field.required) then["required"] = json::array{field.id};
        all.push_back(json::object{{"if", saying(field.only_where)}, {"then", std::move(then)}, {"else", {{"properties", {{field.id, false}}}}}});
      }
      if (field.required_where.empty() || field.required ||
          (!field.required_if.empty() && std::ranges::find(field.required_if, answer) == field.required_if.end()))
        continue;
      Said both = field.required_where;  // where a field stands in both, it demands no more than is allowed
      both.insert(field.only_where.begin(), field.only_where.end());
      json::object then{{"properties", {{field.id, described(field, form_.fields, true)}}}, {"required", json::array{field.id}}};
      all.push_back(json::object{{"if", saying(both)}, {"then", std::move(then)}});
    }
    if (!all.empty()) schema["allOf"] = std::move(all);
  }

  /// An answer's own terms: which fields it takes, which it demands, and those the plain form does not describe.
  json::array branches(const std::string& forward) const {
    json::array all;
    for (const Answer& answer : form_.answers) {
      json::object properties;
      std::vector<std::string> taken, demanded;
      for (const Field& field : form_.fields) {
        if (!allowed_with(field, answer.id) || !askable(field)) continue;
        taken.push_back(field.id);
        const bool required = required_with(field, answer.id);
        if (required) demanded.push_back(field.id);
        const bool described_above = described_plainly(field, forward);
        if ((!described_above && field.only_where.empty()) || (required && !(field.required && field.only_if.empty())))
          properties[field.id] = described(field, form_.fields, required);
      }
      json::object form{{"propertyNames", {{"enum", names(taken)}}}, {"required", names(demanded)}};
      if (!properties.empty()) form["properties"] = std::move(properties);
      add_conditions(form, answer.id);
      all.push_back({{"if", {{"properties", {{"outcome", {{"const", answer.id}}}}}, {"required", {"outcome"}}}},
                     {"then", {{"properties", {{"form", std::move(form)}}}}}});
    }
    return all;
  }

  json::object described(const Field& field, const std::vector<Field>& beside, bool required) const {
    json::object schema{{"title", field.label.vi}, {"x-title-en", field.label.en}};
    if (!field.help.vi.empty()) schema["description"] = field.help.vi, schema["x-description-en"] = field.help.en;
    switch (field.kind) {
      case FieldKind::text:
      case FieldKind::long_text: add_text(schema, field, required); break;
      case FieldKind::number:
      case FieldKind::months:
      case FieldKind::duration: add_number(schema, field); break;
      case FieldKind::date: add_date(schema, field); break;
      case FieldKind::choice: add_choices(schema, field); break;
      case FieldKind::choices: add_several(schema, field, required); break;
      case FieldKind::person:
      case FieldKind::unit:
      case FieldKind::position:
      case FieldKind::plan_line: add_items(schema, field, beside); break;
      case FieldKind::attachment: add_files(schema, field, required); break;
      case FieldKind::rows: add_rows(schema, field, required); break;
    }
    return schema;
  }

  static void add_text(json::object& schema, const Field& field, bool required) {
    schema["type"] = "string";
    if (required) schema["minLength"] = 1;
    schema["maxLength"] = field.length_max;
  }

  static void add_number(json::object& schema, const Field& field) {
    schema["type"] = "integer";
    if (const auto least = loosest_min(field)) schema["minimum"] = *least;
    if (field.max) schema["maximum"] = *field.max;
    if (field.kind == FieldKind::duration) schema["x-unit"] = label_of(unit_words(field.counted_in));
  }

  void add_date(json::object& schema, const Field& field) const {
    const DateBounds bounds = date_bounds(field, world_);
    schema["type"] = "string";
    schema["format"] = "date";
    schema["formatMinimum"] = to_text(bounds.from);
    schema["formatMaximum"] = to_text(bounds.to);
    schema["default"] = to_text(std::clamp(world_.today, bounds.from, std::max(bounds.from, bounds.to)));
  }

  static void add_choices(json::object& schema, const Field& field) {
    json::array ids;
    json::object labels;
    for (const Choice& choice : field.choices) {
      ids.emplace_back(choice.id);
      labels[choice.id] = label_of(choice.label);
    }
    schema["type"] = "string";
    schema["enum"] = std::move(ids);
    schema["x-enum-labels"] = std::move(labels);
  }

  /// A program that takes the first of a list for a list would give one where two are wanted: the default says which.
  static void add_several(json::object& schema, const Field& field, bool required) {
    json::object one;
    add_choices(one, field);
    schema["type"] = "array";
    const std::int64_t fewest = std::max<std::int64_t>(field.min.value_or(0), required ? 1 : 0);
    if (fewest > 0) schema["minItems"] = fewest;
    if (field.max) schema["maxItems"] = *field.max;
    schema["uniqueItems"] = true;
    if (fewest > 1) {
      const auto& ids = one.at("enum").as_array();
      schema["default"] = json::array(ids.begin(), ids.begin() + fewest);
    }
    schema["items"] = std::move(one);
  }

  void add_files(json::object& schema, const Field& field, bool required) const {
    json::array ids;
    json::object labels;
    for (const FormWorld::File& file : world_.files) {
      if (!takes_kind(field, file.type)) continue;
      ids.emplace_back(file.id);
      labels[file.id] = file.name;
    }
    schema["type"] = "array";
    const std::int64_t fewest = std::max<std::int64_t>(field.min.value_or(0), required ? 1 : 0);
    if (fewest > 0) schema["minItems"] = fewest;
    if (field.max) schema["maxItems"] = *field.max;
    schema["uniqueItems"] = true;
    schema["items"] = json::object{{"type", "string"}, {"enum", std::move(ids)}, {"x-enum-labels", std::move(labels)}};
  }

  void add_items(json::object& schema, const Field& field, const std::vector<Field>& beside) const {
    json::array ids;
    json::object labels;
    for (const FormWorld::Item& item : ordered_items(field, beside)) {
      ids.emplace_back(item.id);
      labels[item.id] = item.label;
    }
    schema["type"] = "string";
    schema["enum"] = std::move(ids);
    schema["x-enum-labels"] = std::move(labels);
  }

  void add_rows(json::object& schema, const Field& field, bool required) const {
    json::object properties;
    json::array demanded;
    for (const Field& column : field.columns) {
      properties[column.id] = described(column, field.columns, column.required);
      if (column.required) demanded.emplace_back(column.id);
    }
    json::object row{{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(demanded)}, {"additionalProperties", false}};
    add_units(row, field.columns);
    schema["type"] = "array";
    const std::int64_t fewest = std::max<std::int64_t>(field.min.value_or(0), required ? 1 : 0);
    if (fewest > 0) schema["minItems"] = fewest;
    if (field.max) schema["maxItems"] = *field.max;
    schema["items"] = std::move(row);
    if (!field.each_of.empty()) schema["x-of"] = names(world_.assigned);
  }

  /// The first unit offered is one that has something for the fields inside it, and those offer its items first: the
  /// first choices fit each other.
  std::vector<FormWorld::Item> ordered_items(const Field& field, const std::vector<Field>& beside) const {
    auto items = world_.items(field);
    if (field.kind == FieldKind::unit) {
      for (const Field& inner : beside)
        if (group_field(inner, beside) == &field) {
          const auto inside = world_.items(inner);
          std::ranges::stable_partition(
              items, [&](const FormWorld::Item& unit) { return std::ranges::find(inside, unit.id, &FormWorld::Item::group) != inside.end(); });
        }
    } else if (const Field* unit = group_field(field, beside)) {
      const auto units = ordered_items(*unit, beside);
      if (!units.empty()) std::ranges::stable_partition(items, [&](const FormWorld::Item& item) { return item.group == units.front().id; });
    }
    return items;
  }

  /// Without a plan that has an open line nothing is asked of one.
  bool no_lines(const Field& field) const { return field.kind == FieldKind::plan_line && world_.items(field).empty(); }

  /// Whoever fills in the first choices gives a valid form: a line of a plan stands among the plain properties only where one is for
  /// the first position offered.
  bool fits_first(const Field& field, const std::vector<Field>& beside) const {
    const Field* position = field.kind == FieldKind::plan_line ? group_field(field, beside) : nullptr;
    if (!position) return true;
    const auto positions = ordered_items(*position, beside);
    const auto lines = world_.items(field);
    return !positions.empty() && std::ranges::find(lines, positions.front().id, &FormWorld::Item::group) != lines.end();
  }

  /// A person or position inside the unit that a field beside it names, a plan's line for its position: one if/then a unit or position
  /// that has any, one for all the others.
  void add_units(json::object& schema, const std::vector<Field>& fields) const {
    json::array conditions;
    const auto condition = [&](const Field& by, json::object is, const Field& field, json::value then) {
      conditions.push_back(
          {{"if", {{"properties", {{by.id, std::move(is)}}}, {"required", {by.id}}}}, {"then", {{"properties", {{field.id, std::move(then)}}}}}});
    };
    for (const Field& field : fields) {
      const Field* by = group_field(field, fields);
      if (!by || no_lines(field)) continue;
      const auto items = world_.items(field);
      json::array none;
      for (const FormWorld::Item& one : world_.items(*by)) {
        json::array inside;
        for (const FormWorld::Item& item : items)
          if (item.group == one.id) inside.emplace_back(item.id);
        if (inside.empty())
          none.emplace_back(one.id);
        else
          condition(*by, {{"const", one.id}}, field, json::object{{"enum", std::move(inside)}});
      }
      if (!none.empty()) condition(*by, {{"enum", std::move(none)}}, field, false);
    }
    if (!conditions.empty()) schema["allOf"] = std::move(conditions);
  }

  const Form& form_;
  const FormWorld& world_;
};

}  // namespace

json::object form_schema(const Form& form, const FormWorld& world) {
  const Form asked = fitted(form, world);
  return SchemaWriter(asked, world).body();
}

}  // namespace luan::workflow
