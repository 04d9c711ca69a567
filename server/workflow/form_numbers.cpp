#include "workflow/form_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luan::workflow {

bool is_part(const NumberShare& share, std::int64_t value, std::int64_t base) {
  const std::int64_t left = value * share.denominator, right = base * share.numerator;  // both below 2^63: numbers of forms have nine digits
  switch (share.is) {
    case NumberShare::Is::more_than: return left > right;
    case NumberShare::Is::at_least: return left >= right;
    case NumberShare::Is::exactly: return left == right;
    case NumberShare::Is::at_most: return left <= right;
    case NumberShare::Is::less_than: return left < right;
  }
  return false;
}

std::optional<std::int64_t> smallest_part(const NumberShare& share, std::int64_t least, std::int64_t base) {
  // From the part rounded down: of `more_than` and `at_least` the first that holds is that or the next.
  const std::int64_t part = base * share.numerator / share.denominator;
  const bool from_below = share.is == NumberShare::Is::at_most || share.is == NumberShare::Is::less_than;
  for (std::int64_t value = from_below ? least : std::max(least, part); value <= base; ++value) {
    if (is_part(share, value, base)) return value;
    if (from_below || value > part) break;
  }
  return {};
}

Localized part_words(const NumberShare& share) {
  const std::string part = fmt::format("{}/{}", share.numerator, share.denominator);
  switch (share.is) {
    case NumberShare::Is::more_than: return {"trên " + part, "more than " + part};
    case NumberShare::Is::at_least: return {"từ " + part + " trở lên", "at least " + part};
    case NumberShare::Is::exactly: return {"đúng bằng " + part, "exactly " + part};
    case NumberShare::Is::at_most: return {"không quá " + part, "at most " + part};
    case NumberShare::Is::less_than: return {"dưới " + part, "less than " + part};
  }
  return {};
}

std::optional<std::int64_t> loosest_min(const Field& field) {
  std::optional<std::int64_t> least = field.min;
  for (const auto& [by, least_by_choice] : field.min_where)
    for (const auto& [choice, number] : least_by_choice) least = std::min(least.value_or(number), number);
  return least;
}

std::optional<Demand> demand_on(const Field& field, const std::vector<Field>& beside, const json::object& values) {
  if (field.min_where.empty()) return {};
  const auto& [id, least_by_choice] = *field.min_where.begin();
  const auto by = std::ranges::find(beside, id, &Field::id);
  const json::value* chosen = values.if_contains(id);
  if (by == beside.end() || !chosen || !chosen->is_string()) return {};
  const auto least = least_by_choice.find(std::string(chosen->as_string()));
  if (least == least_by_choice.end()) return {};
  return Demand{&*by, &*std::ranges::find(by->choices, least->first, &Choice::id), least->second};
}

}  // namespace luan::workflow
