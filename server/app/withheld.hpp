// Which answers a step does not take by what is recorded, and why. Private to this folder.
#pragma once
#include <map>
#include <string>

#include "base/date.hpp"
#include "workflow/definition.hpp"
#include "workflow/rotation.hpp"

namespace luan::app {

/// By answer. `on`: the day on which papers of the dossier must still hold.
[[nodiscard]] std::map<std::string, Localized> withheld_in(const workflow::Definition& definition, const workflow::Rotation& rotation,
                                                           const workflow::Step& step, Date on);

}  // namespace luan::app
