#include "store/writer.hpp"

#include <soci/sqlite3/soci-sqlite3.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "store/fault.hpp"
#include "store/group.hpp"

namespace luan::store {

struct Writer::Impl {
  struct Waiting {
    Job job;
    Done done;
  };

  Options options;
  std::shared_ptr<const Clock> clock;
  std::shared_ptr<IdSource> ids;
  Group group;

  std::mutex mutex;
  std::condition_variable gathered;
  std::deque<Waiting> queue;
  bool stopping = false;
  std::atomic<bool> healthy{true};
  std::thread thread;

  Impl(Database& database, std::shared_ptr<const Clock> c, std::shared_ptr<IdSource> i, Options o)
      : options(o), clock(std::move(c)), ids(std::move(i)), group(database, *clock, *ids), thread([this] { work(); }) {}

  void work() {
    std::vector<Waiting> batch;
    for (;;) {
      {
        std::unique_lock lock(mutex);
        gathered.wait(lock, [&] { return stopping || !queue.empty(); });
        if (queue.empty()) return;
        while (!queue.empty() && batch.size() < options.group_max) {
          batch.push_back(std::move(queue.front()));
          queue.pop_front();
        }
      }
      carry_out(batch);
      batch.clear();
    }
  }

  void carry_out(std::vector<Waiting>& batch) {
    std::vector<std::exception_ptr> errors(batch.size());
    std::exception_ptr lost;
    try {
      if (!group.usable()) group.undo_group();
      bool failed = false;
      for (std::size_t i = 0; i < batch.size(); ++i) errors[i] = run_one(batch[i].job, failed);
      group.commit();
      healthy = !failed;
    } catch (const std::exception& error) {
      lost = std::make_exception_ptr(Unavailable(fault_text(error)));
      healthy = false;
      spdlog::error("a group of {} was not committed: {}", batch.size(), fault_text(error));
      recover();
    }
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(lost ? lost : errors[i]);
  }

  /// `failed` is set where the store could not do what the job asked; what the job throws of its own is its own affair.
  std::exception_ptr run_one(Job& job, bool& failed) {
    group.begin_job();
    try {
      job(group);
    } catch (const soci::sqlite3_soci_error& error) {
      constexpr int constraint = 19;  // SQLITE_CONSTRAINT: the job's fault, not the disk's
      const std::string text = fault_text(error);
      const bool of_the_job = error.result() == constraint;
      failed = failed || !of_the_job;
      spdlog::error("a job was undone: {}", text);
      group.undo_job();
      return of_the_job ? std::make_exception_ptr(std::runtime_error(text)) : std::make_exception_ptr(Unavailable(text));
    } catch (...) {
      group.undo_job();
      return std::current_exception();
    }
    group.end_job();
    return nullptr;
  }

  void recover() {
    try {
      group.undo_group();
    } catch (const std::exception& error) {
      spdlog::error("the store could not be reopened: {}", fault_text(error));
    }
  }
};

Writer::Writer(Database& database, std::shared_ptr<const Clock> clock, std::shared_ptr<IdSource> ids, Options options)
    : impl_(std::make_unique<Impl>(database, std::move(clock), std::move(ids), options)) {}

Writer::~Writer() { stop(); }

bool Writer::submit(Job job, Done done) {
  {
    const std::scoped_lock lock(impl_->mutex);
    if (impl_->stopping || impl_->queue.size() >= impl_->options.queue_max) return false;
    impl_->queue.push_back({std::move(job), std::move(done)});
  }
  impl_->gathered.notify_one();
  return true;
}

void Writer::run(Job job) {
  std::promise<void> finished;
  auto result = finished.get_future();
  const bool taken = submit(std::move(job), [&](std::exception_ptr error) {
    if (error)
      finished.set_exception(error);
    else
      finished.set_value();
  });
  if (!taken) throw std::runtime_error("the writer takes no more work");
  result.get();
}

void Writer::stop() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->gathered.notify_one();
  if (impl_->thread.joinable()) impl_->thread.join();
}

bool Writer::healthy() const { return impl_->healthy; }

}  // namespace luan::store
