// Slows guessing (hardening.md §5): an account from one network has five free tries, then waits a second, doubling to 15
// minutes; a network has 30 failures a minute. A browser that has signed in before has a bucket of its own, so strangers
// lock nobody out. Bounded memory, thread-safe.
#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace luan::identity {

/// /24 of an IPv4, /56 of an IPv6 address; the text itself where it is neither.
[[nodiscard]] std::string network_of(std::string_view address);

class Throttle {
 public:
  Throttle();
  ~Throttle();
  /// How long to wait before the next try; zero: try now. `browser` is the id of a known browser, or empty.
  [[nodiscard]] std::chrono::seconds wait(const std::string& account, const std::string& network, const std::string& browser, Instant now);
  void failed(const std::string& account, const std::string& network, const std::string& browser, Instant now);
  void succeeded(const std::string& account, const std::string& network, const std::string& browser);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::identity
