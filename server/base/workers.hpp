// Threads for work that takes long, so that an event loop never waits for it. The queue is bounded.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>

namespace luan {

class Workers {
 public:
  /// `threads` from 1; `queue_max`: jobs that wait at most, beside those that run.
  Workers(std::size_t threads, std::size_t queue_max);
  /// Finishes what runs; what still waits is dropped.
  ~Workers();

  /// Runs `job`, which does not throw, on one of the threads. False: too many wait already. Thread-safe.
  [[nodiscard]] bool submit(std::function<void()> job);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan
