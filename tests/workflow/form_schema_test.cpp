// What the schema of a form says is what the check accepts.
#include <catch2/catch.hpp>

#include <algorithm>

#include "support/first_choices.hpp"
#include "support/json_schema.hpp"
#include "workflow/support/forms.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
using namespace workflow;
namespace {

/// A body with this answer and everything the answer allows.
json::object full_body(const Form& form, const std::string& answer, const FormWorld& in) {
  json::object values = luan::test::first_choices(form_schema(form, in)).at("form").as_object();
  json::object body;
  if (!answer.empty()) body["outcome"] = answer;
  json::object kept;
  for (const Field& field : form.fields) {
    if (!field.only_if.empty() && std::ranges::find(field.only_if, answer) == field.only_if.end()) continue;
    if (const auto* value = values.if_contains(field.id)) {
      kept[field.id] = *value;
      continue;
    }
    if (!field.only_where.empty()) continue;       // what the first choices do not allow
    Form alone{.id = "alone", .fields = {field}};  // a field the forward answer does not have
    alone.fields.front().only_if.clear();
    alone.fields.front().required_if.clear();
    kept[field.id] = luan::test::first_choices(form_schema(alone, in)).at("form").at(field.id);
  }
  body["form"] = std::move(kept);
  return body;
}

/// The form without what no schema can say: what one number must be of another.
Form without_relations(Form form) {
  const auto free = [](Field& field) { field.at_most.clear(), field.share.clear(); };
  for (Field& field : form.fields) {
    free(field);
    std::ranges::for_each(field.columns, free);
  }
  return form;
}

bool is_related(const Form& form, const FieldError& error) {
  const Field* field = form.field(error.field.substr(0, error.field.find('.')));
  if (!field) return false;
  const auto related = [](const Field& one) { return !one.at_most.empty() || !one.share.empty(); };
  return related(*field) || std::ranges::any_of(field->columns, related);
}

std::vector<std::string> answers_of(const Form& form) {
  std::vector<std::string> all;
  for (const Answer& answer : form.answers) all.push_back(answer.id);
  if (all.empty()) all.emplace_back();
  return all;
}

}  // namespace

TEST_CASE("A program that fills in the first choices and knows nothing else gives a valid body of every form") {
  const Definition definition = with_forms();
  for (const Form& form : definition.forms) {
    DYNAMIC_SECTION(form.id) {
      const json::object schema = form_schema(form, form_world());
      const json::value body = luan::test::first_choices(schema);
      INFO(json::serialize(body));
      CHECK(violations(schema, body).empty());
      const auto checked = check_form(form, body, form_world());
      INFO((checked ? "" : told(checked.error())));
      REQUIRE(checked);
      if (!form.answers.empty()) CHECK(checked->answer == form.answers.front().id);
    }
  }
}

TEST_CASE("Schema and check judge alike, whatever is wrong with a body") {
  const Definition definition = with_forms();
  const FormWorld in = form_world();
  int accepted = 0, refused = 0, related = 0;
  for (const Form& form : definition.forms) {
    const json::object schema = form_schema(form, in);
    const Form alone = without_relations(form);
    const auto compare = [&](const json::object& body) {
      const auto whole = check_form(form, body, in), checked = check_form(alone, body, in);
      const auto broken = violations(schema, body);
      INFO(form.id << " " << json::serialize(body));
      INFO((checked ? "accepted" : told(checked.error())));
      INFO((broken.empty() ? "" : broken.front()));
      CHECK(checked.has_value() == broken.empty());
      // Beyond that the check alone refuses, and nothing but what one number must be of another.
      if (whole.has_value() != checked.has_value()) {
        REQUIRE_FALSE(whole);
        CHECK(std::ranges::all_of(whole.error().fields, [&](const FieldError& error) { return is_related(form, error); }));
        ++related;
      }
      ++(checked ? accepted : refused);
    };
    for (const std::string& answer : answers_of(form)) {
      const json::object body = full_body(form, answer, in);
      compare(body);
      for (const std::string& other : answers_of(form)) {  // fields of one answer under another
        json::object crossed = body;
        if (!other.empty()) crossed["outcome"] = other;
        compare(crossed);
      }
      for (const std::string name : {"outcome", "form", "more"}) {
        json::object without = body;
        without.erase(name);
        compare(without);
        json::object wrong = body;
        wrong[name] = 7;
        compare(wrong);
      }
      for (const auto& [name, value] : body.at("form").as_object()) {
        json::object without = body;
        without.at("form").as_object().erase(name);
        compare(without);
        const json::value replacements[] = {nullptr,
                                            true,
                                            7,
                                            -1,
                                            1'000'000'000'000,
                                            1.5,
                                            "",
                                            "x",
                                            json::value(std::string(6000, 'x')),
                                            "2026-11-24",
                                            "2199-12-31",
                                            "1899-12-31",
                                            json::array{},
                                            json::array{7},
                                            json::object{}};
        for (const json::value& replacement : replacements) {
          json::object changed = body;
          changed.at("form").as_object()[name] = replacement;
          const Field& field = *form.field(name);
          const bool blank = json::value("") == replacement && field.kind != FieldKind::date;  // as good as not given; a schema sees text
          if (!(blank && !field.only_if.empty())) compare(changed);
          if (!value.is_array()) continue;
          for (const Field& column : field.columns) {
            json::object in_row = body;
            in_row.at("form").at(name).as_array().at(0).as_object()[column.id] = replacement;
            compare(in_row);
          }
        }
      }
    }
  }
  CHECK(accepted > 100);
  CHECK(refused > 1000);
  CHECK(related > 10);
}

TEST_CASE("Only the fields of the forward answer stand among the plain properties") {
  const Definition definition = shipped_rotation();
  const json::object schema = form_schema(definition.form("decision"), form_world());
  const auto& plain = schema.at("properties").at("form").at("properties").as_object();
  CHECK(plain.contains("effective"));
  CHECK_FALSE(plain.contains("reason"));
  CHECK(schema.at("properties").at("outcome").at("enum").at(0) == "issue");
  const auto& date = plain.at("effective").as_object();
  CHECK((date.at("format") == "date" && date.at("default") == "2026-11-24"));
  const json::object opinion = form_schema(definition.form("opinion"), form_world());
  const auto& bounded = opinion.at("properties").at("form").at("properties").at("date").as_object();
  CHECK((bounded.at("formatMinimum") == "2026-11-10" && bounded.at("formatMaximum") == "2026-11-24"));
}

}  // namespace luan::test
