// A scorer's configuration, read strictly: what is wrong is refused with its place ("criteria.1.from.full"), and a member
// that nobody knows is not passed over. Everything throws luan::Refused.
#pragma once
#include <luan_plugin.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "scoring/decimal.hpp"

namespace scoring {

using Object = boost::json::object;

[[nodiscard]] const Object& object(const luan::Json& value, const std::string& place);
[[nodiscard]] const luan::Json& needed(const Object& from, const std::string& place, const char* key);
void only(const Object& from, const std::string& place, std::initializer_list<std::string_view> known);
/// 1 to 500 bytes.
[[nodiscard]] std::string text(const luan::Json& value, const std::string& place);
[[nodiscard]] luan::Sentence sentence(const luan::Json& value, const std::string& place);
/// Written as a whole number or as text: a number with a point would have been rounded before it came here.
[[nodiscard]] Decimal decimal(const luan::Json& value, const std::string& place);
[[nodiscard]] int whole(const luan::Json& value, const std::string& place, int least, int most);
/// A criterion's id: a text of at most 64 bytes.
[[nodiscard]] std::string identifier(const luan::Json& value, const std::string& place);
/// `criteria`: a list of 1 to `most`, at `criteria`.
[[nodiscard]] const boost::json::array& list(const Object& from, const char* key, std::size_t most);
/// Of a word that every organisation uses; others are called as they are written.
[[nodiscard]] luan::Sentence label_of(std::string_view word);

// -- facts
/// Null where it is not there or says nothing.
[[nodiscard]] const luan::Json* fact(const Object& facts, std::string_view name);
/// A number of two places at most that is not negative, written as a whole number or as text.
[[nodiscard]] std::optional<Decimal> number_of(const luan::Json& value);
/// A value from outside in quotation marks, shortened at a character.
[[nodiscard]] std::string quoted(const luan::Json& value);

}  // namespace scoring
