// Processor time that a plugin takes while nobody has asked it anything. A call has its deadline; a thread that a plugin
// leaves behind has none, and would take a core from the server for ever.
#pragma once
#include <chrono>
#include <ctime>
#include <mutex>

namespace luan::plugin {

/// Thread-safe. Starts as working.
class IdleTime {
 public:
  static constexpr const char* sentence = "it kept the processor busy between two calls";

  /// Before everything else; the process is a child that nobody has collected.
  void watch(int process);
  void work_begins();
  void work_ends();
  /// More than a second and a twentieth of the time since it is watched.
  [[nodiscard]] bool too_much() const;

 private:
  using Nanoseconds = std::chrono::nanoseconds;
  [[nodiscard]] Nanoseconds used() const;

  mutable std::mutex mutex_;
  clockid_t clock_ = 0;
  std::chrono::steady_clock::time_point since_;
  bool working_ = true;
  Nanoseconds at_rest_{0};  // used when the last call ended
  Nanoseconds idle_{0};
};

}  // namespace luan::plugin
