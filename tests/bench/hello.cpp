#include "hello.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <thread>
#include <vector>

namespace luan::bench {
namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;

struct Hello::Impl {
  asio::io_context context;
  tcp::acceptor acceptor{context, {asio::ip::address_v4::loopback(), 0}};
  std::vector<std::thread> threads;

  static asio::awaitable<void> serve(tcp::socket socket) {
    boost::beast::flat_buffer buffer;
    boost::system::error_code error;
    auto with_error = asio::redirect_error(asio::use_awaitable, error);
    for (;;) {
      beast_http::request<beast_http::string_body> request;
      co_await beast_http::async_read(socket, buffer, request, with_error);
      if (error) co_return;
      beast_http::response<beast_http::string_body> response(beast_http::status::ok, request.version());
      response.set(beast_http::field::content_type, "text/plain");
      response.keep_alive(request.keep_alive());
      response.body() = "hello";
      response.prepare_payload();
      co_await beast_http::async_write(socket, response, with_error);
      if (error) co_return;
    }
  }

  asio::awaitable<void> accept() {
    for (;;) {
      tcp::socket socket = co_await acceptor.async_accept(asio::make_strand(context), asio::use_awaitable);
      socket.set_option(tcp::no_delay(true));
      const auto strand = socket.get_executor();
      asio::co_spawn(strand, serve(tcp::socket(std::move(socket))), asio::detached);
    }
  }
};

Hello::Hello(int threads) : impl_(std::make_unique<Impl>()) {
  asio::co_spawn(impl_->context, impl_->accept(), asio::detached);
  for (int i = 0; i < threads; ++i) impl_->threads.emplace_back([this] { impl_->context.run(); });
}

Hello::~Hello() {
  impl_->context.stop();
  for (std::thread& thread : impl_->threads) thread.join();
}

unsigned short Hello::port() const { return impl_->acceptor.local_endpoint().port(); }

}  // namespace luan::bench
