// One stage tried in every way it can end: each step either never opens (what it waits for came out otherwise) or closes
// with one of its outcomes, and the first row that fits is taken. Private to the checker.
#pragma once
#include <optional>
#include <vector>

#include "workflow/definition.hpp"

namespace luan::workflow {

inline constexpr std::size_t combinations_max = 1'000'000;  // a stage; about a second

/// One way a stage can end. Outcomes stand in the order of StageCases::steps; "" for a step that never opened.
struct Case {
  std::vector<std::string> outcomes{};
  bool posts = false;  // a decision was issued, so the term has an end
};

struct RowUse {
  std::optional<Case> plain;      // the first case that takes the row without issuing a decision
  std::optional<Case> posting;    // and the first that issues one
  const Row* taken_by = nullptr;  // where the row is never taken: an earlier row that takes a case of it

  [[nodiscard]] bool taken() const { return plain || posting; }
};

struct StageCases {
  const Stage* stage = nullptr;
  std::vector<const Step*> steps;  // those that do not repeat, each after those it waits for
  std::vector<bool> opens;         // whether the step opens in some case
  std::vector<RowUse> rows;        // as in stage->next
  std::optional<Case> missing;     // the first case without a row
  std::size_t missing_count = 0;
  std::size_t combinations = 0;
  bool too_large = false;  // tried up to the limit only: what was not seen is not known
};

[[nodiscard]] StageCases try_stage(const Definition& definition, const Stage& stage);

}  // namespace luan::workflow
