#include "support/first_choices.hpp"

namespace luan::test {

json::value first_choices(const json::object& schema) {
  if (const auto* value = schema.if_contains("const")) return *value;
  if (const auto* list = schema.if_contains("enum")) return list->as_array().at(0);
  if (const auto* value = schema.if_contains("default")) return *value;
  const auto& type = schema.at("type").as_string();
  if (type == "integer") return schema.contains("minimum") ? schema.at("minimum") : json::value(1);
  if (type == "string") return schema.contains("format") ? json::value("2026-11-24") : json::value("Nội dung");
  if (type == "array") return json::array{first_choices(schema.at("items").as_object())};
  json::object object;
  for (const auto& [name, property] : schema.at("properties").as_object()) object[name] = first_choices(property.as_object());
  return object;
}

}  // namespace luan::test
