// One client's connection: requests one after the other until either side closes. Internal to the server; runs on its
// socket's strand. Nothing that a client sends or a handler throws leaves it.
#pragma once
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/body.hpp"
#include "http/guard.hpp"
#include "http/server.hpp"
#include "http/wire.hpp"

namespace luan::http {

class Connection;

/// What all connections of one server share; outlives them.
struct Service {
  ServerOptions options;
  Router router;
  GuardRules rules;
  std::atomic<bool> stopping = false;
  std::function<bool(const std::shared_ptr<Connection>&)> begin_stream{};  // false: there are too many streams
};

struct Peer {
  std::string address;  // without port
  bool loopback = false;
  std::string own_host{};  // our address that the client reached, as Host would say it
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Service& service, Socket socket, Peer peer);

  /// To the end of the connection. The caller keeps the connection alive.
  [[nodiscard]] Awaitable<void> run();
  /// Says 503 and closes: there are too many.
  [[nodiscard]] Awaitable<void> turn_away();

  /// From any thread: closes if no request is under way; else the answer to it is the last. `Service::stopping` is set.
  void stop();
  /// From any thread: closes, whatever is under way.
  void abort();

  [[nodiscard]] const Peer& peer() const { return peer_; }

 private:
  struct Exchange;
  [[nodiscard]] Awaitable<bool> wait_for_request();
  [[nodiscard]] Awaitable<std::optional<Verdict>> read_head();
  [[nodiscard]] Awaitable<bool> exchange();
  [[nodiscard]] Awaitable<std::optional<Reply>> respond(Exchange& now);
  [[nodiscard]] Awaitable<std::optional<Reply>> take_body(Exchange& now, const RouteOptions& options);
  [[nodiscard]] Awaitable<BodyEnd> read_in(Exchange& now, std::size_t body_max, bool to_disk);
  [[nodiscard]] Awaitable<Reply> handle(const Router::Route& route, Exchange& now);
  [[nodiscard]] Awaitable<bool> deliver(Exchange& now, Reply reply);
  [[nodiscard]] std::optional<Reply> open_stream(Exchange& now, const Reply& head);
  [[nodiscard]] Awaitable<void> go_on(Exchange& now, Reply head);

  void leave_body(Exchange& now) const;
  [[nodiscard]] std::optional<Reply> ask_before(Exchange& now);
  [[nodiscard]] Reply no_handler(Exchange& now, const std::string& allow);
  /// 405 with what the path takes, or 404 where it takes nothing.
  [[nodiscard]] Reply not_taken(const Request& request, const std::string& method, const std::string& allow) const;
  [[nodiscard]] Reply objected(const Request& request, const Objection& objection) const;
  [[nodiscard]] Reply refused(const Request& request, const Refusal& refusal, int status = 0) const;
  [[nodiscard]] Reply failed(const Request& request, const std::exception& cause) const;
  [[nodiscard]] Reply finished(Exchange& now, Reply reply) const;

  Service& service_;
  std::shared_ptr<Wire> wire_;
  Peer peer_;
  GuardRules rules_;
  bool idle_ = false;       // waits for the first byte of a request
  bool streaming_ = false;  // its answer goes on
};

}  // namespace luan::http
