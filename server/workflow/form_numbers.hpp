// What the rest of a form asks of one of its numbers: a part of another number («more than 1/2 of those summoned are in favour»), and
// at least so much where a choice says so («excellent» from 90 points, a special term from one month). Whole numbers only, no rounding. Private to this folder.
#pragma once
#include <string_view>

#include "workflow/form.hpp"

namespace luan::workflow {

/// Is `value` that part of `base`?
[[nodiscard]] bool is_part(const NumberShare& share, std::int64_t value, std::int64_t base);
/// The smallest number of at least `least` that is; nothing where none up to `base` is.
[[nodiscard]] std::optional<std::int64_t> smallest_part(const NumberShare& share, std::int64_t least, std::int64_t base);
/// «trên 1/2», "more than 1/2"
[[nodiscard]] Localized part_words(const NumberShare& share);

/// The smallest that the field can be with any choice.
[[nodiscard]] std::optional<std::int64_t> loosest_min(const Field& field);

/// The choice that says how small `field` may be, in place of its own `min`.
struct Demand {
  const Field* by;
  const Choice* choice;
  std::int64_t least;
};
/// As these values have it; nothing where `min` stands.
[[nodiscard]] std::optional<Demand> demand_on(const Field& field, const std::vector<Field>& beside, const json::object& values);

}  // namespace luan::workflow
