#include "checks.hpp"

#include <algorithm>
#include <set>

namespace score_eligibility {
namespace {

using luan::Refused;
using namespace scoring;

constexpr std::size_t checks_max = 80;
constexpr int months_max = 1200;

Day day(const Json& value, const std::string& place) {
  const auto read = parse_day(text(value, place));
  if (!read) throw Refused(place, "must be a day, as 2026-03-02");
  return *read;
}

std::vector<std::string> words(const Json& value, const std::string& place) {
  if (!value.is_array() || value.as_array().empty()) throw Refused(place, "must be a list that is not empty");
  std::vector<std::string> out;
  for (const Json& one : value.as_array()) out.push_back(text(one, place));
  return out;
}

/// Words, or true and false.
std::vector<Json> values(const Json& value, const std::string& place) {
  if (!value.is_array() || value.as_array().empty()) throw Refused(place, "must be a list that is not empty");
  std::vector<Json> out;
  for (const Json& one : value.as_array()) {
    if (!one.is_bool()) static_cast<void>(text(one, place));
    out.push_back(one);
  }
  return out;
}

std::optional<int> months(const Object& given, const std::string& place, const char* key) {
  const Json* value = given.if_contains(key);
  if (!value) return {};
  return whole(*value, place + "." + key, 0, months_max);
}

Test age(const Object& given, const std::string& place) {
  only(given, place, {"date", "months_at_most", "months_at_least", "missing"});
  Age read{text(given.at("date"), place + ".date"), months(given, place, "months_at_most"), months(given, place, "months_at_least"), false};
  if (read.months_at_most.has_value() == read.months_at_least.has_value()) throw Refused(place, "needs months_at_most or months_at_least");
  if (const Json* missing = given.if_contains("missing")) {
    if (*missing != "pass") throw Refused(place + ".missing", "knows pass only");
    read.missing_passes = true;
  }
  return read;
}

Test of_fact(const Object& given, const std::string& place) {
  std::string fact = text(given.at("fact"), place + ".fact");
  if (given.contains("order")) {
    only(given, place, {"fact", "order", "at_least"});
    InOrder read{std::move(fact), words(given.at("order"), place + ".order"), text(needed(given, place, "at_least"), place + ".at_least")};
    if (std::ranges::find(read.order, read.least) == read.order.end()) throw Refused(place + ".at_least", "is no word of the order");
    return read;
  }
  if (given.contains("more_than")) {
    only(given, place, {"fact", "more_than"});
    return AtLeast{std::move(fact), decimal(given.at("more_than"), place + ".more_than"), true};
  }
  if (given.contains("at_least")) {
    only(given, place, {"fact", "at_least"});
    return AtLeast{std::move(fact), decimal(given.at("at_least"), place + ".at_least"), false};
  }
  if (given.contains("is_not")) {
    only(given, place, {"fact", "is_not"});
    return IsOneOf{std::move(fact), values(given.at("is_not"), place + ".is_not"), false};
  }
  only(given, place, {"fact", "is"});
  return IsOneOf{std::move(fact), values(needed(given, place, "is"), place + ".is"), true};
}

Test test(const Json& value, const std::string& place) {
  const Object& given = object(value, place);
  if (given.contains("fact")) return of_fact(given, place);
  if (given.contains("date")) return age(given, place);
  if (given.contains("list")) {
    only(given, place, {"list", "last", "each"});
    const int last = whole(needed(given, place, "last"), place + ".last", 1, 20);
    return Each{text(given.at("list"), place + ".list"), static_cast<std::size_t>(last), words(needed(given, place, "each"), place + ".each")};
  }
  if (given.contains("work_left_months")) {
    only(given, place, {"work_left_months"});
    return WorkLeft{*months(given, place, "work_left_months")};
  }
  throw Refused(place, "must begin with one of: fact, list, date, work_left_months");
}

Check check(const Json& value, const std::string& place) {
  const Object& given = object(value, place);
  only(given, place, {"id", "severity", "from", "to", "label", "source", "applies", "test"});
  Check read;
  read.id = identifier(needed(given, place, "id"), place + ".id");
  const std::string severity = text(needed(given, place, "severity"), place + ".severity");
  if (severity != "mandatory" && severity != "advisory") throw Refused(place + ".severity", "must be mandatory or advisory");
  read.mandatory = severity == "mandatory";
  read.from = day(needed(given, place, "from"), place + ".from");
  if (const Json* to = given.if_contains("to")) read.to = day(*to, place + ".to");
  read.label = sentence(needed(given, place, "label"), place + ".label");
  read.source = text(needed(given, place, "source"), place + ".source");
  if (const Json* applies = given.if_contains("applies"))
    for (const auto& [fact, allowed] : object(*applies, place + ".applies"))
      read.applies[std::string(fact)] = values(allowed, place + ".applies." + std::string(fact));
  read.test = test(needed(given, place, "test"), place + ".test");
  return read;
}

std::vector<RetirementAge> ages(const Json& value, const std::string& place) {
  if (!value.is_array() || value.as_array().empty()) throw Refused(place, "must be a list that is not empty");
  std::vector<RetirementAge> out;
  for (const Json& one : value.as_array()) {
    const std::string at = place + "." + std::to_string(out.size());
    const Object& row = object(one, at);
    only(row, at, {"year", "years", "months"});
    out.push_back({whole(needed(row, at, "year"), at + ".year", 1990, 2100),
                   whole(needed(row, at, "years"), at + ".years", 40, 80) * 12 + whole(needed(row, at, "months"), at + ".months", 0, 11)});
    if (out.size() > 1 && out[out.size() - 2].year >= out.back().year) throw Refused(at + ".year", "must come after the row before");
  }
  return out;
}

Named named(const Json& value, const std::string& place) {
  const Object& given = object(value, place);
  only(given, place, {"label", "values"});
  Named read{sentence(needed(given, place, "label"), place + ".label"), {}};
  if (const Json* all = given.if_contains("values"))
    for (const auto& [word, label] : object(*all, place + ".values")) read.values[std::string(word)] = sentence(label, place + ".values." + std::string(word));
  return read;
}

}  // namespace

Checks read_checks(const Json& value, const std::string& place) {
  const Object& given = object(value, place);
  only(given, place, {"version", "title", "facts", "checks", "retirement"});
  Checks read;
  read.version = text(needed(given, place, "version"), place + ".version");
  if (const Json* title = given.if_contains("title")) static_cast<void>(sentence(*title, place + ".title"));
  if (const Json* facts = given.if_contains("facts"))
    for (const auto& [name, about] : object(*facts, place + ".facts")) read.facts[std::string(name)] = named(about, place + ".facts." + std::string(name));
  if (const Json* table = given.if_contains("retirement")) {
    const Object& rows = object(*table, place + ".retirement");
    only(rows, place + ".retirement", {"source", "male", "female"});
    for (const char* gender : {"male", "female"}) read.retirement[gender] = ages(needed(rows, place + ".retirement", gender), place + ".retirement." + gender);
  }
  const Json& list = needed(given, place, "checks");
  if (!list.is_array() || list.as_array().empty() || list.as_array().size() > checks_max) throw Refused(place + ".checks", "must be a list of 1 to 80 checks");
  std::set<std::string> ids;
  for (const Json& one : list.as_array()) {
    const std::string at = place + ".checks." + std::to_string(read.checks.size());
    read.checks.push_back(check(one, at));
    if (!ids.insert(read.checks.back().id).second) throw Refused(at + ".id", "«" + read.checks.back().id + "» stands there twice");
    if (std::holds_alternative<WorkLeft>(read.checks.back().test) && read.retirement.empty()) throw Refused(at + ".test", "needs the table «retirement»");
  }
  return read;
}

}  // namespace score_eligibility
