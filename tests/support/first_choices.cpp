#include "support/first_choices.hpp"

#include <algorithm>

namespace luan::test {
namespace {

/// As many items as the schema asks for, one at least where it allows one; different ones where it asks for that.
json::array some_choices(const json::object& schema) {
  const auto bound = [&](const char* name, std::int64_t otherwise) {
    const auto* value = schema.if_contains(name);
    return value ? value->to_number<std::int64_t>() : otherwise;
  };
  const auto count = static_cast<std::size_t>(std::max(bound("minItems", 0), std::min<std::int64_t>(1, bound("maxItems", 1))));
  const json::object& items = schema.at("items").as_object();
  const auto* choices = schema.contains("uniqueItems") ? items.if_contains("enum") : nullptr;
  json::array out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(choices ? choices->as_array().at(i) : first_choices(items));
  return out;
}

}  // namespace

json::value first_choices(const json::object& schema) {
  if (const auto* value = schema.if_contains("const")) return *value;
  if (const auto* list = schema.if_contains("enum")) return list->as_array().at(0);
  if (const auto* value = schema.if_contains("default")) return *value;
  const auto& type = schema.at("type").as_string();
  if (type == "integer") return schema.contains("minimum") ? schema.at("minimum") : json::value(1);
  if (type == "string") return schema.contains("format") ? json::value("2026-11-24") : json::value("Nội dung");
  if (type == "array") return some_choices(schema);
  json::object object;
  for (const auto& [name, property] : schema.at("properties").as_object()) object[name] = first_choices(property.as_object());
  return object;
}

}  // namespace luan::test
