#include "scoring/reading.hpp"

#include <algorithm>

#include "scoring/words.hpp"

namespace scoring {

using luan::Json;
using luan::Refused;

namespace {
constexpr std::size_t text_bytes_max = 500;
constexpr std::size_t id_bytes_max = 64;
}  // namespace

const Object& object(const Json& value, const std::string& place) {
  if (!value.is_object()) throw Refused(place, "must be a map");
  return value.as_object();
}

const Json& needed(const Object& from, const std::string& place, const char* key) {
  if (const Json* value = from.if_contains(key)) return *value;
  throw Refused(place.empty() ? key : place + "." + key, "is missing");
}

void only(const Object& from, const std::string& place, std::initializer_list<std::string_view> known) {
  for (const auto& [key, ignored] : from)
    if (std::ranges::find(known, std::string_view(key)) == known.end()) {
      const std::string at = place.empty() ? std::string(key) : place + "." + std::string(key);
      throw Refused(at, "is not known here");
    }
}

std::string text(const Json& value, const std::string& place) {
  if (!value.is_string() || value.as_string().empty() || value.as_string().size() > text_bytes_max) throw Refused(place, "must be a text of 1 to 500 bytes");
  return std::string(value.as_string());
}

luan::Sentence sentence(const Json& value, const std::string& place) {
  const Object& both = object(value, place);
  only(both, place, {"vi", "en"});
  return {text(needed(both, place, "vi"), place + ".vi"), text(needed(both, place, "en"), place + ".en")};
}

Decimal decimal(const Json& value, const std::string& place) {
  if (value.is_double()) throw Refused(place, "must be written in quotes, as \"0.9\": numbers with a point lose exactness");
  const auto read = number_of(value);
  if (!read) throw Refused(place, "must be a number that is not negative, with at most two places, as \"0.9\"");
  return *read;
}

int whole(const Json& value, const std::string& place, int least, int most) {
  const Decimal read = decimal(value, place);
  if (read.hundredths % 100 != 0 || read.hundredths < least * 100 || read.hundredths > most * 100)
    throw Refused(place, "must be a whole number, " + std::to_string(least) + " to " + std::to_string(most));
  return static_cast<int>(read.hundredths / 100);
}

std::string identifier(const Json& value, const std::string& place) {
  std::string read = text(value, place);
  if (read.size() > id_bytes_max) throw Refused(place, "is longer than 64 bytes");
  return read;
}

const boost::json::array& list(const Object& from, const char* key, std::size_t most) {
  const Json* value = from.if_contains(key);
  if (!value || !value->is_array() || value->as_array().empty()) throw Refused(key, "must be a list of at least one criterion");
  if (value->as_array().size() > most) throw Refused(key, "has more than " + std::to_string(most) + " criteria");
  return value->as_array();
}

luan::Sentence label_of(std::string_view word) {
  const auto* known = std::ranges::find(words, word, &Word::id);
  if (known != words.end()) return {std::string(known->vi), std::string(known->en)};
  return {std::string(word), std::string(word)};
}

const Json* fact(const Object& facts, std::string_view name) {
  const Json* value = facts.if_contains(name);
  return value && !value->is_null() ? value : nullptr;
}

std::optional<Decimal> number_of(const Json& value) {
  if (value.is_int64() && value.as_int64() >= 0) return parse_decimal(std::to_string(value.as_int64()));
  if (value.is_string()) return parse_decimal(value.as_string());
  return {};
}

std::string quoted(const Json& value) {
  std::string text = value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
  if (text.size() > 60) {
    std::size_t end = 57;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end) + "…";
  }
  return "«" + text + "»";
}

}  // namespace scoring
