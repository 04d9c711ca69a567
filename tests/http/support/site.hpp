// A small running server for the tests, with a few routes and short limits.
#pragma once
#include <string>
#include <string_view>

#include "http/server.hpp"

namespace test_http {

/// GET /hello, GET /name/{name}, POST /echo, POST /small (16 bytes), POST /upload (4 MB), POST /files (multipart, 2 MB), GET /slow (300 ms), GET /throw,
/// GET /split (a reply field with a line break), GET /empty (204), GET /large (4 MB).
[[nodiscard]] luan::http::Router routes();
/// Times short enough for tests to wait for.
[[nodiscard]] luan::http::ServerOptions quick();

struct Site {
  explicit Site(luan::http::ServerOptions options = quick()) : server(std::move(options), routes()) { server.start(); }
  luan::http::Server server;
};

/// A request without body to 127.0.0.1.
[[nodiscard]] std::string get(std::string_view target, std::string_view fields = {}, std::string_view method = "GET");
[[nodiscard]] std::string post(std::string_view target, std::string_view body, std::string_view fields = {});

}  // namespace test_http
