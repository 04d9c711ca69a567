// The writer's thread held: what is queued meanwhile is carried out in its order, as one group, once it is let go.
#pragma once
#include <future>
#include <memory>

#include "app/support/district.hpp"

namespace luan::test {

/// Runs a coroutine as far as it goes by itself: to the writer, where that is held. `finish` brings it to its end.
template <class T>
std::future<T> begin(app::Awaitable<T> work) {
  boost::asio::io_context& context = own_context();
  context.restart();
  auto future = boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
  context.poll();
  return future;
}
template <class T>
T finish(std::future<T>& begun) {
  own_context().restart();
  own_context().run();
  return begun.get();
}

class HeldWriter {
 public:
  explicit HeldWriter(store::Writer& writer) {
    std::promise<void> held;
    std::future<void> is_held = held.get_future();
    (void)writer.submit(
        [held = std::make_shared<std::promise<void>>(std::move(held)), go = go_.get_future().share()](store::Transaction&) {
          held->set_value();
          go.wait();
        },
        [](const std::exception_ptr&) {});
    is_held.wait();
  }
  ~HeldWriter() { let_go(); }
  HeldWriter(const HeldWriter&) = delete;
  HeldWriter& operator=(const HeldWriter&) = delete;
  void let_go() {
    if (!gone_) go_.set_value();
    gone_ = true;
  }

 private:
  std::promise<void> go_;
  bool gone_ = false;
};

}  // namespace luan::test
