// The dates of a step as the definition says them: when it is due. What they come to on a calendar is deadlines.hpp.
#pragma once
#include <optional>

namespace luan::workflow {

/// A number of days: `10 working days`, `30 days`.
struct Wait {
  int days = 0;
  bool working = false;
};

/// `10 working days` from the opening, `10 days before term end`, `5 working days after effective`, each with `at 17:00` or
/// without. Source: DESIGN §5 (due), §8 (a due date is a local date and ends at 24:00 unless the definition gives an hour).
struct Due {
  enum class From : unsigned char { opening, effective, term_end };

  Wait wait{};
  From from = From::opening;
  bool before = false;          // counts back from that date
  std::optional<int> minute{};  // of the local day, 0 to 1439; none: its end
};

}  // namespace luan::workflow
