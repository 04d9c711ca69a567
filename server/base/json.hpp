// JSON as we read and keep it, over Boost.JSON. Reading is strict: duplicate keys, trailing bytes and nesting over 32
// are refused. Objects keep the order in which they were written, so the same object gives the same bytes.
#pragma once
#include <boost/json.hpp>

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace luan {

namespace json = boost::json;

/// The value, or why not ("duplicate key «x»", "nested too deep", …).
[[nodiscard]] std::expected<json::value, std::string> parse_json(std::string_view text);

/// A member that must be there, from JSON of our own making. Throws std::runtime_error naming the member otherwise.
[[nodiscard]] const json::value& member(const json::object& object, std::string_view name);
[[nodiscard]] std::string text_member(const json::object& object, std::string_view name);
/// Empty text where the member is absent.
[[nodiscard]] std::string text_or_empty(const json::object& object, std::string_view name);
[[nodiscard]] std::int64_t int_member(const json::object& object, std::string_view name);

}  // namespace luan
