// Registers belong to the organisation, not to one workflow: papers of two workflows that name the same register stand in one row of
// numbers. So they have to say the same of it. Pure.
#pragma once
#include <vector>

#include "workflow/checker.hpp"

namespace luan::workflow {

/// A finding `register_shared` for each register of the definition that one of the others, under another name, numbers by another period
/// or pattern. Titles may differ. `decision`, which every definition has, counts where it is declared or a paper is entered in it.
[[nodiscard]] std::vector<Finding> check_shared_registers(const Definition& definition, const std::vector<DefinitionPtr>& others);

}  // namespace luan::workflow
