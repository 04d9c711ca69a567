// The dates of a step as the definition says them: when it is due, when people are reminded. What they come to on a calendar is deadlines.hpp.
#pragma once
#include <optional>
#include <string>

namespace luan::workflow {

/// A number of days: `10 working days`, `30 days`.
struct Wait {
  int days = 0;
  bool working = false;
};

/// `10 working days` from the opening, `10 days before term end`, `5 working days after effective`, `30 working days after nomination`,
/// `… after resolution` (a step or stage that has ended), `… after opening of review`, each with `at 17:00` or without. Source: DESIGN §5 (due), §8 (a due date
/// is a local date and ends at 24:00 unless the definition gives an hour).
struct Due {
  enum class From : unsigned char { opening, effective, term_end, nomination, step_opened, step_closed, stage_entered, stage_left };

  Wait wait{};
  From from = From::opening;
  std::string of{};             // the step or stage, where `from` is one's
  bool before = false;          // counts back from that date
  std::optional<int> minute{};  // of the local day, 0 to 1439; none: its end

  /// Counts from a date of the term, and so moves with it.
  [[nodiscard]] bool of_term() const { return from == From::effective || from == From::term_end; }
};

/// `3 working days before`, `on the day`, `2 days after`: relative to the due date.
struct Moment {
  Wait wait{};  // 0 days: on the day
  bool before = false;
};

}  // namespace luan::workflow
