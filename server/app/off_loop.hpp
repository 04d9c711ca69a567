// Waiting, as a coroutine, for what is done on another thread: the loop goes on with others meanwhile.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "app/app.hpp"

namespace luan::app {

/// Tells a loop from one that is gone: what other threads finish after a stop that did not wait for them has nobody to go to.
class LoopLife : public boost::asio::execution_context::service {
 public:
  struct State {
    std::mutex mutex;  // held while the loop is told something
    bool over = false;
  };
  using key_type = LoopLife;
  static inline boost::asio::execution_context::id id;

  explicit LoopLife(boost::asio::execution_context& context) : service(context) {}
  [[nodiscard]] std::shared_ptr<State> state() const { return state_; }

 private:
  void shutdown() override {
    const std::scoped_lock lock(state_->mutex);
    state_->over = true;
  }
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

/// Tells the answer, or what went wrong. Called once at most, from any thread.
template <class T>
using Answer = std::function<void(std::exception_ptr, T)>;

/// Who waits: told on his own executor while its loop is there. After that he is left as he lies: to take a coroutine down is itself
/// work for its loop.
template <class T, class Handler>
class OffLoop : public std::enable_shared_from_this<OffLoop<T, Handler>> {
 public:
  OffLoop(Handler handler, boost::asio::any_io_executor executor, std::shared_ptr<LoopLife::State> life)
      : handler_(std::make_unique<Handler>(std::move(handler))), executor_(std::move(executor)), life_(std::move(life)) {}
  OffLoop(const OffLoop&) = delete;
  OffLoop& operator=(const OffLoop&) = delete;
  ~OffLoop() {
    const std::scoped_lock lock(life_->mutex);
    if (life_->over)
      static_cast<void>(handler_.release());
    else
      handler_.reset();
  }

  void tell(std::exception_ptr failure, T answer) {
    const std::scoped_lock lock(life_->mutex);
    if (life_->over) return;
    boost::asio::post(executor_, [self = this->shared_from_this(), failure = std::move(failure), answer = std::move(answer)]() mutable {
      Handler handler = std::move(*self->handler_);
      handler(std::move(failure), std::move(answer));
    });
  }

 private:
  std::unique_ptr<Handler> handler_;
  boost::asio::any_io_executor executor_;
  std::shared_ptr<LoopLife::State> life_;
};

/// `start` hands the work on and keeps the answer for it. Resumes on the caller's executor; throws what the answer tells to be thrown.
template <class T>
Awaitable<T> off_loop(std::function<void(Answer<T>)> start) {
  namespace asio = boost::asio;
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  auto life = asio::use_service<LoopLife>(asio::query(executor, asio::execution::context)).state();
  // Named values: GCC 12 frees twice what a lambda inside a co_await expression captures.
  auto begin = [executor, life = std::move(life), start = std::move(start)](auto handler) mutable {
    const auto waits = std::make_shared<OffLoop<T, decltype(handler)>>(std::move(handler), executor, std::move(life));
    start([waits](std::exception_ptr failure, T answer) { waits->tell(std::move(failure), std::move(answer)); });
  };
  auto waiting = asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr, T)>(std::move(begin), asio::use_awaitable);
  T answer = co_await std::move(waiting);
  co_return answer;
}

}  // namespace luan::app
