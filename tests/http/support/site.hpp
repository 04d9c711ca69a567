// A small running server for the tests, with a few routes and short limits.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "http/server.hpp"

namespace test_http {

/// GET /hello, GET /name/{name}, POST /echo, POST /small (16 bytes), POST /upload (4 MB), POST /files (multipart, 2 MB), GET /slow (300 ms), GET /throw,
/// GET /split (a reply field with a line break), GET /empty (204), GET /large (4 MB), GET /news (an event stream; 401 with X-Stranger).
[[nodiscard]] luan::http::Router routes();
/// Times short enough for tests to wait for.
[[nodiscard]] luan::http::ServerOptions quick();

/// The streams that clients have at this moment, as their handler made them.
struct Streams {
  std::mutex mutex{};
  std::vector<std::shared_ptr<luan::http::Stream>> made{};
  bool refuses = false;
  std::size_t waiting_max = 64 * 1024;

  [[nodiscard]] luan::Result<std::shared_ptr<luan::http::Stream>> make();
  [[nodiscard]] std::shared_ptr<luan::http::Stream> newest();
};

struct Site {
  explicit Site(luan::http::ServerOptions options = quick()) : server(with_streams(std::move(options), *streams), routes()) { server.start(); }
  [[nodiscard]] static luan::http::ServerOptions with_streams(luan::http::ServerOptions options, Streams& streams);

  std::unique_ptr<Streams> streams = std::make_unique<Streams>();
  luan::http::Server server;
};

/// A request without body to 127.0.0.1.
[[nodiscard]] std::string get(std::string_view target, std::string_view fields = {}, std::string_view method = "GET");
[[nodiscard]] std::string post(std::string_view target, std::string_view body, std::string_view fields = {});

}  // namespace test_http
