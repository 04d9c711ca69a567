// How often something may be asked for: so many times in a span of time, for each key by itself. For what needs no password and
// so has no wrong one to count (throttle.hpp). Bounded memory, thread-safe.
#pragma once
#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.hpp"

namespace luan::identity {

class Allowance {
 public:
  Allowance(int most, std::chrono::seconds span) : most_(most), span_(span) {}
  /// Zero: go on, it was counted. Otherwise how long to wait, at least a second.
  [[nodiscard]] std::chrono::seconds take(const std::string& key, Instant now);
  /// As take() would answer; nothing is counted.
  [[nodiscard]] std::chrono::seconds wait(const std::string& key, Instant now);

 private:
  struct Used {
    Instant since{};
    int times = 0;
  };
  const int most_;
  const std::chrono::seconds span_;
  std::mutex mutex_;
  std::map<std::string, Used> used_;
};

}  // namespace luan::identity
