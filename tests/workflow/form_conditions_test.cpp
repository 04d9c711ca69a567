// Fields that are asked for by what other fields of the form say: the file, the check and the schema agree.
#include <catch2/catch.hpp>

#include "support/first_choices.hpp"
#include "support/json_schema.hpp"
#include "workflow/loader.hpp"
#include "workflow/support/forms.hpp"
#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
using namespace workflow;
namespace {

Form early_end() { return shipped_rotation().form("early_end"); }

std::string post() { return form_world().items(Field{.id = "p", .kind = FieldKind::position}).front().id; }

std::string text(const Result<Filled>& checked) { return checked ? "" : told(checked.error()); }

/// The small workflow with these fields in the form of the decision.
std::expected<Definition, std::vector<LoadError>> with(const std::string& fields) {
  return load_definition("small.yaml",
                         changed(small_workflow, "      effective: {",
                                 "      ground: { kind: choice, choices: { a: { vi: A, en: A }, b: { vi: B, en: B } }, label: { vi: Căn cứ, en: Ground } }\n" +
                                     fields + "      effective: {"),
                         roles);
}
std::string refused(const std::string& fields) {
  const auto loaded = with(fields);
  REQUIRE_FALSE(loaded);
  return loaded.error().front().text.en;
}

}  // namespace

TEST_CASE("A post is demanded by the ground, and not taken with another") {
  struct Case {
    const char* what;
    json::object form;
    const char* said;  // what stands in the refusal; "" where it is taken
  };
  const std::vector<Case> cases{
      {"health with a post", {{"ground", "health"}, {"placement_position", post()}}, ""},
      {"health without one", {{"ground", "health"}}, "placement_position"},
      {"retirement without one", {{"ground", "retirement"}}, ""},
      {"retirement with one", {{"ground", "retirement"}, {"placement_position", post()}}, "This is only where “Ground” is"},
      {"another ground, in words", {{"ground", "other"}, {"other_ground", "Theo nguyện vọng của nơi đi"}, {"placement_position", post()}}, ""},
      {"another ground, unsaid", {{"ground", "other"}, {"placement_position", post()}}, "other_ground"},
      {"another ground, and nowhere to go", {{"ground", "other"}, {"other_ground", "Theo nguyện vọng của nơi đi"}}, "placement_position"},
      {"a known ground in other words", {{"ground", "health"}, {"other_ground", "Sức khoẻ"}, {"placement_position", post()}}, "This is only where “Ground” is"},
      {"no ground: only that is said", {{"placement_position", post()}}, "ground"},
      {"an unknown ground: only that is said", {{"ground", "whim"}, {"placement_position", post()}}, "ground"},
  };
  const Form form = early_end();
  const json::object schema = form_schema(form, form_world());
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.what) {
      const json::value body = json::object{{"form", c.form}};
      const auto checked = check_form(form, body, form_world());
      INFO(text(checked));
      CHECK(checked.has_value() == (*c.said == 0));
      if (!checked) CHECK(text(checked).find(c.said) != std::string::npos);
      if (!checked && !c.form.contains("ground")) CHECK(checked.error().fields.size() == 1);
      CHECK(violations(schema, body).empty() == checked.has_value());
    }
  }
}

TEST_CASE("With an answer and a field both asked, the schema and the check agree on every combination") {
  const auto loaded = with("      note: { kind: text, required_if: { outcome: wait, ground: b }, only_if: { ground: b }, label: { vi: Ghi chú, en: Note } }\n");
  REQUIRE(loaded);
  const Form& form = loaded->form("decision");
  const json::object schema = form_schema(form, form_world());
  int taken = 0;
  for (const char* outcome : {"issue", "wait"})
    for (const char* ground : {"", "a", "b"})
      for (const bool noted : {false, true}) {
        json::object values;
        if (*ground) values["ground"] = ground;
        if (noted) values["note"] = "Ghi rõ";
        if (std::string(outcome) == "issue") values["effective"] = "2026-12-01", values["term_months"] = 36;
        const json::value body = json::object{{"outcome", outcome}, {"form", values}};
        INFO(json::serialize(body));
        const bool right = noted ? std::string(ground) == "b" : !(std::string(outcome) == "wait" && std::string(ground) == "b");
        CHECK(check_form(form, body, form_world()).has_value() == right);
        CHECK(violations(schema, body).empty() == right);
        taken += right;
      }
  CHECK(taken == 7);
  CHECK(violations(schema, first_choices(schema)).empty());
}

TEST_CASE("A condition names a choice field above it, and what it demands is allowed") {
  const std::string begin = "      note: { kind: text, label: { vi: Ghi chú, en: Note }, ";
  CHECK(with(begin + "required_if: { ground: a } }\n"));
  CHECK(refused(begin + "required_if: { grund: a } }\n") == "Above this field there is no choice field «grund». Did you mean «ground»?");
  CHECK(refused(begin + "required_if: { ground: c } }\n").starts_with("That field has no choice «c»."));
  CHECK(refused(begin + "required_if: { effective: a } }\n").starts_with("Above this field there is no choice field «effective»."));
  CHECK(refused(begin + "required_if: { outcome: isue } }\n").starts_with("This form has no answer «isue»."));
  CHECK(refused(begin + "required_if: {} }\n") == "Answers, or a choice field with its choices, belong here; found a map.");
  CHECK(refused(begin + "required_if: { ground: a }, only_if: { ground: b } }\n") ==
        "Field «note» is required where «ground» is «a», which «only_if» does not allow.");
}

}  // namespace luan::test
