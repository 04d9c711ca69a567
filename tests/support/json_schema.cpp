#include "support/json_schema.hpp"

#include <map>
#include <regex>
#include <set>
#include <stdexcept>

#include "base/date.hpp"
#include "base/text.hpp"

namespace luan::test {
namespace {

const std::set<std::string, std::less<>> silent{"$schema",     "title",    "description",   "default",           "examples",
                                                "definitions", "required", "properties",    "patternProperties", "additionalProperties",
                                                "then",        "else",     "formatMinimum", "formatMaximum"};

/// Compiling takes longer than matching, and schemas say the same again and again.
const std::regex& compiled(const std::string& pattern) {
  static std::map<std::string, std::regex> known;
  return known.try_emplace(pattern, pattern).first->second;
}

class Validator {
 public:
  explicit Validator(const json::value& root) : root_(root) {}

  std::vector<std::string> run(const json::value& schema, const json::value& value, const std::string& path) {
    std::vector<std::string> out;
    if (schema.is_bool()) {
      if (!schema.as_bool()) out.push_back(path + ": nothing may stand here");
      return out;
    }
    const auto& object = schema.as_object();
    for (const auto& [keyword, wanted] : object) {
      const std::string_view key = keyword;
      if (silent.contains(key) || key.starts_with("x-")) continue;
      keyword_holds(key, wanted, object, value, path, out);
    }
    if (value.is_object()) members(object, value.as_object(), path, out);
    return out;
  }

 private:
  using Out = std::vector<std::string>;

  bool valid(const json::value& schema, const json::value& value) { return run(schema, value, "").empty(); }

  static bool is_type(std::string_view type, const json::value& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_int64();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_bool();
    throw std::runtime_error("unknown type " + std::string(type));
  }

  void keyword_holds(std::string_view key, const json::value& wanted, const json::object& schema, const json::value& value, const std::string& path, Out& out) {
    const auto fail = [&] {
      out.push_back(path + ": " + json::serialize(value) + " breaks " + std::string(key) + " " + json::serialize(wanted).substr(0, 200));
    };
    const auto hold = [&](bool holds) { holds ? void() : fail(); };
    if (key == "type") {
      bool any = false;
      if (wanted.is_array())
        for (const auto& one : wanted.as_array()) any = any || is_type(one.as_string(), value);
      else
        any = is_type(wanted.as_string(), value);
      hold(any);
    } else if (key == "enum") {
      bool any = false;
      for (const auto& one : wanted.as_array()) any = any || one == value;
      hold(any);
    } else if (key == "const") {
      hold(wanted == value);
    } else if (key == "minimum") {
      if (value.is_int64()) hold(value.as_int64() >= wanted.as_int64());
    } else if (key == "maximum") {
      if (value.is_int64()) hold(value.as_int64() <= wanted.as_int64());
    } else if (key == "minLength") {
      if (value.is_string()) hold(length(value.as_string()) >= wanted.to_number<std::size_t>());
    } else if (key == "maxLength") {
      if (value.is_string()) hold(length(value.as_string()) <= wanted.to_number<std::size_t>());
    } else if (key == "pattern") {
      if (value.is_string()) hold(std::regex_search(std::string(value.as_string()), compiled(std::string(wanted.as_string()))));
    } else if (key == "format") {
      if (value.is_string()) hold(date_holds(schema, std::string(value.as_string())));
    } else if (key == "minItems" || key == "maxItems" || key == "uniqueItems" || key == "items") {
      if (value.is_array()) items(key, wanted, value.as_array(), path, out);
    } else if (key == "minProperties") {
      if (value.is_object()) hold(value.as_object().size() >= wanted.to_number<std::size_t>());
    } else if (key == "maxProperties") {
      if (value.is_object()) hold(value.as_object().size() <= wanted.to_number<std::size_t>());
    } else if (key == "propertyNames") {
      if (value.is_object())
        for (const auto& [name, ignored] : value.as_object()) append(out, run(wanted, json::value(name), path + "/" + std::string(name)));
    } else if (key == "allOf") {
      for (const auto& one : wanted.as_array()) append(out, run(one, value, path));
    } else if (key == "anyOf" || key == "oneOf") {
      int holding = 0;
      for (const auto& one : wanted.as_array()) holding += valid(one, value);
      hold(key == "anyOf" ? holding > 0 : holding == 1);
    } else if (key == "not") {
      hold(!valid(wanted, value));
    } else if (key == "if") {
      if (const auto* branch = schema.if_contains(valid(wanted, value) ? "then" : "else")) append(out, run(*branch, value, path));
    } else if (key == "$ref") {
      const std::string name = std::string(wanted.as_string()).substr(std::string_view("#/definitions/").size());
      append(out, run(root_.at("definitions").at(name), value, path));
    } else {
      throw std::runtime_error("unknown keyword " + std::string(key));
    }
  }

  static bool date_holds(const json::object& schema, const std::string& text) {
    if (schema.at("format") != "date") throw std::runtime_error("unknown format");
    const auto date = parse_date(text);
    if (!date) return false;
    const auto* least = schema.if_contains("formatMinimum");
    const auto* most = schema.if_contains("formatMaximum");
    return (!least || *date >= *parse_date(least->as_string())) && (!most || *date <= *parse_date(most->as_string()));
  }

  void items(std::string_view key, const json::value& wanted, const json::array& array, const std::string& path, Out& out) {
    if (key == "minItems" && array.size() < wanted.to_number<std::size_t>()) out.push_back(path + ": too few items");
    if (key == "maxItems" && array.size() > wanted.to_number<std::size_t>()) out.push_back(path + ": too many items");
    if (key == "uniqueItems")
      for (std::size_t i = 0; i < array.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          if (array[i] == array[j]) out.push_back(path + ": an item twice");
    if (key == "items")
      for (std::size_t i = 0; i < array.size(); ++i) append(out, run(wanted, array[i], path + "/" + std::to_string(i)));
  }

  void members(const json::object& schema, const json::object& object, const std::string& path, Out& out) {
    if (const auto* required = schema.if_contains("required"))
      for (const auto& name : required->as_array())
        if (!object.contains(name.as_string())) out.push_back(path + ": lacks " + std::string(name.as_string()));
    const auto* properties = schema.if_contains("properties");
    const auto* patterns = schema.if_contains("patternProperties");
    const auto* additional = schema.if_contains("additionalProperties");
    for (const auto& [name, value] : object) {
      bool described = false;
      const std::string at = path + "/" + std::string(name);
      if (const auto* one = properties ? properties->as_object().if_contains(name) : nullptr) described = true, append(out, run(*one, value, at));
      if (patterns)
        for (const auto& [pattern, one] : patterns->as_object())
          if (std::regex_search(std::string(name), compiled(std::string(pattern)))) described = true, append(out, run(one, value, at));
      if (!described && additional) append(out, run(*additional, value, at));
    }
  }

  static void append(Out& out, const Out& more) { out.insert(out.end(), more.begin(), more.end()); }

  const json::value& root_;
};

}  // namespace

std::vector<std::string> violations(const json::value& schema, const json::value& value) { return Validator(schema).run(schema, value, ""); }

}  // namespace luan::test
