// A form of the workflow as HTML controls, with what was typed and what is wrong with it. Private to this folder.
#pragma once
#include <string>
#include <vector>

#include "web/site.hpp"
#include "workflow/form.hpp"

namespace luan::web {

struct FormState {
  json::object body{};  // {"outcome"?, "form"} as body_from_fields gives it; what was typed stays
  std::vector<FieldError> errors{};
  int extra_rows = 1;       // blank rows shown after the filled ones
  std::string prefix{};     // of names and ids, where several forms stand on one page; errors are named without it
  bool choose_all = false;  // ticks have one for all of them, by script
};
/// The fields of the form. Ids are the errors' own field names, so a summary can link to them.
[[nodiscard]] std::string form_fields(const workflow::Form& form, const workflow::FormWorld& world, const FormState& state, Language language);
/// «Chưa gửi được: cần sửa 2 chỗ», each line linked to its field. Empty where nothing is wrong.
[[nodiscard]] std::string error_summary(const std::vector<FieldError>& errors, Language language);
/// Why nothing was recorded, above what was typed: the summary where fields are named, else the refusal's sentence.
[[nodiscard]] std::string refusal_note(const Refusal& refusal, Language language);
/// The same state as hidden fields, for the check page.
[[nodiscard]] std::string hidden_fields(const workflow::Form& form, const FormState& state);
/// What was typed, whether it is right or not; what is empty is left out.
[[nodiscard]] std::vector<app::ValueView> typed_values(const workflow::Form& form, const workflow::FormWorld& world, const FormState& state, Language language);
/// Does it ask for files? It is posted as multipart/form-data then.
[[nodiscard]] bool asks_for_files(const workflow::Form& form);
[[nodiscard]] std::string hidden_field(const std::string& name, const std::string& value);
/// Do they read the same, whatever they are called?
[[nodiscard]] bool reads_alike(const app::ValueView& one, const app::ValueView& other);
/// A list of what was filled, for check and rotation pages: dl with tables for rows and links for files. `beside`: another version of the
/// same; what is otherwise there, or not there, bears a mark.
[[nodiscard]] std::string value_list(const std::vector<app::ValueView>& values, Language language, const std::vector<app::ValueView>* beside = nullptr);

}  // namespace luan::web
