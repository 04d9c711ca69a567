#include "criteria.hpp"

#include <algorithm>
#include <set>

namespace score_topsis {
namespace {

using luan::Json;
using luan::Refused;
using namespace scoring;

constexpr std::size_t criteria_max = 30;

Values values(const Json& value, const std::string& place) {
  Values read;
  for (const auto& [key, given] : object(value, place)) read[std::string(key)] = decimal(given, place + "." + std::string(key));
  if (read.empty()) throw Refused(place, "must name at least one value");
  return read;
}

std::variant<Number, Field, List> source(const Json& value, const std::string& place) {
  const Object& from = object(value, place);
  if (from.contains("number")) {
    only(from, place, {"number"});
    return Number{text(from.at("number"), place + ".number")};
  }
  if (from.contains("field")) {
    only(from, place, {"field", "values"});
    return Field{text(from.at("field"), place + ".field"), values(needed(from, place, "values"), place + ".values")};
  }
  if (from.contains("list")) {
    only(from, place, {"list", "last", "values"});
    const int last = whole(needed(from, place, "last"), place + ".last", 1, 20);
    return List{text(from.at("list"), place + ".list"), last, values(needed(from, place, "values"), place + ".values")};
  }
  throw Refused(place, "must begin with one of: number, field, list");
}

bool more_is_better(const Json& value, const std::string& place) {
  if (value == "more" || value == "less") return value == "more";
  throw Refused(place, "must be more or less: which is better");
}

std::optional<Scale> scale(const Object& given, const std::string& place, bool more) {
  const Json *worst = given.if_contains("worst"), *best = given.if_contains("best");
  if (!worst && !best) return {};
  if (!worst || !best) throw Refused(place + (worst ? ".best" : ".worst"), "is missing: both ends of the scale, or neither");
  const Scale read{decimal(*worst, place + ".worst"), decimal(*best, place + ".best")};
  if (more ? read.best <= read.worst : read.best >= read.worst)
    throw Refused(place + ".best", std::string("must be ") + (more ? "above" : "below") + " worst (" + read.worst.text() + ")");
  return read;
}

Criterion criterion(const Json& value, const std::string& place) {
  const Object& given = object(value, place);
  only(given, place, {"id", "label", "weight", "better", "from", "missing", "worst", "best"});
  Criterion read;
  read.id = identifier(needed(given, place, "id"), place + ".id");
  read.label = sentence(needed(given, place, "label"), place + ".label");
  read.weight = whole(needed(given, place, "weight"), place + ".weight", 1, 100);
  read.more_is_better = more_is_better(needed(given, place, "better"), place + ".better");
  read.from = source(needed(given, place, "from"), place + ".from");
  read.missing = decimal(needed(given, place, "missing"), place + ".missing");
  read.scale = scale(given, place, read.more_is_better);
  return read;
}

struct Reader {
  const Criterion& criterion;
  const Object& facts;

  [[nodiscard]] Read absent() const {
    const std::string value = criterion.missing.text();
    return {criterion.missing, {"chưa có dữ liệu, tính " + criterion.missing.text(','), "no data, counted as " + value}, true};
  }
  [[nodiscard]] Read unusable(const Json& value) const {
    return {
        criterion.missing,
        {quoted(value) + " không dùng được, tính " + criterion.missing.text(','), quoted(value) + " cannot be used, counted as " + criterion.missing.text()},
        true};
  }

  Read operator()(const Number& number) const {
    const Json* value = fact(facts, number.name);
    if (!value) return absent();
    const auto read = number_of(*value);
    return read ? Read{*read, {read->text(','), read->text()}, false} : unusable(*value);
  }

  Read operator()(const Field& field) const {
    const Json* value = fact(facts, field.name);
    if (!value) return absent();
    const auto found = value->is_string() ? field.values.find(std::string_view(value->as_string())) : field.values.end();
    if (found == field.values.end()) return unusable(*value);
    const luan::Sentence label = label_of(found->first);
    return {found->second, {label.vi + " (" + found->second.text(',') + ")", label.en + " (" + found->second.text() + ")"}, false};
  }

  Read operator()(const List& list) const {
    const Json* value = fact(facts, list.name);
    if (!value || (value->is_array() && value->as_array().empty())) return absent();
    if (!value->is_array()) return unusable(*value);
    const auto& all = value->as_array();
    const std::size_t last = static_cast<std::size_t>(list.last), there = std::min(last, all.size());
    std::int64_t sum = criterion.missing.hundredths * static_cast<std::int64_t>(last - there);
    bool missing = there < last;
    for (std::size_t i = all.size() - there; i < all.size(); ++i) {
      const auto found = all[i].is_string() ? list.values.find(std::string_view(all[i].as_string())) : list.values.end();
      missing = missing || found == list.values.end();
      sum += found == list.values.end() ? criterion.missing.hundredths : found->second.hundredths;
    }
    const Decimal mean = ratio(sum, static_cast<std::int64_t>(last) * 100);
    Read read{mean, {"trung bình " + mean.text(','), "mean " + mean.text()}, missing};
    if (missing) read.shown.vi += ", có năm thiếu", read.shown.en += ", some missing";
    return read;
  }
};

}  // namespace

std::vector<Criterion> read_criteria(const Json& configuration) {
  only(configuration.as_object(), "", {"criteria"});
  std::vector<Criterion> all;
  std::set<std::string> ids;
  int sum = 0;
  for (const Json& one : list(configuration.as_object(), "criteria", criteria_max)) {
    const std::string place = "criteria." + std::to_string(all.size());
    all.push_back(criterion(one, place));
    if (!ids.insert(all.back().id).second) throw Refused(place + ".id", "«" + all.back().id + "» stands there twice");
    sum += all.back().weight;
  }
  if (sum != 100) throw Refused("criteria", "the weights add up to " + std::to_string(sum) + ", not to 100");
  return all;
}

Read read_value(const Criterion& criterion, const Object& facts) { return std::visit(Reader{criterion, facts}, criterion.from); }

}  // namespace score_topsis
