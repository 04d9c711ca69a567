#include "app/pace.hpp"

#include <algorithm>

namespace luan::app {
namespace {

using namespace std::chrono_literals;

constexpr int parts_of_rest = 9;  // to one of work
constexpr auto rest_most = 1s;
constexpr auto quiet_after = 100ms;
constexpr auto looks_every = 20ms;

}  // namespace

bool Pace::people_act() const noexcept {
  const Clock::time_point last{Clock::duration(last_command_.load(std::memory_order_relaxed))};
  return Clock::now() < last + quiet_after;
}

void Pace::give_way(Clock::duration worked, const std::stop_token& stop) {
  const auto rested = Clock::now() + std::min<Clock::duration>(worked * parts_of_rest, rest_most);
  std::unique_lock lock(mutex_);
  while (people_act() && !stop.stop_requested()) {
    const auto left = rested - Clock::now();
    if (left <= Clock::duration::zero()) return;
    stopped_.wait_for(lock, stop, std::min<Clock::duration>(left, looks_every), [] { return false; });
  }
}

}  // namespace luan::app
