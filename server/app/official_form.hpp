// What is recorded of an official, as one form: the page, the API and the columns of an import are all read from it. The facts
// of the form's values and back. Pure.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "store/directory.hpp"
#include "workflow/form.hpp"

namespace luan::app {

/// Names, birth, home, unit and post, Party, qualifications, planning, ratings by year, health, discipline.
[[nodiscard]] const workflow::Form& official_form();

/// Fields of the form that only the organisation board and he himself read.
[[nodiscard]] bool is_private(std::string_view field);

/// The facts as they are kept and as scorers read them: `ratings` from the oldest to the latest, true and false for yes and no.
/// `values` are those of a form that holds; unit and post are not among the facts.
[[nodiscard]] json::object facts_of_values(const json::object& values);
/// The form's values for what is recorded. A unit that is no more stands under the one that goes on, without a post.
[[nodiscard]] json::object values_of_official(const store::Directory& directory, const store::Official& official, Date day);

/// Is the unit that stands under this fact that place, or one that went into it? Nothing: none is recorded.
[[nodiscard]] std::optional<bool> is_of_place(const store::Directory& directory, const json::object& facts, std::string_view fact, const UnitId& place);

/// What of `before` has to change for it to be `after`: by name, null for what is not there any more. Facts that the form does
/// not know are left alone.
[[nodiscard]] json::object facts_changed(const json::object& before, const json::object& after);

/// What makes an official of these values of him who is known, or of nobody; nothing where all is recorded already. Where unit or
/// post is another he is registered anew, with the facts that stay.
[[nodiscard]] std::optional<store::DirectoryEvent> official_event(const store::Official* known, const OfficialId& id, const json::object& values,
                                                                  const std::string& basis);

/// Twelve digits, as on the identity card.
[[nodiscard]] bool is_identity_number(std::string_view text);

/// Of which fields of the form one of these facts came: for a history in words.
[[nodiscard]] std::string field_of_fact(std::string_view fact);

}  // namespace luan::app
