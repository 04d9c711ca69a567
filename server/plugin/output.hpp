// What a plugin's process prints: into the server's log, line by line, the last lines kept for the administrator.
#pragma once
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace luan::plugin {

/// Thread-safe.
class Output {
 public:
  explicit Output(std::string plugin) : plugin_(std::move(plugin)) {}

  void add(std::string_view bytes);
  /// A life of the process ends: a last line without its end counts as one.
  void finish_line();
  [[nodiscard]] std::vector<std::string> last_lines() const;

 private:
  void keep_line();

  const std::string plugin_;
  mutable std::mutex mutex_;
  std::string unfinished_;
  std::deque<std::string> lines_;
  int logged_this_life_ = 0;
};

}  // namespace luan::plugin
