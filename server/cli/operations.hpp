// What operators ask of a running server: /healthz, /readyz, /metrics (Prometheus). Thread-safe.
#pragma once
#include <chrono>
#include <memory>

#include "app/app.hpp"
#include "http/router.hpp"

namespace luan::cli {

class Metrics {
 public:
  Metrics();
  ~Metrics();
  /// One answered request, by its route, never by its path: paths hold ids.
  void count(const http::Request& request, const http::Reply& reply, std::chrono::microseconds took);
  [[nodiscard]] std::string text(const app::App& app, std::size_t connections) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// `connections` counts those open now. /metrics answers on loopback only, unless the configuration says otherwise.
void add_operations(http::Router& router, app::App& app, const Metrics& metrics, std::function<std::size_t()> connections);

}  // namespace luan::cli
