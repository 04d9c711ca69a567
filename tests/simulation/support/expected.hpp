// The rules once more, reckoned in another way than the engine does: what an open step must come out with, given who has
// answered. A difference between the two is a fault in one of them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workflow/definition.hpp"
#include "workflow/event.hpp"

namespace luan::test {

/// One run of a step as the events tell of it.
struct Ask {
  std::string step;
  int run = 1;
  std::vector<workflow::Seat> roll;
  std::string plugin;
  std::optional<Date> due;
  std::optional<int> due_minute;
  struct Answer {
    workflow::Seat seat;
    std::string outcome;
    AccountId actor, principal;
  };
  std::vector<Answer> answers{};
  std::vector<workflow::Seat> vacant{};
  bool stale = false;  // something was corrected that voids what was answered before
  std::string band{};  // of a plugin step: what its score came to

  [[nodiscard]] bool answered(const workflow::Seat& seat) const;
  [[nodiscard]] bool vacated(const workflow::Seat& seat) const;
  /// Who is still waited for.
  [[nodiscard]] std::vector<workflow::Seat> awaited() const;
};

/// Nothing: it must stay open. `at` is the local time in Vietnam as minutes since 1970.
[[nodiscard]] std::optional<std::string> expected(const workflow::Definition& definition, const Ask& ask, std::int64_t at);
[[nodiscard]] std::int64_t local_minutes(Instant instant);
/// The stage or end to which the table leads, or "".
[[nodiscard]] std::string expected_next(const workflow::Stage& stage, const std::map<std::string, std::string>& outcomes);
/// The last day of a term.
[[nodiscard]] Date expected_end(Date first, int months);

}  // namespace luan::test
