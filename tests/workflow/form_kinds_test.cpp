// Kinds of field: each under every rule of when it is asked, and what is particular to some.
#include <catch2/catch.hpp>

#include <algorithm>

#include "support/first_choices.hpp"
#include "support/json_schema.hpp"
#include "workflow/support/forms.hpp"

namespace luan::test {
using namespace workflow;
namespace {

/// With limits where its kind has some.
std::vector<Field> one_of_each_kind() {
  std::vector<Field> out;
  for (const FieldKind kind :
       {FieldKind::text, FieldKind::long_text, FieldKind::number, FieldKind::date, FieldKind::choice, FieldKind::choices, FieldKind::person, FieldKind::unit,
        FieldKind::position, FieldKind::months, FieldKind::duration, FieldKind::attachment, FieldKind::rows}) {
    Field field;
    field.kind = kind;
    field.length_max = kind == FieldKind::text ? 200 : 5'000;
    if (kind == FieldKind::number || kind == FieldKind::months || kind == FieldKind::duration) field.min = 3, field.max = 9;
    if (kind == FieldKind::choice || kind == FieldKind::choices) field.choices = grouped_form().field("support")->choices;
    if (kind == FieldKind::choices) field.min = 2, field.max = 3;
    if (kind == FieldKind::attachment) field.max = 2, field.types = {"pdf"};
    if (kind == FieldKind::duration) field.counted_in = DurationUnit::working_days;
    if (kind == FieldKind::rows) {
      field.min = 1, field.max = 2;
      field.columns.push_back({.id = "why", .kind = FieldKind::text, .label = {"Lý do", "Why"}, .required = true, .length_max = 50});
    }
    out.push_back(std::move(field));
  }
  return out;
}

}  // namespace

TEST_CASE("A field of every kind is asked with the answers that need it, refused with those that do not know it, and read with the others") {
  FormWorld in = form_world();
  for (const Field& kind : one_of_each_kind()) {
    Form form{.id = "kinds"};
    for (const char* answer : {"needs", "may", "never"}) form.answers.push_back({answer, {answer, answer}});
    Field field = kind;
    field.id = "field", field.label = {"Mục", "Field"}, field.required_if = {"needs"}, field.only_if = {"needs", "may"};
    form.fields.push_back(field);
    const json::object schema = form_schema(form, in);
    const json::value chosen = first_choices(schema).at("form").at("field");
    const auto judged = [&](const char* answer, bool given) {
      json::object values;
      if (given) values["field"] = chosen;
      const json::object body{{"outcome", answer}, {"form", std::move(values)}};
      const auto checked = check_form(form, body, in);
      INFO(json::serialize(body));
      CHECK(violations(schema, body).empty() == checked.has_value());
      if (!checked) CHECK(checked.error().fields.at(0).field == "field");
      return checked.has_value();
    };
    INFO(json::serialize(schema));
    CHECK(judged("needs", true));
    CHECK_FALSE(judged("needs", false));
    CHECK(judged("may", true));
    CHECK(judged("may", false));
    CHECK_FALSE(judged("never", true));
    CHECK(judged("never", false));
  }
}

TEST_CASE("Rows for each assignment are as many as there are, keep what they are about, and are not asked where there are none") {
  Form form{.id = "yearly"};
  Field rows{.id = "tasks", .kind = FieldKind::rows, .label = {"Nhiệm vụ", "Tasks"}, .required = true, .each_of = "assignments"};
  rows.columns.push_back({.id = "result", .kind = FieldKind::text, .label = {"Kết quả", "Result"}, .required = true, .length_max = 50});
  form.fields.push_back(std::move(rows));
  FormWorld world;
  CHECK(check_form(form, json::object{{"form", json::object()}}, world));
  CHECK_FALSE(form_schema(form, world).at("properties").at("form").at("properties").as_object().contains("tasks"));

  world.assigned = {"Rà soát đơn thư", "Củng cố chi bộ"};
  const json::value schema = form_schema(form, world).at("properties").at("form").at("properties").at("tasks");
  CHECK(schema.at("minItems") == 2);
  CHECK(schema.at("maxItems") == 2);
  CHECK_FALSE(check_form(form, json::object{{"form", json::object()}}, world));
  const auto body = [](json::array rows_given) { return json::object{{"form", json::object{{"tasks", std::move(rows_given)}}}}; };
  CHECK_FALSE(check_form(form, body({json::object{{"result", "Xong"}}}), world));
  // What a correction is filled in with says what each is about; that is not the caller's to change.
  const auto filled = check_form(form, body({json::object{{"result", "Xong"}, {"of", "Việc khác"}}, json::object{{"result", "Chậm"}}}), world);
  REQUIRE(filled);
  CHECK(filled->values.at("tasks").at(0).at("of") == "Rà soát đơn thư");
  CHECK(filled->values.at("tasks").at(1).at("result") == "Chậm");
}

TEST_CASE("A line of a plan is for the position beside it; a program is offered one that fits its first choice, or none") {
  Form form{.id = "nomination"};
  form.fields.push_back({.id = "position", .kind = FieldKind::position, .label = {"Chức danh", "Post"}, .required = true});
  form.fields.push_back({.id = "line", .kind = FieldKind::plan_line, .label = {"Dòng", "Line"}, .for_position = "position"});
  const auto body = [](char position, char line) {
    return json::value(json::object{{"form", json::object{{"position", std::string(32, position)}, {"line", std::string(32, line)}}}});
  };
  CHECK(check_form(form, body('a', 'a'), form_world()));
  CHECK(check_form(form, body('b', 'c'), form_world()));
  const auto wrong = check_form(form, body('c', 'a'), form_world());
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().fields.at(0).field == "line");
  const json::object schema = form_schema(form, form_world());
  CHECK(violations(schema, body('a', 'a')).empty());
  CHECK(violations(schema, body('b', 'c')).empty());
  for (const auto& [position, line] : {std::pair{'c', 'a'}, {'a', 'c'}, {'b', 'a'}}) CHECK_FALSE(violations(schema, body(position, line)).empty());
  CHECK(violations(schema, first_choices(schema)).empty());
  CHECK(check_form(form, first_choices(schema), form_world()));

  FormWorld none_fits = form_world();
  none_fits.items = [all = none_fits.items](const Field& field) {
    auto items = all(field);
    if (field.kind == FieldKind::plan_line) items.erase(items.begin(), items.begin() + 2);  // one for the second position is left
    return items;
  };
  const json::object later = form_schema(form, none_fits);
  CHECK_FALSE(first_choices(later).at("form").as_object().contains("line"));
  CHECK(violations(later, body('b', 'c')).empty());
  CHECK_FALSE(violations(later, body('a', 'c')).empty());
  none_fits.items = [all = none_fits.items](const Field& field) { return field.kind == FieldKind::plan_line ? std::vector<FormWorld::Item>() : all(field); };
  CHECK(json::serialize(form_schema(form, none_fits)).find("line") == std::string::npos);
}

}  // namespace luan::test
