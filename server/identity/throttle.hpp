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

/// /24 of an IPv4 (also of one written in IPv6), /56 of an IPv6 address; the text itself where it is neither.
[[nodiscard]] std::string network_of(std::string_view address);

class Throttle {
 public:
  Throttle();
  ~Throttle();
  /// How long to wait before the next try; zero: go on, and the try counts as failed from now on, so that many at once
  /// are no way round. `browser` is the mark of a known browser (known_browser.hpp), or empty.
  [[nodiscard]] std::chrono::seconds begin(const std::string& account, const std::string& network, const std::string& browser, Instant now);
  /// Of a try that began: it was wrong, which the network's budget hears of too.
  void failed(const std::string& network, Instant now);
  void succeeded(const std::string& account, const std::string& network, const std::string& browser);
  /// The try was never judged: nobody had time for it.
  void withdrawn(const std::string& account, const std::string& network, const std::string& browser);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::identity
