#include "base/workers.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace luan {

struct Workers::Impl {
  const std::size_t queue_max;
  std::mutex mutex;
  std::condition_variable_any gathered;
  std::deque<std::function<void()>> queue;  // under `mutex`
  std::vector<std::jthread> threads;        // last: they end before what they use

  Impl(std::size_t count, std::size_t most) : queue_max(most) {
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
  // All are told before one is waited for.
  ~Impl() {
    for (std::jthread& thread : threads) thread.request_stop();
  }

  void work(const std::stop_token& stop) {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock lock(mutex);
        if (!gathered.wait(lock, stop, [&] { return !queue.empty(); })) return;
        if (stop.stop_requested()) return;
        job = std::move(queue.front());
        queue.pop_front();
      }
      job();
    }
  }
};

Workers::Workers(std::size_t threads, std::size_t queue_max) : impl_(std::make_unique<Impl>(threads, queue_max)) {}
Workers::~Workers() = default;

bool Workers::submit(std::function<void()> job) {
  {
    const std::scoped_lock lock(impl_->mutex);
    if (impl_->queue.size() >= impl_->queue_max) return false;
    impl_->queue.push_back(std::move(job));
  }
  impl_->gathered.notify_one();
  return true;
}

}  // namespace luan
