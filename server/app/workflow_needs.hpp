// What a workflow needs of the world around it, beside being sound in itself: people for its steps, and plugins that exist,
// can score and take their configuration.
#pragma once
#include <string>
#include <vector>

#include "app/configuration.hpp"
#include "store/directory.hpp"
#include "workflow/checker.hpp"
#include "workflow/roster.hpp"

namespace luan::app {

/// Who holds which role: at the deciding committee, at every unit with officials (who may be sent) and at every unit with
/// posts (which may receive). Units are those of that day.
[[nodiscard]] workflow::Roster roster_of(const store::Directory& directory, Date day);

/// Plugins as they lie in the configured folder; none is loaded.
[[nodiscard]] std::vector<workflow::Finding> check_plugins(const workflow::Definition& definition, const Configuration& configuration);

/// Both, and registers that it would share with one of the others without saying the same of them: what keeps a definition from being
/// installed today. People are not looked at while there is no committee yet.
[[nodiscard]] std::vector<workflow::Finding> unmet_needs(const workflow::Definition& definition, const std::vector<workflow::DefinitionPtr>& others,
                                                         const store::Directory& directory, Date day, const Configuration& configuration);

/// A line each: file, line, column, sentence.
[[nodiscard]] Localized told_with_places(const std::string& file, const std::vector<workflow::Finding>& findings);

}  // namespace luan::app
