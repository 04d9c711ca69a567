// What somebody fills in: sensible for the most part, at random among what the form allows.
#pragma once
#include "app/sample/dice.hpp"
#include "workflow/form.hpp"

namespace luan::test {

using app::sample::Dice;

/// {"outcome", "form"}. `forward`: of a hundred, how many take the first answer without thinking. Now and then something
/// required is left out, and the form is refused.
[[nodiscard]] json::value fill(const workflow::Form& form, const workflow::FormWorld& world, Dice& dice, int forward);

}  // namespace luan::test
