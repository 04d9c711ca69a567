// The open connections of a server: how many, in all and from one address, and all of them at stop. Thread-safe.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "http/connection.hpp"

namespace luan::http {

class Registry {
 public:
  Registry(std::size_t most, std::size_t most_per_address, std::size_t most_streams)
      : most_(most), most_per_address_(most_per_address), most_streams_(most_streams) {}

  /// False where there are too many; then it is not kept.
  [[nodiscard]] bool enter(const std::shared_ptr<Connection>& connection);
  void leave(const std::shared_ptr<Connection>& connection);
  /// One that was entered counts among the streams from now on, no more among the connections, its address's or all. False where
  /// there are too many streams.
  [[nodiscard]] bool begin_stream(const std::shared_ptr<Connection>& connection);
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] std::vector<std::shared_ptr<Connection>> all() const;
  /// False where some are left then.
  bool wait_until_empty(std::chrono::steady_clock::time_point until);
  void clear();

 private:
  void leave_address(const std::string& address);

  mutable std::mutex mutex_;
  std::condition_variable empty_;
  std::set<std::shared_ptr<Connection>> open_, streams_;  // streams are open too
  std::map<std::string, std::size_t, std::less<>> by_address_;
  std::size_t most_, most_per_address_, most_streams_;
};

}  // namespace luan::http
