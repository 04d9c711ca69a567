// A workflow's steps and registers in words, for its page and for what is taken away from there. Private to this folder and exports/.
#pragma once
#include "web/site.hpp"

namespace luan::web {

struct StepWords {
  std::string title, who, rule, due, outcomes;
};
/// `step` is one of `definition`.
[[nodiscard]] StepWords step_words(const Visit& visit, const workflow::Definition& definition, const workflow::Step& step);

struct RegisterWords {
  std::string title, counts, number;  // counts: through a term or a year; number: its pattern
};
[[nodiscard]] RegisterWords register_words(const Visit& visit, const workflow::Register& reg);

}  // namespace luan::web
