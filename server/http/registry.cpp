#include "http/registry.hpp"

namespace luan::http {

bool Registry::enter(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  if (open_.size() - streams_.size() >= most_) return false;
  const auto at = by_address_.try_emplace(connection->peer().address, 0).first;
  if (at->second >= most_per_address_) {
    if (at->second == 0) by_address_.erase(at);
    return false;
  }
  open_.insert(connection);
  ++at->second;
  return true;
}

void Registry::leave(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  if (open_.erase(connection) == 0) return;
  if (streams_.erase(connection) == 0) leave_address(connection->peer().address);
  if (open_.empty()) empty_.notify_all();
}

bool Registry::begin_stream(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  if (streams_.size() >= most_streams_ || !open_.contains(connection)) return false;
  if (streams_.insert(connection).second) leave_address(connection->peer().address);
  return true;
}

void Registry::leave_address(const std::string& address) {
  const auto at = by_address_.find(address);
  if (at != by_address_.end() && --at->second == 0) by_address_.erase(at);
}

std::size_t Registry::count() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

std::vector<std::shared_ptr<Connection>> Registry::all() const {
  const std::lock_guard lock(mutex_);
  return {open_.begin(), open_.end()};
}

bool Registry::wait_until_empty(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  return empty_.wait_until(lock, until, [this] { return open_.empty(); });
}

void Registry::clear() {
  const std::lock_guard lock(mutex_);
  open_.clear();
  streams_.clear();
  by_address_.clear();
}

}  // namespace luan::http
