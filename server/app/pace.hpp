// Sending out gives way to people: while they act, what the server does for letters takes a small part of the time only.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace luan::app {

/// Safe from any thread.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  /// Somebody's command came; he waits for the answer.
  void command_came() noexcept { last_command_.store(Clock::now().time_since_epoch().count(), std::memory_order_relaxed); }

  /// After a piece of work in the background that took this long. While commands come it rests, so that such work has about
  /// one part in ten of the time, and never longer than a second; it returns at once when nobody has acted for a tenth
  /// of a second, or `stop` is asked for.
  void give_way(Clock::duration worked, const std::stop_token& stop);

 private:
  [[nodiscard]] bool people_act() const noexcept;

  std::atomic<Clock::rep> last_command_{(Clock::time_point::min)().time_since_epoch().count()};
  std::mutex mutex_;
  std::condition_variable_any stopped_;
};

}  // namespace luan::app
