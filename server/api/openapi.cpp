// The description of the API, made from the same lines that declare its routes. OpenAPI 3.1.
#include "api/endpoints.hpp"
#include "api/openapi_schemas.hpp"

namespace luan::api {
namespace {

json::object reference(const std::string& name) { return {{"$ref", "#/components/schemas/" + name}}; }

json::object content(json::object schema, const char* type = "application/json") { return {{type, json::object{{"schema", std::move(schema)}}}}; }

json::array parameters(const Operation& operation) {
  json::array out;
  for (std::size_t at = operation.pattern.find('{'); at != std::string::npos; at = operation.pattern.find('{', at + 1)) {
    const std::string name = operation.pattern.substr(at + 1, operation.pattern.find('}', at) - at - 1);
    out.push_back(json::object{{"name", name}, {"in", "path"}, {"required", true}, {"schema", json::object{{"type", "string"}}}});
  }
  for (const auto& [name, about] : operation.query)
    out.push_back(json::object{{"name", name}, {"in", "query"}, {"description", about}, {"schema", json::object{{"type", "string"}}}});
  if (!http::is_safe(operation.method) && !operation.open)
    for (const auto& [name, needed] : {std::pair{"X-CSRF-Token", true}, {"Idempotency-Key", false}, {"If-Match", false}})
      out.push_back(json::object{{"name", name}, {"in", "header"}, {"required", needed}, {"schema", json::object{{"type", "string"}}}});
  return out;
}

json::object answer_schema(const Operation& operation) {
  if (!operation.list) return reference(operation.answer);
  return {{"type", "object"},
          {"required", json::array{"items", "next"}},
          {"properties", json::object{{"items", json::object{{"type", "array"}, {"items", reference(operation.answer)}}},
                                      {"next", json::object{{"type", json::array{"string", "null"}}}}}}};
}

json::object describe(const Operation& operation) {
  json::object good{{"description", operation.summary}};
  if (!operation.answer.empty()) good["content"] = content(answer_schema(operation));
  json::object responses{{std::to_string(operation.status), std::move(good)},
                         {"default", json::object{{"description", "A refusal: RFC 9457, with a stable code"},
                                                  {"content", content(reference("Problem"), "application/problem+json")}}}};
  json::object out{{"operationId", operation.id}, {"summary", operation.summary}, {"parameters", parameters(operation)}, {"responses", std::move(responses)}};
  if (!operation.body.empty()) out["requestBody"] = json::object{{"required", true}, {"content", content(operation.body)}};
  if (operation.open) out["security"] = json::array{};
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(c));
  return out;
}

}  // namespace

json::object openapi(const std::vector<Operation>& operations) {
  json::object paths;
  for (const Operation& operation : operations) {
    json::value& path = paths[operation.pattern];
    if (path.is_null()) path = json::object();
    path.as_object()[lower(http::to_text(operation.method))] = describe(operation);
  }
  json::array codes;
  for (const RefusalCode code : all_refusal_codes()) codes.push_back(json::value(name(code)));
  json::object schemas = openapi_schemas();
  schemas["Problem"].as_object()["properties"].as_object()["code"].as_object()["enum"] = std::move(codes);
  return {
      {"openapi", "3.1.0"},
      {"info", json::object{{"title", "Luân"},
                            {"version", "1"},
                            {"description", "Rotation of officials: workflow and approval. Sentences come in the language of Accept-Language, vi or en."}}},
      {"paths", std::move(paths)},
      {"components", json::object{{"schemas", std::move(schemas)},
                                  {"securitySchemes", json::object{{"session", json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "__Host-luan"}}}}}}},
      {"security", json::array{json::object{{"session", json::array{}}}}}};
}

}  // namespace luan::api
