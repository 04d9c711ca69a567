#include "http/stream.hpp"

#include <utility>

namespace luan::http {

bool Stream::say(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (ended_ || cut_ || left_) return false;
  const bool first = waiting_.empty();
  if (waiting_.size() + bytes.size() > waiting_max_) {
    cut_ = true;
    waiting_ = {};
  } else {
    waiting_ += bytes;
  }
  if (ready_ && (first || cut_)) ready_();
  return !cut_;
}

void Stream::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  if (ready_) ready_();
}

bool Stream::open() const {
  const std::lock_guard lock(mutex_);
  return !ended_ && !cut_ && !left_;
}

void Stream::attach(std::function<void()> ready) {
  const std::lock_guard lock(mutex_);
  ready_ = std::move(ready);
}

void Stream::leave() {
  const std::lock_guard lock(mutex_);
  left_ = true;
  ready_ = nullptr;
  waiting_ = {};
}

Stream::Taken Stream::take() {
  const std::lock_guard lock(mutex_);
  return {std::exchange(waiting_, {}), ended_ || cut_ || left_, cut_};
}

}  // namespace luan::http
