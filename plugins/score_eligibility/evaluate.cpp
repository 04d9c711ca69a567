#include "evaluate.hpp"

#include <algorithm>

namespace score_eligibility {
namespace {

using scoring::quoted;

struct Found {
  Result result = Result::unknown;
  Sentence words;
};

/// Puts a fact and its value into words, and notes that it was looked at.
class Looking {
 public:
  Looking(const Checks& checks, const Facts& facts, boost::json::object& seen) : checks_(checks), facts_(facts), seen_(seen) {}

  const Json* look(const std::string& name) {
    const Json* value = facts_.find(name);
    seen_[name] = value ? *value : Json();
    return value;
  }
  [[nodiscard]] Day day() const { return facts_.day; }
  [[nodiscard]] const Checks& checks() const { return checks_; }

  [[nodiscard]] Sentence label(const std::string& name) const {
    const auto known = checks_.facts.find(name);
    return known == checks_.facts.end() ? Sentence{name, name} : known->second.label;
  }
  [[nodiscard]] Sentence value_words(const std::string& name, const Json& value) const {
    if (value.is_bool()) return value.as_bool() ? Sentence{"có", "yes"} : Sentence{"không", "no"};
    if (value.is_string()) {
      const auto known = checks_.facts.find(name);
      if (known != checks_.facts.end())
        if (const auto word = known->second.values.find(std::string_view(value.as_string())); word != known->second.values.end()) return word->second;
    }
    return {quoted(value), quoted(value)};
  }
  [[nodiscard]] Sentence says(const std::string& name, const Sentence& value) const {
    const Sentence of = label(name);
    return {of.vi + ": " + value.vi, of.en + ": " + value.en};
  }
  [[nodiscard]] Found missing(const std::string& name) const { return {Result::unknown, says(name, {"chưa có dữ liệu", "no data"})}; }
  [[nodiscard]] Found unusable(const std::string& name, const Json& value) const {
    return {Result::unknown, says(name, {quoted(value) + " không dùng được", quoted(value) + " cannot be used"})};
  }

 private:
  const Checks& checks_;
  const Facts& facts_;
  boost::json::object& seen_;
};

Result of(bool holds) { return holds ? Result::pass : Result::fail; }

struct Run {
  Looking& at;

  Found operator()(const IsOneOf& test) const {
    const Json* value = at.look(test.fact);
    if (!value) return at.missing(test.fact);
    if (value->kind() != test.values.front().kind()) return at.unusable(test.fact, *value);
    const bool among = std::ranges::find(test.values, *value) != test.values.end();
    return {of(among == test.wanted), at.says(test.fact, at.value_words(test.fact, *value))};
  }

  Found operator()(const AtLeast& test) const {
    const Json* value = at.look(test.fact);
    if (!value) return at.missing(test.fact);
    const auto number = scoring::number_of(*value);
    if (!number) return at.unusable(test.fact, *value);
    return {of(test.strict ? *number > test.least : *number >= test.least),
            at.says(test.fact, {number->text(',') + (test.strict ? " (cần trên " : " (cần từ ") + test.least.text(',') + ")",
                                number->text() + (test.strict ? " (needed: more than " : " (needed: ") + test.least.text() + ")"})};
  }

  Found operator()(const InOrder& test) const {
    const Json* value = at.look(test.fact);
    if (!value) return at.missing(test.fact);
    const auto place = value->is_string() ? std::ranges::find(test.order, std::string_view(value->as_string())) : test.order.end();
    if (place == test.order.end()) return at.unusable(test.fact, *value);
    return {of(place >= std::ranges::find(test.order, test.least)), at.says(test.fact, at.value_words(test.fact, *value))};
  }

  Found operator()(const Each& test) const {
    const Json* value = at.look(test.fact);
    if (!value) return at.missing(test.fact);
    if (!value->is_array()) return at.unusable(test.fact, *value);
    const auto& all = value->as_array();
    const std::size_t there = std::min(test.last, all.size());
    Sentence words;
    bool holds = true;
    for (std::size_t i = all.size() - there; i < all.size(); ++i) {
      if (!all[i].is_string()) return at.unusable(test.fact, *value);
      holds = holds && std::ranges::find(test.allowed, std::string_view(all[i].as_string())) != test.allowed.end();
      const Sentence one = at.value_words(test.fact, all[i]);
      words = {words.vi + (words.vi.empty() ? "" : ", ") + one.vi, words.en + (words.en.empty() ? "" : ", ") + one.en};
    }
    if (there == test.last || !holds) return {of(holds), at.says(test.fact, words)};
    const std::string lacking = std::to_string(test.last - there);
    return {Result::unknown,
            at.says(test.fact, {words.vi + (there ? ", " : "") + "còn thiếu " + lacking, words.en + (there ? ", " : "") + lacking + " missing"})};
  }

  Found operator()(const Age& test) const {
    const Json* value = at.look(test.fact);
    if (!value) return test.missing_passes ? Found{Result::pass, at.says(test.fact, {"chưa có lần nào", "never"})} : at.missing(test.fact);
    const auto day = value->is_string() ? parse_day(std::string_view(value->as_string())) : std::nullopt;
    if (!day || *day > at.day()) return at.unusable(test.fact, *value);
    const std::string months = std::to_string(months_between(*day, at.day()));
    const bool holds = test.months_at_most ? at.day() <= add_months(*day, *test.months_at_most) : at.day() >= add_months(*day, *test.months_at_least);
    return {of(holds), at.says(test.fact, {page_text(*day) + ", đã " + months + " tháng", page_text(*day) + ", " + months + " months ago"})};
  }

  Found operator()(const WorkLeft& test) const {
    const Json *born = at.look("born"), *gender = at.look("gender");
    const auto day = born && born->is_string() ? parse_day(std::string_view(born->as_string())) : std::nullopt;
    const auto table = gender && gender->is_string() ? at.checks().retirement.find(std::string_view(gender->as_string())) : at.checks().retirement.end();
    if (!day || table == at.checks().retirement.end()) return {Result::unknown, {"Chưa có ngày sinh hoặc giới tính", "No date of birth or gender"}};
    const Day until = retires(table->second, *day);
    const std::string left = std::to_string(std::max(0, months_between(at.day(), until))), needed = std::to_string(test.months);
    return {of(until >= add_months(at.day(), test.months)),
            {"Nghỉ hưu " + page_text(until) + ", còn " + left + " tháng (cần " + needed + ")",
             "Retires " + page_text(until) + ", " + left + " months left (needed: " + needed + ")"}};
  }
};

/// Not applicable as soon as one condition is known not to hold; unknown where one cannot be told.
std::optional<Found> where_it_applies(const Check& check, Looking& at) {
  std::optional<Found> unknown;
  for (const auto& [name, allowed] : check.applies) {
    const Json* value = at.look(name);
    if (!value && name.find('.') == name.npos) return Found{Result::not_applicable, at.says(name, {"không có", "none"})};
    if (!value) {
      if (!unknown) unknown = at.missing(name);
      continue;
    }
    if (std::ranges::find(allowed, *value) == allowed.end()) return Found{Result::not_applicable, at.says(name, at.value_words(name, *value))};
  }
  return unknown;
}

}  // namespace

std::string_view name(Result result) {
  switch (result) {
    case Result::pass: return "pass";
    case Result::fail: return "fail";
    case Result::unknown: return "unknown";
    case Result::not_applicable: return "not_applicable";
  }
  return {};
}

const Json* Facts::find(std::string_view name) const {
  const auto point = name.find('.');
  const Json* value = scoring::fact(input, name.substr(0, point));
  if (!value || point == name.npos) return value;
  return value->is_object() ? scoring::fact(value->as_object(), name.substr(point + 1)) : nullptr;
}

std::vector<Evaluated> evaluate(const Checks& checks, const Facts& facts) {
  std::vector<Evaluated> out;
  for (const Check& check : checks.checks) {
    if (!check.in_force(facts.day)) continue;
    Evaluated one{&check, {}, {}, {}};
    Looking at(checks, facts, one.facts);
    std::optional<Found> found = where_it_applies(check, at);
    if (!found) found = std::visit(Run{at}, check.test);
    one.result = found->result, one.found = std::move(found->words);
    out.push_back(std::move(one));
  }
  return out;
}

Day retires(const std::vector<RetirementAge>& table, Day born) {
  Day reached{};
  for (const RetirementAge& row : table) {
    reached = add_months(born, row.months);
    if (static_cast<int>(reached.year()) <= row.year) return reached;
  }
  return reached;
}

}  // namespace score_eligibility
