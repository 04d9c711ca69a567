// Steps that open by the calendar: evaluations year by year or quarter by quarter, and what is asked before a term ends.
#pragma once
#include <optional>

#include "workflow/definition.hpp"
#include "workflow/rotation.hpp"

namespace luan::workflow {

/// The local date on which a calendar step opens next, or nothing: not a calendar step, or not any more in this visit.
[[nodiscard]] std::optional<Date> next_opening(const Step& step, const Rotation& rotation, const TimeZone& zone);

}  // namespace luan::workflow
