// When a field may, must or need not be given, and between which days a date lies: read alike by the check and by the
// schema, so that the two cannot differ. Private to the forms.
#pragma once
#include "workflow/form.hpp"

namespace luan::workflow {

/// May the field be given with this answer, if the other fields say what it asks of them? `answer` is "" where the form has none.
[[nodiscard]] bool allowed_with(const Field& field, std::string_view answer);
/// Is it required with this answer, whatever the other fields say?
[[nodiscard]] bool required_with(const Field& field, std::string_view answer);
/// The same, where the form's other fields say this.
[[nodiscard]] bool allowed_with(const Field& field, std::string_view answer, const json::object& values);
[[nodiscard]] bool required_with(const Field& field, std::string_view answer, const json::object& values);
/// Do the values say so? Of a field that is not filled in nothing holds.
[[nodiscard]] bool holds(const Said& said, const json::object& values);

struct DateBounds {
  Date from{};
  Date to{};
  bool from_opened = false;  // `from` is the day on which the step opened
  bool from_today = false;
  bool to_today = false;
};
/// Never without bounds: what lies outside 1900 to 2199 is a slip of the hand.
[[nodiscard]] DateBounds date_bounds(const Field& field, const FormWorld& world);

/// The unit field that an item's `group` must equal, among the fields beside `field` or else those of the form (of a plan's line:
/// the position field); null where `in_unit` names none (it is a party of the rotation then, and `world.items` has seen to it).
[[nodiscard]] const Field* group_field(const Field& field, const std::vector<Field>& beside);

/// Whether who fills it in has handed in this file, of a kind that the field takes; null otherwise.
[[nodiscard]] const FormWorld::File* offered_file(const Field& field, const FormWorld& world, std::string_view id);
[[nodiscard]] bool takes_kind(const Field& field, std::string_view kind);

}  // namespace luan::workflow
