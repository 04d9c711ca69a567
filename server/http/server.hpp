// The HTTP server: one listener, connections as coroutines on a few threads, the guard of hardening.md §3 before any
// handler, deadlines and limits for slow and many clients. Knows nothing of rotations.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "http/stream.hpp"

namespace luan::http {

/// Numbers of hardening.md §3.
struct Limits {
  std::size_t header_bytes = 16 * 1024, header_fields = 100, target_bytes = 8 * 1024;
  std::size_t connections = 2'048, connections_per_address = 512;
  std::size_t streams = 12'000;  // counted apart: they are many, and do next to nothing
  std::size_t chunk_extension_bytes = 256;
  std::size_t drain_bytes = 64 * 1024;  // of a body nobody wants, read over so that the connection can go on
  // After a refusal that ends the connection, so that it can be read: a client that is still sending a large body never
  // looks at the answer if the connection is reset under it. As much as ten megabytes of Vietnamese in a form are.
  std::size_t linger_bytes = 48 * 1024 * 1024;
  std::chrono::milliseconds header_time{10'000};  // the whole header block
  std::chrono::milliseconds body_grace{10'000};   // after which the body must come at body_bytes_per_second
  std::size_t body_bytes_per_second = 1'000;
  std::chrono::milliseconds idle{60'000};
  std::chrono::milliseconds heartbeat{20'000};  // a stream on which nothing is said for so long says a comment
  std::chrono::milliseconds write_stall{30'000};
  std::chrono::milliseconds drain_time{1'000};
  std::chrono::milliseconds stop_time{10'000};  // for what was accepted, at stop
};

/// What goes on where a route's handler has answered 200, or why nothing does.
using StreamHandler = std::function<Result<std::shared_ptr<Stream>>(const Request&)>;

struct ServerOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 0;           // 0: any free one
  int threads = 2;                   // 1 to 64
  std::vector<std::string> hosts{};  // names beside the address, localhost and loopback under which it answers, without port
  Limits limits{};
  std::filesystem::path body_folder{};  // where long multipart bodies lie while they are read; empty: the system's for temporary files
  /// After header checks, before routing and before the body is read: names the caller in request.context, or answers at once.
  std::function<std::optional<Reply>(Request&)> before{};
  /// Every reply on its way out: security headers, language, counting. `took`: from header read to reply made.
  std::function<void(const Request&, Reply&, std::chrono::microseconds took)> finish{};
  /// A refusal as a reply for this request: no route (404), wrong method (405), too large (413), malformed (400) … . For
  /// malformed ones the request may be nearly empty.
  std::function<Reply(const Request&, const Refusal&)> refusal{};
  /// By pattern of the router: GET routes whose answer goes on as a stream. The handler in the router says the reply's head, and
  /// answers who may not have it; a stream ends with the server, within stop_time.
  std::map<std::string, StreamHandler, std::less<>> streams{};
  /// A handler threw: what happened, for the log; gives the reference shown to the person.
  std::function<std::string(const Request&, const std::exception&)> failure{};
};

class Server {
 public:
  /// Binds and listens. Throws std::runtime_error with the address and the cause.
  Server(ServerOptions options, Router router);
  ~Server();
  void start();  // takes connections on its threads
  /// Takes no more, finishes what was accepted within limits.stop_time, ends the threads. Idempotent.
  void stop();
  [[nodiscard]] unsigned short port() const;
  [[nodiscard]] boost::asio::any_io_executor executor() const;
  [[nodiscard]] std::size_t connections() const;  // open now

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::http
