#include "workflow/support/forms.hpp"

#include <catch2/catch.hpp>

#include "workflow/support/world.hpp"

namespace luan::test {

using namespace workflow;

namespace {

std::vector<Choice> four_kinds() {
  return {{"housing", {"Nhà ở", "Housing"}}, {"travel", {"Đi lại", "Travel"}}, {"family", {"Gia đình", "Family"}}, {"study", {"Học tập", "Study"}}};
}

}  // namespace

FormWorld form_world() {
  FormWorld world;
  world.today = *parse_date("2026-11-24");
  world.opened = *parse_date("2026-11-10");
  world.items = [](const Field& field) {
    std::vector<FormWorld::Item> items;
    for (const char* const letter : {"a", "b", "c"})
      items.push_back({std::string(32, *letter), "Mục " + std::string(letter),
                       field.kind == FieldKind::unit        ? "ward"
                       : field.kind == FieldKind::plan_line ? std::string(32, *letter == 'c' ? 'b' : 'a')
                                                            : std::string(32, 'b')});
    return items;
  };
  world.assigned = {"Rà soát đơn thư tồn đọng", "Củng cố hai chi bộ"};
  for (const char* const letter : {"d", "e"}) world.files.push_back({std::string(32, *letter), "Văn bản.pdf", "pdf", 1'000, std::string(64, *letter), false});
  return world;
}

json::value json_of(const std::string& text) {
  auto value = parse_json(text);
  INFO(text);
  REQUIRE(value);
  return *value;
}

std::string told(const Refusal& refusal) {
  std::string all;
  for (const FieldError& error : refusal.fields) all += error.field + ": " + error.text.vi + " | " + error.text.en + "\n";
  return all;
}

Form grouped_form() {
  Form form{.id = "grouped"};
  form.fields.push_back({.id = "person", .kind = FieldKind::person, .label = {"Người", "Person"}, .required = true, .in_unit = "unit"});
  form.fields.push_back({.id = "unit", .kind = FieldKind::unit, .label = {"Đơn vị", "Unit"}, .required = true});
  Field rows{.id = "votes", .kind = FieldKind::rows, .label = {"Phiếu", "Votes"}, .min = 1, .max = 3};
  rows.columns.push_back({.id = "valid", .kind = FieldKind::number, .label = {"Hợp lệ", "Valid"}, .min = 0, .max = 9, .at_most = "cast"});
  rows.columns.push_back({.id = "why", .kind = FieldKind::choices, .label = {"Lý do", "Reasons"}, .max = 4, .choices = four_kinds()});
  rows.columns.push_back({.id = "cast", .kind = FieldKind::number, .label = {"Thu về", "Cast"}, .required = true, .min = 0, .max = 9});
  form.fields.push_back(std::move(rows));
  form.fields.push_back({.id = "day", .kind = FieldKind::date, .label = {"Ngày", "Day"}, .not_before = "today"});
  form.fields.push_back({.id = "support", .kind = FieldKind::choices, .label = {"Hỗ trợ", "Support"}, .min = 2, .max = 3, .choices = four_kinds()});
  form.fields.push_back(
      {.id = "wait", .kind = FieldKind::duration, .label = {"Thời gian", "Time"}, .min = 1, .max = 30, .counted_in = DurationUnit::working_days});
  return form;
}

Form several_form() {
  Form form{.id = "several"};
  for (const char* id : {"support", "wait"}) {
    form.fields.push_back(*grouped_form().field(id));
    form.fields.back().required = true;
  }
  return form;
}

Definition with_forms() {
  Definition definition = shipped_rotation();
  definition.forms.push_back(grouped_form());
  definition.forms.push_back(several_form());
  return definition;
}

}  // namespace luan::test
