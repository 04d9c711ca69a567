// An answer that goes on (text/event-stream): what is said on it, from any thread, goes to one client as that client takes it.
// Made by the handler of a stream's route; the connection sends what waits, and a comment where nothing is said for a while, so
// that neither a proxy nor the client thinks the other gone. Thread-safe.
#pragma once
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace luan::http {

class Stream {
 public:
  /// `waiting_max`: bytes that may wait for the client. Whoever lets more gather reads too slowly and is cut off.
  explicit Stream(std::size_t waiting_max = 64 * 1024) : waiting_max_(waiting_max) {}

  /// Never waits. False: nobody will read it.
  bool say(std::string_view bytes);
  /// What was said is still sent; then the connection closes.
  void end();
  /// Whether what is said now may still be read.
  [[nodiscard]] bool open() const;

  // -- for the connection
  /// `ready` is called, by whoever says something, each time that there is something to take after there was nothing; under the
  /// stream's lock, so it must only hand on. Never after leave().
  void attach(std::function<void()> ready);
  void leave();
  struct Taken {
    std::string bytes;
    bool over = false;  // nothing comes after them
    bool cut = false;   // the client was too slow
  };
  [[nodiscard]] Taken take();

 private:
  mutable std::mutex mutex_;
  std::function<void()> ready_;
  std::string waiting_;
  std::size_t waiting_max_;
  bool ended_ = false, cut_ = false, left_ = false;
};

}  // namespace luan::http
