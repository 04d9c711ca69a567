#include "criteria.hpp"

#include <algorithm>
#include <set>

#include "words.hpp"

namespace score_weighted {
namespace {

using luan::Json;
using luan::Refused;
using Object = boost::json::object;

constexpr std::size_t criteria_max = 50;
constexpr std::size_t text_bytes_max = 500;

const Object& object(const Json& value, const std::string& place) {
  if (!value.is_object()) throw Refused(place, "must be a map");
  return value.as_object();
}

const Json& needed(const Object& from, const std::string& place, const char* key) {
  if (const Json* value = from.if_contains(key)) return *value;
  throw Refused(place + "." + key, "is missing");
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

/// Written as a whole number or as text: a number with a point would have been rounded before it came here.
Decimal decimal(const Json& value, const std::string& place) {
  if (value.is_double()) throw Refused(place, "must be written in quotes, as \"0.9\": numbers with a point lose exactness");
  std::optional<Decimal> read;
  if (value.is_int64() && value.as_int64() >= 0) read = parse_decimal(std::to_string(value.as_int64()));
  if (value.is_string()) read = parse_decimal(value.as_string());
  if (!read) throw Refused(place, "must be a number that is not negative, with at most two places, as \"0.9\"");
  return *read;
}

Decimal level(const Json& value, const std::string& place) {
  const Decimal read = decimal(value, place);
  if (read > Decimal{100}) throw Refused(place, "is " + read.text() + ", but a level lies between 0 and 1");
  return read;
}

int whole(const Json& value, const std::string& place, int least, int most) {
  const Decimal read = decimal(value, place);
  if (read.hundredths % 100 != 0 || read.hundredths < least * 100 || read.hundredths > most * 100)
    throw Refused(place, "must be a whole number, " + std::to_string(least) + " to " + std::to_string(most));
  return static_cast<int>(read.hundredths / 100);
}

luan::Sentence label_of(std::string_view word) {
  const auto* known = std::ranges::find(words, word, &Word::id);
  if (known != words.end()) return {std::string(known->vi), std::string(known->en)};
  return {std::string(word), std::string(word)};
}

Levels levels(const Json& value, const std::string& place) {
  Levels read;
  for (const auto& [key, given] : object(value, place)) {
    const std::string word(key);
    const std::string at = place + "." + word;
    if (!given.is_object()) {
      read[word] = {level(given, at), label_of(word)};
      continue;
    }
    only(given.as_object(), at, {"level", "label"});
    const Json* label = given.as_object().if_contains("label");
    read[word] = {level(needed(given.as_object(), at, "level"), at + ".level"), label ? sentence(*label, at + ".label") : label_of(word)};
  }
  if (read.empty()) throw Refused(place, "must name at least one level");
  return read;
}

Number number(const Object& from, const std::string& place) {
  only(from, place, {"number", "full", "empty"});
  const Json* empty = from.if_contains("empty");
  Number read{text(from.at("number"), place + ".number"), empty ? decimal(*empty, place + ".empty") : Decimal{},
              decimal(needed(from, place, "full"), place + ".full")};
  if (read.empty == read.full) throw Refused(place + ".full", "must differ from where the level is 0 (" + read.empty.text() + ")");
  return read;
}

Share share(const Object& from, const std::string& place) {
  only(from, place, {"share"});
  const Json& pair = from.at("share");
  if (!pair.is_array() || pair.as_array().size() != 2) throw Refused(place + ".share", "must name two facts: part and whole");
  return {text(pair.as_array()[0], place + ".share.0"), text(pair.as_array()[1], place + ".share.1")};
}

std::variant<Field, Number, List, Share, Flag> source(const Json& value, const std::string& place) {
  const Object& from = object(value, place);
  if (from.contains("field")) {
    only(from, place, {"field", "levels"});
    return Field{text(from.at("field"), place + ".field"), levels(needed(from, place, "levels"), place + ".levels")};
  }
  if (from.contains("number")) return number(from, place);
  if (from.contains("list")) {
    only(from, place, {"list", "last", "levels"});
    const int last = whole(needed(from, place, "last"), place + ".last", 1, 20);
    return List{text(from.at("list"), place + ".list"), static_cast<std::size_t>(last), levels(needed(from, place, "levels"), place + ".levels")};
  }
  if (from.contains("share")) return share(from, place);
  if (from.contains("flag")) {
    only(from, place, {"flag", "yes", "no"});
    return Flag{text(from.at("flag"), place + ".flag"), level(needed(from, place, "yes"), place + ".yes"), level(needed(from, place, "no"), place + ".no")};
  }
  throw Refused(place, "must begin with one of: field, number, list, share, flag");
}

Criterion criterion(const Json& value, const std::string& place) {
  const Object& given = object(value, place);
  only(given, place, {"id", "label", "weight", "from", "missing"});
  Criterion read;
  read.id = text(needed(given, place, "id"), place + ".id");
  if (read.id.size() > 64) throw Refused(place + ".id", "is longer than 64 bytes");
  read.label = sentence(needed(given, place, "label"), place + ".label");
  read.weight = whole(needed(given, place, "weight"), place + ".weight", 1, 100);
  read.from = source(needed(given, place, "from"), place + ".from");
  read.missing = level(needed(given, place, "missing"), place + ".missing");
  return read;
}

}  // namespace

std::vector<Criterion> read_criteria(const Json& configuration) {
  only(configuration.as_object(), "", {"criteria"});
  const Json* list = configuration.as_object().if_contains("criteria");
  if (!list || !list->is_array() || list->as_array().empty()) throw Refused("criteria", "must be a list of at least one criterion");
  if (list->as_array().size() > criteria_max) throw Refused("criteria", "has more than 50 criteria");
  std::vector<Criterion> all;
  std::set<std::string> ids;
  int sum = 0;
  for (std::size_t i = 0; i < list->as_array().size(); ++i) {
    const std::string place = "criteria." + std::to_string(i);
    all.push_back(criterion(list->as_array()[i], place));
    if (!ids.insert(all.back().id).second) throw Refused(place + ".id", "«" + all.back().id + "» stands there twice");
    sum += all.back().weight;
  }
  if (sum != 100) throw Refused("criteria", "the weights add up to " + std::to_string(sum) + ", not to 100");
  return all;
}

}  // namespace score_weighted
