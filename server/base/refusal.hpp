// A refusal: our answer when a request is understood and not carried out. A value with a stable code and a sentence, in
// both languages, that tells a person what to do. Broken machinery is not a refusal: it throws.
#pragma once
#include <expected>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/localized.hpp"

namespace luan {

enum class RefusalCode : unsigned short {
#define REFUSAL(code, status, vi, en) code,
#include "base/refusals.def"
#undef REFUSAL
};

/// What is wrong with one field. `field` is the form's own name for it, rows as `assignments.0.due`.
struct FieldError {
  std::string field;
  Localized text;
  bool operator==(const FieldError&) const = default;
};

/// What fills {name} in a sentence: a word in each language, or one that is the same in both (a number, a name, a day).
struct RefusalParam {
  std::string name;
  Localized value;

  RefusalParam(std::string name_, Localized value_) : name(std::move(name_)), value(std::move(value_)) {}
  RefusalParam(std::string name_, const std::string& same) : name(std::move(name_)), value{same, same} {}
};

struct [[nodiscard]] Refusal {
  RefusalCode code{};
  std::vector<RefusalParam> params{};  // fill {name} in both sentences
  std::vector<FieldError> fields{};    // with `invalid` and `weak_password`

  /// The whole sentence, placeholders filled; a parameter not given stays out as an em dash.
  [[nodiscard]] std::string sentence(Language language) const;
};

[[nodiscard]] std::string_view name(RefusalCode code);  // "step_closed"
[[nodiscard]] int http_status(RefusalCode code);
/// Every code, for the OpenAPI description and the tests.
[[nodiscard]] std::vector<RefusalCode> all_refusal_codes();

template <class T>
using Result = std::expected<T, Refusal>;

using Params = std::initializer_list<RefusalParam>;
[[nodiscard]] inline std::unexpected<Refusal> refuse(RefusalCode code, Params params = {}) {
  return std::unexpected(Refusal{code, {params.begin(), params.end()}, {}});
}
/// `invalid` with its count filled in. Takes at least one error.
[[nodiscard]] std::unexpected<Refusal> refuse_fields(std::vector<FieldError> fields);

}  // namespace luan
