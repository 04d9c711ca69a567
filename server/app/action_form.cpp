#include "app/impl.hpp"

namespace luan::app {

workflow::Form action_form(const workflow::Definition& definition, const workflow::Action& action) {
  workflow::Form form;
  form.id = action.id;
  form.title = action.title;
  workflow::Field reason;
  reason.id = "reason";
  reason.kind = workflow::FieldKind::long_text;
  reason.label = {"Lý do", "Reason"};
  reason.help = {"Viết bằng lời của mình; được ghi nguyên văn vào nhật ký.", "In your own words; it is recorded as it stands."};
  reason.required = true;
  reason.length_max = 5'000;
  form.fields.push_back(std::move(reason));
  if (!action.form.empty())
    for (const workflow::Field& field : definition.form(action.form).fields) form.fields.push_back(field);
  return form;
}

json::value action_body(json::value body) {
  json::object* given = body.if_object();
  if (!given) return body;
  json::object form;
  if (auto* own = given->if_contains("form"); own && own->is_object()) form = own->as_object();
  if (auto* reason = given->if_contains("reason")) form["reason"] = *reason;
  json::object out{{"form", std::move(form)}};
  for (const auto& member : *given)  // what does not belong there is named by the form's check
    if (member.key() != "form" && member.key() != "reason") out[member.key()] = member.value();
  return out;
}

json::object action_schema(const workflow::Definition& definition, const workflow::Action& action, const workflow::FormWorld& world) {
  json::object out{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"type", "object"}, {"additionalProperties", false}};
  json::object properties{{"reason", json::object{{"type", "string"}, {"minLength", 1}, {"maxLength", 5'000}}}};
  json::array required{"reason"};
  if (!action.form.empty()) {
    const json::object own = workflow::form_schema(definition.form(action.form), world);
    properties["form"] = member(member(own, "properties").as_object(), "form");
    required.push_back("form");
  }
  out["properties"] = std::move(properties);
  out["required"] = std::move(required);
  return out;
}

}  // namespace luan::app
