#include "cli/operations.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "access/access.hpp"

namespace luan::cli {

struct Metrics::Impl {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter().Name("luan_http_requests_total").Help("Requests answered, by method, route and status").Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram().Name("luan_http_request_seconds").Help("From header read to reply made, by route").Register(registry);
  prometheus::Gauge& connections = prometheus::BuildGauge().Name("luan_http_connections").Help("Open connections").Register(registry).Add({});
  prometheus::Gauge& entries = prometheus::BuildGauge().Name("luan_log_entries").Help("Entries in the log").Register(registry).Add({});
  prometheus::Gauge& ready = prometheus::BuildGauge().Name("luan_ready").Help("1 while commands are taken").Register(registry).Add({});
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::count(const http::Request& request, const http::Reply& reply, std::chrono::microseconds took) {
  static const prometheus::Histogram::BucketBoundaries buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};
  const std::string route = request.route.empty() ? "none" : request.route;
  impl_->requests.Add({{"method", std::string(http::to_text(request.method))}, {"route", route}, {"status", std::to_string(reply.status)}}).Increment();
  impl_->seconds.Add({{"route", route}}, buckets).Observe(std::chrono::duration<double>(took).count());
}

std::string Metrics::text(const app::App& app, std::size_t connections) const {
  impl_->connections.Set(static_cast<double>(connections));
  impl_->entries.Set(static_cast<double>(app.log_size()));
  impl_->ready.Set(app.ready() ? 1 : 0);
  return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

void add_operations(http::Router& router, app::App& app, const Metrics& metrics, std::function<std::size_t()> connections) {
  router.add(http::Method::get, "/healthz", [](http::Request&) -> http::Awaitable<http::Reply> { co_return http::text("ok\n"); });
  router.add(http::Method::get, "/readyz", [&app](http::Request& request) -> http::Awaitable<http::Reply> {
    if (!app.ready()) co_return http::problem({RefusalCode::unavailable, {{"seconds", "5"}}}, access::visitor(request).language);
    co_return http::text("ready\n");
  });
  const bool everybody = app.configuration().metrics_public;
  router.add(http::Method::get, "/metrics",
             [&app, &metrics, everybody, connections = std::move(connections)](http::Request& request) -> http::Awaitable<http::Reply> {
               if (!everybody && !request.loopback) co_return http::problem({RefusalCode::not_found}, access::visitor(request).language);
               co_return http::text(metrics.text(app, connections()));
             });
}

}  // namespace luan::cli
