// Who may answer at meetings.
#pragma once
#include "app/caller.hpp"
#include "base/refusal.hpp"

namespace luan::app {

/// Several answers at once are for those whom the committee's meetings concern and who answer anything at all: not for auditors,
/// who only read. Whether this one is asked in a step is judged step by step.
[[nodiscard]] Result<void> may_answer_agenda(const Caller& caller);

}  // namespace luan::app
