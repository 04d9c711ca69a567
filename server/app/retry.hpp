// How long a delivery that failed rests before it is tried again. Pure: chance comes in as an argument.
#pragma once
#include <chrono>
#include <cstdint>

namespace luan::app {

struct Retry {
  std::chrono::milliseconds first;
  int factor;                      // of each pause to the one before
  std::chrono::milliseconds most;  // of a pause
  int attempts_most;               // after so many the delivery is a dead letter
};

/// A step waits for its score, so it is asked for often: about seven hours in all.
inline constexpr Retry score_retry{std::chrono::seconds(5), 2, std::chrono::hours(1), 16};
/// 5 s to 24 h (hardening.md §9): about three days in all, so that a mail server may be down over a weekend.
inline constexpr Retry notify_retry{std::chrono::seconds(5), 4, std::chrono::hours(24), 11};

/// `attempts` failed so far, from 1. Of the exponential pause between three quarters and all, as `draw` says: what failed
/// together does not come back together. `draw` is uniform over its range.
[[nodiscard]] std::chrono::milliseconds pause_after(const Retry& retry, int attempts, std::uint32_t draw);

}  // namespace luan::app
