// A plugin as the server sees it: something to call. Behind it stands a process that is started when it is first needed,
// ended when it misbehaves, restarted with a growing pause, and left off when it fails again and again (hardening.md §7).
// Thread-safe; calls wait for one another.
#pragma once
#include <atomic>
#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "plugin/child.hpp"
#include "plugin/manifest.hpp"
#include "plugin/sandbox.hpp"

namespace luan::plugin {

struct Timing {
  std::chrono::milliseconds start{5'000};        // until the library is loaded
  std::chrono::milliseconds call{5'000};         // until an answer is there
  std::chrono::milliseconds cancel_grace{500};   // between asking a call to stop and ending the process
  std::chrono::milliseconds rest_first{1'000};   // pause before a restart; doubles,
  std::chrono::milliseconds rest_most{300'000};  // up to this
  std::chrono::milliseconds crash_window{600'000};
  int crashes_most = 5;                                                             // so many within the window: off
  std::function<Deadline()> now = [] { return std::chrono::steady_clock::now(); };  // of rests and the window; tests move it
};

struct ProcessOptions {
  std::vector<std::string> host_command;        // executable, absolute, and its arguments
  std::filesystem::path folder;                 // its own working folder; emptied at each start
  std::vector<std::filesystem::path> writable;  // granted
  bool network = false;                         // granted
  SandboxMode sandbox = SandboxMode::required;
  Timing timing;
};

enum class PluginState : unsigned char { idle, ready, resting, quarantined };
[[nodiscard]] std::string_view name(PluginState state);

struct PluginHealth {
  PluginState state = PluginState::idle;
  int restarts = 0;                     // starts after the first
  Localized last_error;                 // empty: none yet
  std::vector<std::string> last_lines;  // at most 20, of what it printed
};

/// The first message to a plugin's host.
[[nodiscard]] json::object setup_message(const Manifest& manifest, const ProcessOptions& options);
/// The working folder, made where it is missing, with nothing in it. Throws std::filesystem::filesystem_error.
void empty_folder(const std::filesystem::path& folder);

class PluginProcess {
 public:
  /// `digest`: SHA-256 of the library that the administrator enabled, hex.
  PluginProcess(Manifest manifest, std::string digest, ProcessOptions options);
  ~PluginProcess();

  /// `with` and `request` are JSON, passed on as they are. Blocks until an answer, a failure, or the deadline and the
  /// grace after it. The answer is JSON; its shape is the caller's to check.
  [[nodiscard]] std::expected<json::value, PluginFailure> call(std::string_view method, const std::string& with, const std::string& request);

  [[nodiscard]] PluginHealth health() const;
  /// The caller found an answer wrong: kept as the last error.
  void blame(const PluginFailure& failure);
  /// Ends quarantine or rest: the next call starts it, and its crashes are forgotten.
  void release();
  /// Ends a rest alone: the next call starts it, its crashes count on, and what is off stays off.
  void end_rest();

  /// Another file or nothing takes this one's place: the call that runs ends as it would, those that wait get
  /// `library_changed`, and nothing is started any more.
  void retire();
  /// Takes the place of `before`, which retires. It starts only when that one's process has ended, so that there is never
  /// more than one process a plugin, nor two in one working folder. Before the first call.
  void follow(std::shared_ptr<PluginProcess> before);

 private:
  using Answer = std::expected<json::value, PluginFailure>;

  [[nodiscard]] Answer carried(const json::object& message, std::int64_t id);
  [[nodiscard]] std::optional<PluginFailure> ensure_running();
  void finish();
  [[nodiscard]] std::optional<PluginFailure> start();
  [[nodiscard]] Answer exchange(const json::object& message, std::int64_t id);
  [[nodiscard]] Answer read_answer(std::int64_t id, Deadline deadline);
  [[nodiscard]] Answer after_deadline(std::int64_t id);
  [[nodiscard]] Answer broken(const FrameFault& fault);
  [[nodiscard]] PluginFailure crashed(PluginFailure failure);

  const Manifest manifest_;
  const std::string digest_;
  const ProcessOptions options_;
  Output output_;

  std::atomic<bool> retired_ = false;
  std::mutex calling_;  // held for a whole call; guards what follows
  std::shared_ptr<PluginProcess> before_;
  std::unique_ptr<Child> child_;
  std::int64_t last_id_ = 0;
  int starts_ = 0;

  mutable std::mutex stating_;  // held for moments; guards what follows
  PluginHealth health_;
  std::vector<Deadline> crashes_;
  Deadline rest_until_ = Deadline::min();
  std::chrono::milliseconds next_rest_;
};

}  // namespace luan::plugin
