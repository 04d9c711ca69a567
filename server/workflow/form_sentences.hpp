// What the check of a form says of a field: what is wrong, and what to do. Private to the forms.
#pragma once
#include "workflow/form.hpp"
#include "workflow/form_numbers.hpp"
#include "workflow/form_terms.hpp"

namespace luan::workflow::sentence {

[[nodiscard]] Localized body_wanted();
[[nodiscard]] Localized answer_wanted(const Form& form);
[[nodiscard]] Localized unknown(std::string_view name);
[[nodiscard]] Localized required(const Field& field);
[[nodiscard]] Localized not_with_this_answer(const Form& form, const Field& field);
[[nodiscard]] Localized not_with_these_fields(const Form& form, const Field& field);
[[nodiscard]] Localized text_wanted();
[[nodiscard]] Localized too_long(std::size_t given, std::size_t most);
[[nodiscard]] Localized number_wanted(const Field& field);
[[nodiscard]] Localized out_of_range(const Field& field, std::int64_t given);
struct Standing {  // a number as it was given
  const Field& field;
  std::int64_t given;
};
[[nodiscard]] Localized less_than_choice(const Standing& number, const Demand& demand);
[[nodiscard]] Localized no_such_part(const Answer& answer, const Standing& number, const NumberShare& share, const Standing& base);
[[nodiscard]] Localized more_than(const Field& field, std::int64_t given, const Field& other, std::int64_t limit);
[[nodiscard]] Localized date_wanted(Date today);
[[nodiscard]] Localized too_early(const DateBounds& bounds);
[[nodiscard]] Localized too_late(const DateBounds& bounds);
[[nodiscard]] Localized choice_wanted(const Field& field);
[[nodiscard]] Localized choices_wanted(const Field& field);
[[nodiscard]] Localized choice_count(const Field& field, std::int64_t given);
[[nodiscard]] Localized files_wanted(const Field& field);
[[nodiscard]] Localized file_count(const Field& field, std::int64_t given);
[[nodiscard]] Localized nothing_to_choose(const Field& field);
[[nodiscard]] Localized other_group(const Field& by);
[[nodiscard]] Localized rows_wanted();
[[nodiscard]] Localized row_count(const Field& field, std::int64_t given);

}  // namespace luan::workflow::sentence
