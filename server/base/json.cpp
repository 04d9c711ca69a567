#include "base/json.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <set>
#include <stdexcept>
#include <vector>

namespace luan {
namespace {

/// Watches a parse for what Boost.JSON's own parser takes silently: a key given twice. It builds nothing.
struct Watch {
  static constexpr std::size_t max_object_size = 100'000, max_array_size = 1'000'000, max_key_size = 10'000, max_string_size = 50'000'000;
  std::vector<std::set<std::string, std::less<>>> keys;
  std::string key;
  std::string doubled;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return keys.emplace_back(), true; }
  bool on_object_end(std::size_t, json::error_code&) { return keys.pop_back(), true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return key += std::string_view(part), true; }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    key += std::string_view(part);
    if (!keys.back().insert(key).second) {
      doubled = key;
      error = json::error::syntax;
      return false;
    }
    key.clear();
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

json::parse_options strict() {
  json::parse_options options;
  options.max_depth = 32;
  return options;
}

std::runtime_error missing(std::string_view name, const char* wanted) { return std::runtime_error("JSON: member «" + std::string(name) + "» is no " + wanted); }

}  // namespace

std::expected<json::value, std::string> parse_json(std::string_view text) {
  json::basic_parser<Watch> watch(strict());
  json::error_code error;
  const std::size_t read = watch.write_some(false, text.data(), text.size(), error);
  if (!watch.handler().doubled.empty()) return std::unexpected("the key «" + watch.handler().doubled + "» stands twice");
  if (error == json::error::too_deep) return std::unexpected("nested deeper than 32");
  if (!error && read < text.size()) return std::unexpected("something follows the value at byte " + std::to_string(read));
  if (error) return std::unexpected(error.message() + " at byte " + std::to_string(read));
  return json::parse(text, {}, strict());
}

const json::value& member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (!value) throw missing(name, "there");
  return *value;
}

std::string text_member(const json::object& object, std::string_view name) {
  const auto* text = member(object, name).if_string();
  if (!text) throw missing(name, "text");
  return std::string(*text);
}

std::string text_or_empty(const json::object& object, std::string_view name) { return object.contains(name) ? text_member(object, name) : std::string(); }

std::int64_t int_member(const json::object& object, std::string_view name) {
  const auto* number = member(object, name).if_int64();
  if (!number) throw missing(name, "whole number");
  return *number;
}

}  // namespace luan
