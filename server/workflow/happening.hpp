// What can happen to a rotation, as far as control flow goes: a stage is entered, an end is reached, a step closes.
// Properties of a definition speak of these, and an exploration can be told to remember them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace luan::workflow {

struct Happening {
  enum class Kind : unsigned char { stage, end, step } kind = Kind::stage;
  std::string id{};
  std::vector<std::string> outcomes{};  // step: closes with one of these; empty: with any but `lapsed`

  /// A stage or an end is entered.
  [[nodiscard]] bool is_place(std::string_view place) const { return kind != Kind::step && id == place; }
  [[nodiscard]] bool is_closing(std::string_view step, std::string_view outcome) const;
};

}  // namespace luan::workflow
