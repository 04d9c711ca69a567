// One life of a plugin's process, from its start to its end. A thread belongs to it: it starts the process, since the
// parent-death signal comes when the starting *thread* ends; carries its output to the log; answers its requests for
// threads; and collects its exit status.
#pragma once
#include <condition_variable>
#include <expected>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "plugin/failure.hpp"
#include "plugin/frame.hpp"
#include "plugin/idle_time.hpp"
#include "plugin/output.hpp"

namespace luan::plugin {

struct ChildStart {
  std::vector<std::string> command;  // the host's executable and its arguments
  int library = -1;                  // sealed memory, used during start only
  json::object setup;                // first message, see plugin_host.cpp
  Deadline deadline = no_deadline;   // until it must be ready
};

/// One thread calls at a time; the destructor ends the process: by a word, a second later by SIGKILL.
class Child {
 public:
  /// `output` outlives the child.
  [[nodiscard]] static std::expected<std::unique_ptr<Child>, PluginFailure> start(const ChildStart& start, Output& output);
  ~Child();
  Child(const Child&) = delete;

  [[nodiscard]] int socket() const { return socket_.number(); }
  [[nodiscard]] bool ended() const;
  void kill();
  /// A call is sent; it is answered or given up. Between two calls a process has next to nothing to do.
  void work_begins() { idle_.work_begins(); }
  void work_ends() { idle_.work_ends(); }
  /// Waits for the end, at most so long; "signal 11 (Segmentation fault)", "status 3", or nothing where it still lives.
  [[nodiscard]] std::optional<std::string> end_within(std::chrono::milliseconds patience) const;

 private:
  using FirstMessage = std::expected<json::object, PluginFailure>;

  explicit Child(Output& output) : output_(output) {}
  void mind(const ChildStart& start, std::promise<FirstMessage> first);
  [[nodiscard]] std::optional<PluginFailure> spawn(const ChildStart& start);
  void serve_until_exit();
  void read_output();
  [[nodiscard]] FirstMessage read_first(Deadline deadline);
  [[nodiscard]] std::optional<PluginFailure> wait_until_ready(const json::object& first, Deadline deadline);

  Output& output_;
  Descriptor socket_;
  Descriptor process_;          // pidfd: a number that cannot come to mean another process
  Descriptor printed_;          // its stdout and stderr, non-blocking
  Descriptor thread_requests_;  // seccomp's notifications
  int process_id_ = -1;
  IdleTime idle_;
  std::thread minder_;

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::optional<std::string> end_;
};

}  // namespace luan::plugin
