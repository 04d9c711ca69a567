#include "paper/press.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace luan::paper {

struct Press::Impl {
  struct Job {
    Document document;
    std::function<void(std::exception_ptr, Printed)> done;
  };
  std::size_t queue_max;
  std::mutex mutex;
  std::condition_variable_any gathered;
  std::deque<Job> queue;  // under `mutex`
  std::jthread thread;    // last: it ends before what it uses

  explicit Impl(std::size_t most) : queue_max(most), thread([this](const std::stop_token& stop) { work(stop); }) {}

  void work(const std::stop_token& stop) {
    for (;;) {
      Job job;
      {
        std::unique_lock lock(mutex);
        if (!gathered.wait(lock, stop, [&] { return !queue.empty(); })) return;
        job = std::move(queue.front());
        queue.pop_front();
      }
      if (stop.stop_requested()) return;
      Printed printed;
      std::exception_ptr failure;
      try {
        printed = to_pdf(job.document);
      } catch (...) {
        failure = std::current_exception();
      }
      job.done(failure, std::move(printed));
    }
  }
};

Press::Press(std::size_t queue_max) : impl_(std::make_unique<Impl>(queue_max)) {}
Press::~Press() = default;

bool Press::print(Document document, std::function<void(std::exception_ptr, Printed)> done) {
  {
    const std::scoped_lock lock(impl_->mutex);
    if (impl_->queue.size() >= impl_->queue_max) return false;
    impl_->queue.push_back({std::move(document), std::move(done)});
  }
  impl_->gathered.notify_one();
  return true;
}

}  // namespace luan::paper
