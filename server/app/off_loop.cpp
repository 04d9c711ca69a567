#include "app/off_loop.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>

namespace luan::app {
namespace asio = boost::asio;
namespace {

/// Tells a loop from one that is gone: what other threads finish after a stop that did not wait for them has nobody to go to.
class LoopLife : public asio::execution_context::service {
 public:
  struct State {
    std::mutex mutex;  // held while the loop is told something
    bool over = false;
  };
  using key_type = LoopLife;
  static inline asio::execution_context::id id;

  explicit LoopLife(asio::execution_context& context) : service(context) {}
  [[nodiscard]] std::shared_ptr<State> state() const { return state_; }

 private:
  void shutdown() override {
    const std::scoped_lock lock(state_->mutex);
    state_->over = true;
  }
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

/// Who waits: told on his own executor while its loop is there. After that he is left as he lies: to take a coroutine down is itself
/// work for its loop.
template <class Handler>
class OffLoop : public std::enable_shared_from_this<OffLoop<Handler>> {
 public:
  OffLoop(Handler handler, asio::any_io_executor executor, std::shared_ptr<LoopLife::State> life)
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

  void tell(std::exception_ptr failure) {
    const std::scoped_lock lock(life_->mutex);
    if (life_->over) return;
    asio::post(executor_, [self = this->shared_from_this(), failure = std::move(failure)]() mutable {
      Handler handler = std::move(*self->handler_);
      handler(std::move(failure));
    });
  }

 private:
  std::unique_ptr<Handler> handler_;
  asio::any_io_executor executor_;
  std::shared_ptr<LoopLife::State> life_;
};

}  // namespace

Awaitable<void> finished_off_loop(std::function<void(Finish)> start) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  auto life = asio::use_service<LoopLife>(asio::query(executor, asio::execution::context)).state();
  auto begin = [executor, life = std::move(life), start = std::move(start)](auto handler) mutable {
    const auto waits = std::make_shared<OffLoop<decltype(handler)>>(std::move(handler), executor, std::move(life));
    start([waits](std::exception_ptr failure) { waits->tell(std::move(failure)); });
  };
  auto waiting = asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(std::move(begin), asio::use_awaitable);
  co_await std::move(waiting);
}

}  // namespace luan::app
