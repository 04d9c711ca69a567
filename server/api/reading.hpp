// Bodies that are no form of a workflow: read member by member, what is wrong collected; and answers that hold nothing.
// Private to this folder.
#pragma once
#include <algorithm>

#include "api/endpoints.hpp"
#include "base/text.hpp"

namespace luan::api {

/// How many lines of a list are asked for.
inline Result<int> limit_of(const Call& call) {
  const std::string text = call.query("limit");
  const int limit = text.empty() ? 50 : whole_number(text).value_or(0);
  if (limit < 1 || limit > 200) return refuse_fields({{"limit", {"Số từ 1 đến 200", "A number from 1 to 200"}}});
  return limit;
}

/// Reads members of a body by type and collects what is wrong.
struct Reading {
  const json::object& body;
  std::vector<FieldError> faults{};

  std::string text(const std::string& name, const json::object* of = nullptr, const std::string& place = "") {
    const json::value* value = (of ? *of : body).if_contains(name);
    if (value && value->is_string() && !value->as_string().empty()) return std::string(value->as_string());
    faults.push_back({place + name, {"Bắt buộc, là một chuỗi", "Required, a string"}});
    return {};
  }
  /// Whatever else the body has is refused: a misspelt member would be lost in silence.
  void nothing_but(std::initializer_list<std::string_view> names) {
    for (const auto& [name, ignored] : body)
      if (std::ranges::find(names, std::string_view(name)) == names.end())
        faults.push_back({std::string(name), {"Không có mục này", "There is no such member"}});
  }
  /// May be empty, but must be there.
  std::string any_text(const std::string& name) {
    const json::value* value = body.if_contains(name);
    if (value && value->is_string()) return std::string(value->as_string());
    faults.push_back({name, {"Bắt buộc, là một chuỗi", "Required, a string"}});
    return {};
  }
  bool flag(const std::string& name) {
    const json::value* value = body.if_contains(name);
    if (value && value->is_bool()) return value->as_bool();
    faults.push_back({name, {"Bắt buộc, là true hoặc false", "Required, true or false"}});
    return false;
  }
  /// "" where it is absent.
  std::string text_if(const std::string& name) { return body.contains(name) ? text(name) : std::string(); }
  int number(const std::string& name) {
    const json::value* value = body.if_contains(name);
    if (value && value->is_int64() && value->as_int64() >= 0 && value->as_int64() <= 1'000'000) return static_cast<int>(value->as_int64());
    faults.push_back({name, {"Bắt buộc, là một số nguyên", "Required, a whole number"}});
    return 0;
  }
  /// Empty where it is absent.
  std::vector<std::string> texts(const std::string& name) {
    std::vector<std::string> out;
    const json::value* value = body.if_contains(name);
    if (!value) return out;
    const bool fits = value->is_array() && std::ranges::all_of(value->as_array(), [](const json::value& one) { return one.is_string(); });
    if (!fits)
      faults.push_back({name, {"Là một danh sách chuỗi", "A list of strings"}});
    else
      for (const json::value& one : value->as_array()) out.emplace_back(one.as_string());
    return out;
  }
  std::vector<std::pair<std::string, std::string>> grants() {
    std::vector<std::pair<std::string, std::string>> out;
    const json::value* value = body.if_contains("grants");
    if (!value) return out;
    if (!value->is_array()) {
      faults.push_back({"grants", {"Là một danh sách", "A list"}});
      return out;
    }
    for (std::size_t i = 0; i < value->as_array().size(); ++i) {
      const json::object* grant = value->as_array()[i].if_object();
      const std::string place = "grants." + std::to_string(i) + ".";
      if (!grant)
        faults.push_back({place, {"Là một đối tượng gồm role và unit", "An object with role and unit"}});
      else
        out.emplace_back(text("role", grant, place), text("unit", grant, place));
    }
    return out;
  }
};

inline json::object object_schema(std::initializer_list<std::pair<const char*, const char*>> members) {
  json::object properties;
  json::array required;
  for (const auto& [name, type] : members) {
    properties[name] = json::object{{"type", type}};
    required.push_back(json::value(name));
  }
  return {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

inline Awaitable<Result<Answer>> done(Awaitable<Result<void>> work) {
  const Result<void> result = co_await std::move(work);
  if (!result) co_return std::unexpected(result.error());
  co_return Answer{nullptr, 204};
}

inline Awaitable<Result<Answer>> refused(std::vector<FieldError> faults) { co_return refuse_fields(std::move(faults)); }

}  // namespace luan::api
