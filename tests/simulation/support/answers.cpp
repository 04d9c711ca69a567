#include "simulation/support/answers.hpp"

#include <algorithm>

#include "workflow/form_numbers.hpp"
#include "workflow/form_terms.hpp"

namespace luan::test {
namespace {

using workflow::Field;
using workflow::FieldKind;

constexpr int optional_given = 25, required_forgotten = 1, days_ahead = 40;

json::object fields(const std::vector<Field>& wanted, const std::string& answer, const workflow::FormWorld& world, Dice& dice);

json::value number(const Field& field, const json::object& before, Dice& dice) {
  const std::int64_t least = field.min.value_or(0);
  std::int64_t most = std::min(field.max.value_or(least + 30), least + 30);
  if (const auto* limit = before.if_contains(field.at_most); limit && limit->is_int64()) most = std::min(most, limit->as_int64());
  return json::value(least + dice.below(static_cast<int>(std::max<std::int64_t>(0, most - least)) + 1));
}

/// Null where there is nothing to choose from.
json::value value(const Field& field, const json::object& before, const workflow::FormWorld& world, Dice& dice) {
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::long_text: return json::value("Theo nguyện vọng của gia đình và địa phương");
    case FieldKind::number:
    case FieldKind::months:
    case FieldKind::duration: return number(field, before, dice);
    case FieldKind::date: return json::value(to_text(add_days(world.today, field.not_after.empty() ? 1 + dice.below(days_ahead) : 0)));
    case FieldKind::choice: return field.choices.empty() ? json::value() : json::value(dice.pick(field.choices).id);
    case FieldKind::choices: {
      json::array chosen;
      const auto least = static_cast<std::size_t>(std::max<std::int64_t>(1, field.min.value_or(1)));
      const auto most = std::min(field.choices.size(), static_cast<std::size_t>(field.max.value_or(static_cast<std::int64_t>(field.choices.size()))));
      for (const workflow::Choice& choice : field.choices)
        if (chosen.size() < least || (chosen.size() < most && dice.chance(optional_given))) chosen.emplace_back(choice.id);
      return chosen;
    }
    case FieldKind::person:
    case FieldKind::unit:
    case FieldKind::position:
    case FieldKind::plan_line: {
      const auto items = world.items(field);
      return items.empty() ? json::value() : json::value(dice.pick(items).id);
    }
    case FieldKind::attachment: return {};
    case FieldKind::rows: break;
  }
  json::array rows;
  for (std::int64_t left = field.min.value_or(1) + (field.each_of.empty() ? dice.below(2) : 0); left > 0; --left)
    rows.push_back(fields(field.columns, "", world, dice));
  return rows;
}

/// Most people see which numbers go with what they have chosen; a number that fits already stays.
void fit_numbers(const std::vector<Field>& wanted, const std::string& answer, json::object& out) {
  for (const Field& field : wanted) {
    json::value* given = out.if_contains(field.id);
    if (!given || !given->is_int64()) continue;
    const auto demand = workflow::demand_on(field, wanted, out);
    const std::int64_t least = demand ? demand->least : field.min.value_or(0);
    if (given->as_int64() < least) *given = least;
    const auto share = field.share.find(answer);
    const json::value* base = share == field.share.end() ? nullptr : out.if_contains(share->second.of);
    if (!base || workflow::is_part(share->second, given->as_int64(), base->as_int64())) continue;
    // Of an odd number nothing is exactly a half: then one more was summoned.
    for (std::int64_t of = base->as_int64(); of <= base->as_int64() + 1; ++of)
      if (const auto part = workflow::smallest_part(share->second, least, of)) {
        *given = *part;
        for (const Field& limit : wanted)  // who are in favour were there, and who were there had been summoned
          if (json::value* other = out.if_contains(limit.id); other && (limit.id == field.at_most || limit.id == share->second.of))
            *other = std::max(other->as_int64(), limit.id == share->second.of ? of : *part);
        break;
      }
  }
}

json::object fields(const std::vector<Field>& wanted, const std::string& answer, const workflow::FormWorld& world, Dice& dice) {
  json::object out;
  for (const Field& field : wanted) {
    if (!workflow::allowed_with(field, answer, out)) continue;
    const bool required = workflow::required_with(field, answer, out);
    if (!dice.chance(required ? 100 - required_forgotten : optional_given)) continue;
    if (json::value given = value(field, out, world, dice); !given.is_null()) out[field.id] = std::move(given);
  }
  if (!dice.chance(required_forgotten)) fit_numbers(wanted, answer, out);
  return out;
}

}  // namespace

json::value fill(const workflow::Form& whole, const workflow::FormWorld& world, Dice& dice, int forward) {
  const workflow::Form form = workflow::fitted(whole, world);
  json::object body;
  std::string answer;
  std::vector<workflow::Answer> open = form.answers;
  std::erase_if(open, [&](const workflow::Answer& one) { return world.withheld.contains(one.id); });
  if (!open.empty()) body["outcome"] = answer = dice.chance(forward) ? open.front().id : dice.pick(open).id;
  body["form"] = fields(form.fields, answer, world, dice);
  return body;
}

}  // namespace luan::test
