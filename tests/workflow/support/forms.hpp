// Forms beside those of the shipped workflow, and a world small enough to fill them in by hand.
#pragma once
#include <string>

#include "workflow/definition.hpp"

namespace luan::test {

/// 24/11/2026; a step that opened on the 10th; three items of every kind, the last two of one group; two files handed in.
[[nodiscard]] workflow::FormWorld form_world();
/// Fails the test where it is no JSON.
[[nodiscard]] json::value json_of(const std::string& text);
/// Every field and what is wrong with it, in both languages.
[[nodiscard]] std::string told(const Refusal& refusal);
/// Two units, a person inside one of them, a row of numbers: what rotation.yaml does not use.
[[nodiscard]] workflow::Form grouped_form();
/// Several choices and a duration, asked for.
[[nodiscard]] workflow::Form several_form();
/// The shipped workflow with these two.
[[nodiscard]] workflow::Definition with_forms();

}  // namespace luan::test
