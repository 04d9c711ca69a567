// Asks a plugin on behalf of people who look at a page. Nobody's connection waits for a plugin longer than a moment: one
// thread asks, the page shows what is known. A scorer is pure, so the same question keeps its answer.
#pragma once
#include <condition_variable>
#include <deque>
#include <expected>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "plugin/registry.hpp"

namespace luan::app {

class Comparing {
 public:
  struct Answer {
    json::object score;
    plugin::Answered by;
  };
  using Outcome = std::expected<Answer, plugin::PluginFailure>;
  using Ask = std::function<Outcome(const std::string& plugin, const json::object& request)>;

  explicit Comparing(Ask ask);
  ~Comparing();

  /// Nothing: it is still being asked. A failure is forgotten after a while, so that it is asked again. Thread-safe.
  [[nodiscard]] std::optional<Outcome> ask(const std::string& plugin, json::object request);

 private:
  struct Entry {
    std::string plugin;
    json::object request;
    std::optional<Outcome> outcome;
    std::chrono::steady_clock::time_point answered{};
  };
  void run(const std::stop_token& stop);

  Ask ask_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::string, Entry> entries_;  // by question
  std::deque<std::string> waiting_, order_;
  std::jthread thread_;
};

}  // namespace luan::app
