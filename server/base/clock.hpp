// Time enters the program here and nowhere else. An Instant is UTC with milliseconds; it prints as in the log:
// 2026-11-24T02:15:07.123Z.
#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace luan {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] std::string to_text(Instant instant);
/// Strict: exactly the form above, or nothing.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

/// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// The system's time plus whole days: lets a tester of a sample district jump ahead.
class OffsetClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return SystemClock().now() + std::chrono::days(days_); }
  void set(int days) { days_ = days; }

 private:
  std::atomic<int> days_ = 0;
};

/// Stands still until told: for tests and for making the sample district's history. One thread sets, any reads.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start);
  ~ManualClock() override;
  [[nodiscard]] Instant now() const override;
  void set(Instant instant);
  void advance(std::chrono::milliseconds by) { set(now() + by); }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace luan
