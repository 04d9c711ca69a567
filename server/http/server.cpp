#include "http/server.hpp"

#include <fmt/format.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include "http/connection.hpp"
#include "http/host.hpp"
#include "http/registry.hpp"

namespace luan::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Strand = asio::strand<asio::io_context::executor_type>;

/// More at once are closed without a word: a flood must not cost us what it costs the flooder.
constexpr std::size_t turned_away_max = 64;
constexpr auto with_error = asio::as_tuple(asio::use_awaitable);

/// An IPv4 client on an IPv6 listener counts as what it is.
asio::ip::address plain(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return address;
}

std::string as_host(const asio::ip::address& address) { return address.is_v6() ? "[" + address.to_string() + "]" : address.to_string(); }

GuardRules rules_of(const ServerOptions& options) {
  const Limits& limits = options.limits;
  return {limits.header_bytes, limits.header_fields, limits.target_bytes, host_names(options.address, options.hosts)};
}

tcp::acceptor listen(asio::io_context& context, const ServerOptions& options) {
  try {
    const tcp::endpoint endpoint(asio::ip::make_address(options.address), options.port);
    tcp::acceptor acceptor(asio::make_strand(context));
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen();
    return acceptor;
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error(fmt::format("cannot listen on {} port {}: {}", options.address, options.port, error.code().message()));
  }
}

}  // namespace

struct Server::Impl {
  Impl(ServerOptions options, Router router)
      : service{std::move(options), std::move(router), {}, false},
        registry(service.options.limits.connections, service.options.limits.connections_per_address, service.options.limits.streams),
        context(std::clamp(service.options.threads, 1, 64)),
        acceptor(listen(context, service.options)),
        pause(acceptor.get_executor()),
        work(context.get_executor()) {
    service.rules = rules_of(service.options);
    service.begin_stream = [this](const std::shared_ptr<Connection>& connection) { return registry.begin_stream(connection); };
    port = acceptor.local_endpoint().port();
    any_address = acceptor.local_endpoint().address().is_unspecified();
  }

  Awaitable<void> accept_all();
  void take(tcp::socket socket);
  void run_thread();
  void stop();

  // The context goes first: with it go the coroutines that are left, and they use what stands above it.
  Service service;
  Registry registry;
  std::atomic<std::size_t> turned_away = 0;
  asio::io_context context;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  asio::executor_work_guard<asio::io_context::executor_type> work;
  std::vector<std::thread> threads{};
  std::mutex mutex{};  // of start and stop
  bool stopped = false;
  unsigned short port = 0;
  bool any_address = false;
};

Awaitable<void> Server::Impl::accept_all() {
  while (!service.stopping) {
    auto accepting = acceptor.async_accept(asio::make_strand(context), with_error);
    auto [error, socket] = co_await std::move(accepting);
    if (!acceptor.is_open()) co_return;
    if (!error) {
      try {
        take(tcp::socket(std::move(socket)));
      } catch (const std::exception&) {
        // Out of memory, or the client left already: its socket is closed with it.
      }
      continue;
    }
    if (error != asio::error::no_descriptors && error != asio::error::no_memory && error != asio::error::no_buffer_space) continue;
    // Nothing to take it with now; asking again at once would only burn the processor.
    pause.expires_after(std::chrono::milliseconds(100));
    auto pausing = pause.async_wait(with_error);
    co_await std::move(pausing);
  }
}

void Server::Impl::take(tcp::socket socket) {
  socket.set_option(tcp::no_delay(true));
  const auto address = plain(socket.remote_endpoint().address());
  Peer peer{address.to_string(), address.is_loopback(), any_address ? as_host(plain(socket.local_endpoint().address())) : std::string{}};
  const auto strand = socket.get_executor();
  const auto connection = std::make_shared<Connection>(service, std::move(socket), std::move(peer));
  if (registry.enter(connection)) {
    auto run = [connection]() -> Awaitable<void> { return connection->run(); };
    asio::co_spawn(strand, std::move(run), [this, connection](const std::exception_ptr&) { registry.leave(connection); });
    if (service.stopping) connection->stop();
  } else if (turned_away < turned_away_max) {
    ++turned_away;
    auto refuse = [connection]() -> Awaitable<void> { return connection->turn_away(); };
    asio::co_spawn(strand, std::move(refuse), [this, connection](const std::exception_ptr&) { --turned_away; });
  }
}

void Server::Impl::run_thread() {
  for (;;) {
    try {
      context.run();
      return;
    } catch (const std::exception&) {
      // Work that others posted threw. Requests go on.
    }
  }
}

void Server::Impl::stop() {
  const std::lock_guard lock(mutex);
  if (stopped) return;
  stopped = true;
  service.stopping = true;
  if (!threads.empty()) {
    const auto until = std::chrono::steady_clock::now() + service.options.limits.stop_time;
    // Closed before the connections are told, so that none comes in behind them. Shared, for where no thread gets to it.
    const auto closed = std::make_shared<std::promise<void>>();
    asio::post(acceptor.get_executor(), [this, closed] {
      boost::system::error_code ignored;
      acceptor.close(ignored);
      pause.cancel();
      closed->set_value();
    });
    closed->get_future().wait_until(until);
    for (const auto& connection : registry.all()) connection->stop();
    if (!registry.wait_until_empty(until)) {
      for (const auto& connection : registry.all()) connection->abort();
      registry.wait_until_empty(std::chrono::steady_clock::now() + service.options.limits.drain_time);
    }
  }
  work.reset();
  context.stop();
  for (std::thread& thread : threads) thread.join();
  threads.clear();
  registry.clear();
}

Server::Server(ServerOptions options, Router router) : impl_(std::make_unique<Impl>(std::move(options), std::move(router))) {}

Server::~Server() { impl_->stop(); }

void Server::start() {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->stopped || !impl_->threads.empty()) return;
  Impl* impl = impl_.get();
  asio::co_spawn(impl->acceptor.get_executor(), impl->accept_all(), [](const std::exception_ptr&) {});
  const int count = std::clamp(impl->service.options.threads, 1, 64);
  for (int i = 0; i < count; ++i) impl->threads.emplace_back([impl] { impl->run_thread(); });
}

void Server::stop() { impl_->stop(); }

unsigned short Server::port() const { return impl_->port; }

asio::any_io_executor Server::executor() const { return impl_->context.get_executor(); }

std::size_t Server::connections() const { return impl_->registry.count(); }

}  // namespace luan::http
