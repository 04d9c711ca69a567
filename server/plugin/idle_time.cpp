#include "plugin/idle_time.hpp"

namespace luan::plugin {

void IdleTime::watch(int process) {
  const std::lock_guard lock(mutex_);
  ::clock_getcpuclockid(process, &clock_);
  since_ = std::chrono::steady_clock::now();
}

IdleTime::Nanoseconds IdleTime::used() const {
  timespec time{};
  // Of a process that has just ended: nothing.
  if (::clock_gettime(clock_, &time) != 0) return at_rest_;
  return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

void IdleTime::work_begins() {
  const std::lock_guard lock(mutex_);
  if (!working_) idle_ += used() - at_rest_;
  working_ = true;
}

void IdleTime::work_ends() {
  const std::lock_guard lock(mutex_);
  at_rest_ = used();
  working_ = false;
}

bool IdleTime::too_much() const {
  const std::lock_guard lock(mutex_);
  if (working_) return false;
  return idle_ + used() - at_rest_ > std::chrono::seconds(1) + (std::chrono::steady_clock::now() - since_) / 20;
}

}  // namespace luan::plugin
