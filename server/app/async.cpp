#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "app/impl.hpp"

namespace luan::app {
namespace asio = boost::asio;

Awaitable<bool> run_on_writer(store::Writer& writer, std::function<void(store::Transaction&)> job) {
  const auto executor = co_await asio::this_coro::executor;
  // Named values: GCC 12 frees twice what a lambda inside a co_await expression captures.
  auto start = [&writer, executor, job = std::move(job)](auto handler) mutable {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    auto resume = [shared, executor](std::exception_ptr error) { asio::post(executor, [shared, error] { (*shared)(error, true); }); };
    if (!writer.submit(std::move(job), resume)) asio::post(executor, [shared] { (*shared)(std::exception_ptr(), false); });
  };
  auto waiting = asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr, bool)>(std::move(start), asio::use_awaitable);
  const bool taken = co_await std::move(waiting);
  co_return taken;
}

Awaitable<std::optional<std::string>> hash_off_loop(identity::PasswordHasher& hasher, std::string password) {
  const auto executor = co_await asio::this_coro::executor;
  auto start = [&hasher, executor, password = std::move(password)](auto handler) mutable {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    auto resume = [shared, executor](std::string hash) {
      asio::post(executor, [shared, hash = std::move(hash)] { (*shared)(std::exception_ptr(), std::optional(hash)); });
    };
    if (!hasher.hash(std::move(password), resume)) asio::post(executor, [shared] { (*shared)(std::exception_ptr(), std::optional<std::string>()); });
  };
  auto waiting =
      asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr, std::optional<std::string>)>(std::move(start), asio::use_awaitable);
  std::optional<std::string> hash = co_await std::move(waiting);
  co_return hash;
}

}  // namespace luan::app
