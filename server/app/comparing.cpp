#include "app/comparing.hpp"

#include <algorithm>
#include <utility>

namespace luan::app {
namespace {

constexpr std::size_t kept = 64;        // answers
constexpr std::size_t asked_most = 16;  // questions that wait
constexpr std::chrono::milliseconds patience{250};
constexpr std::chrono::seconds failure_kept{10};

}  // namespace

Comparing::Comparing(Ask ask) : ask_(std::move(ask)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Comparing::~Comparing() = default;

std::optional<Comparing::Outcome> Comparing::ask(const std::string& plugin, json::object request) {
  const std::string question = plugin + json::serialize(request);
  std::unique_lock lock(mutex_);
  auto found = entries_.find(question);
  if (found != entries_.end() && found->second.outcome && !*found->second.outcome && std::chrono::steady_clock::now() - found->second.answered > failure_kept) {
    std::erase(order_, question);
    entries_.erase(found);
    found = entries_.end();
  }
  if (found == entries_.end()) {
    if (waiting_.size() >= asked_most) return {};
    entries_[question] = {plugin, std::move(request), {}, {}};
    waiting_.push_back(question);
    changed_.notify_all();
  }
  std::optional<Outcome> out;
  changed_.wait_for(lock, patience, [&] {
    const auto now = entries_.find(question);
    if (now != entries_.end()) out = now->second.outcome;
    return out.has_value();
  });
  return out;
}

void Comparing::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    const std::string question = std::move(waiting_.front());
    waiting_.pop_front();
    const std::string plugin = entries_.at(question).plugin;
    const json::object request = entries_.at(question).request;
    lock.unlock();
    Outcome outcome = ask_(plugin, request);
    lock.lock();
    Entry& entry = entries_.at(question);
    entry.outcome = std::move(outcome), entry.answered = std::chrono::steady_clock::now();
    order_.push_back(question);
    if (order_.size() > kept) {
      entries_.erase(order_.front());
      order_.pop_front();
    }
    changed_.notify_all();
  }
}

}  // namespace luan::app
