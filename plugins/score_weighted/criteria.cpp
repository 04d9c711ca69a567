#include "criteria.hpp"

#include <set>

namespace score_weighted {
namespace {

using luan::Json;
using luan::Refused;
using namespace scoring;

constexpr std::size_t criteria_max = 50;

Decimal level(const Json& value, const std::string& place) {
  const Decimal read = decimal(value, place);
  if (read > Decimal{100}) throw Refused(place, "is " + read.text() + ", but a level lies between 0 and 1");
  return read;
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
  only(given, place, {"id", "label", "weight", "from", "missing", "minimum"});
  Criterion read;
  read.id = identifier(needed(given, place, "id"), place + ".id");
  read.label = sentence(needed(given, place, "label"), place + ".label");
  read.weight = whole(needed(given, place, "weight"), place + ".weight", 1, 100);
  read.from = source(needed(given, place, "from"), place + ".from");
  read.missing = level(needed(given, place, "missing"), place + ".missing");
  if (const Json* minimum = given.if_contains("minimum")) read.minimum = level(*minimum, place + ".minimum");
  return read;
}

}  // namespace

Criteria read_criteria(const Json& configuration) {
  const Object& given = configuration.as_object();
  only(given, "", {"criteria", "cap"});
  Criteria all;
  std::set<std::string> ids;
  int sum = 0;
  for (const Json& one : list(given, "criteria", criteria_max)) {
    const std::string place = "criteria." + std::to_string(all.list.size());
    all.list.push_back(criterion(one, place));
    if (!ids.insert(all.list.back().id).second) throw Refused(place + ".id", "«" + all.list.back().id + "» stands there twice");
    sum += all.list.back().weight;
  }
  if (sum != 100) throw Refused("criteria", "the weights add up to " + std::to_string(sum) + ", not to 100");
  if (const Json* cap = given.if_contains("cap")) {
    all.cap = decimal(*cap, "cap");
    if (*all.cap > Decimal{100 * 100}) throw Refused("cap", "is " + all.cap->text() + ", but points lie between 0 and 100");
  }
  return all;
}

}  // namespace score_weighted
