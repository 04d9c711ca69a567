// What a definition promises of itself, in its own words: `never: posting without government_opinion`. Proved by the
// checker over everything that can happen; here it is held against what did. Grammar: docs/properties.md.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workflow/definition.hpp"
#include "workflow/event.hpp"

namespace luan::workflow {

/// The event with which the property is broken, or nothing. What can be reached cannot be told from what was: a property of
/// that kind is never broken by a history.
[[nodiscard]] std::optional<std::size_t> broken_at(const Property& property, const std::vector<Event>& history);

/// "«Vote» ends in «Passed»"; "«Posting» is entered".
[[nodiscard]] Localized words(const Definition& definition, const Happening& happening);
/// Several, joined by "or".
[[nodiscard]] Localized words(const Definition& definition, const std::vector<Happening>& any);

/// The whole promise as a sentence: "It never happens that the rotation enters «Posting» before …".
[[nodiscard]] Localized words(const Definition& definition, const Property& property);

}  // namespace luan::workflow
