// Answers that a step takes only where what came before it came out so: `answers_if` of the definition. An eligibility that a plugin
// did not find is concluded by an exception with who allowed it and its basis, never by a silent «eligible», and never by nobody.
// Pure. Source: DESIGN §5, eligibility checks.
#pragma once
#include <optional>
#include <string_view>

#include "workflow/definition.hpp"
#include "workflow/rotation.hpp"

namespace luan::workflow {

/// Why this answer would be refused now: what it needs, and what there is. Nothing where it would not.
[[nodiscard]] std::optional<Localized> answer_withheld(const Definition& definition, const Rotation& rotation, const Step& step, std::string_view answer);

}  // namespace luan::workflow
