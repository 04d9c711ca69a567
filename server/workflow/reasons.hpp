// A reason is own words: a stock phrase alone is none.
#pragma once
#include <optional>
#include <string_view>

#include "base/refusal.hpp"
#include "workflow/definition.hpp"

namespace luan::workflow {

/// What is wrong with the reason, for its field; nothing where it will do. Case, marks and spaces do not matter.
[[nodiscard]] std::optional<FieldError> judge_reason(const ReasonRule& rule, std::string_view reason);

}  // namespace luan::workflow
