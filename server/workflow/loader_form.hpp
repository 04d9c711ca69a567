// Forms of a workflow file, and what an effect asks of the form that carries it. Private to the loader.
#pragma once
#include "workflow/loader_map.hpp"

namespace luan::workflow {

[[nodiscard]] Form read_form(const TreeMember& member, Faults& faults);

/// `min_if` and `share`, once the field's own bounds are known; what they say of other fields is checked when all are read.
void read_number_terms(Field& field, MapReader& reader, std::int64_t least_of_kind);
void check_number_terms(const Field& field, const TreeMember& member, const Form& form, const std::vector<Field>& fields, Faults& faults);

/// Reports what `form` lacks for the effect to happen with each of the answers in `with` (all of the form's where empty).
void check_effect(Effect effect, const Form& form, const std::vector<std::string>& with, Mark mark, Faults& faults);

/// Reports where the form lacks a field of this kind, or does not demand it with each of these answers.
void check_has_field(const Form& form, std::string_view field, FieldKind kind, const std::vector<std::string>& answers, const Localized& reason, Mark mark,
                     Faults& faults);

}  // namespace luan::workflow
