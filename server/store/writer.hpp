// The one writer: a thread that takes what has gathered and commits it as a group (DESIGN §4). Every job of a group sees
// what the jobs before it decided; nobody hears of a result before the group is on the disk.
#pragma once
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>

#include "store/transaction.hpp"

namespace luan::store {

/// The disk or the file did not do what it must; nothing was recorded. Trying again later may succeed.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Writer {
 public:
  using Job = std::function<void(Transaction&)>;
  /// Called once on the writer's thread, after the commit, or with what was thrown. Must be quick and not throw.
  using Done = std::function<void(std::exception_ptr)>;

  struct Options {
    std::size_t group_max = 256;
    std::size_t queue_max = 4096;
  };

  /// `ids` is used on the writer's thread only, `clock` anywhere.
  Writer(Database& database, std::shared_ptr<const Clock> clock, std::shared_ptr<IdSource> ids)
      : Writer(database, std::move(clock), std::move(ids), Options{}) {}
  Writer(Database& database, std::shared_ptr<const Clock> clock, std::shared_ptr<IdSource> ids, Options options);
  /// Finishes the queue, then stops.
  ~Writer();

  /// False: the queue is full or the writer has stopped; `done` is then not called.
  [[nodiscard]] bool submit(Job job, Done done);
  /// Waits for the result, from any thread but the writer's. Throws what the job threw, and Unavailable where the store
  /// failed.
  void run(Job job);
  /// Finishes the queue and takes no more.
  void stop();
  /// False after the store failed, until a group is committed without a failure again.
  [[nodiscard]] bool healthy() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::store
