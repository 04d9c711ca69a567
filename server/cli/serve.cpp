// luan serve: assembles app, API and pages behind the HTTP server, and waits for a signal.
#include <fmt/format.h>
#include <signal.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

#include "access/access.hpp"
#include "api/api.hpp"
#include "api/stream.hpp"
#include "app/app.hpp"
#include "app/news.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/operations.hpp"
#include "http/compression.hpp"
#include "http/security_headers.hpp"
#include "http/server.hpp"
#include "store/fault.hpp"
#include "web/web.hpp"

namespace luan::cli {
namespace {

app::ListenPlace listen_place(const app::Configuration& configuration) {
  const std::string& text = configuration.listen;
  auto place = app::parse_listen(text);
  if (!place) throw Usage{"--listen takes ADDRESS:PORT, not «" + text + "»"};
  const bool loopback = place->address.starts_with("127.") || place->address == "::1";
  if (!loopback && configuration.proxies.empty())
    throw std::runtime_error(text +
                             ": off the loopback range plain HTTP would show passwords on the way. Listen on 127.0.0.1 behind a proxy that ends TLS, or name "
                             "that proxy's address under «proxies» in the configuration.");
  return std::move(*place);
}

void set_up_log(const std::string& level) {
  auto log = spdlog::stderr_color_mt("luan");
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  log->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(std::move(log));
}

/// Before any thread: they all inherit it, and this one waits for the signals.
sigset_t take_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int one : {SIGINT, SIGTERM}) sigaddset(&signals, one);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

/// Each browser that has a page open holds a descriptor; what a shell allows at first is made for less.
void take_descriptors() {
  constexpr rlim_t enough = 32'768;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= enough) return;
  limit.rlim_cur = std::min(limit.rlim_max, enough);
  setrlimit(RLIMIT_NOFILE, &limit);
}

int clock_offset(const Arguments& arguments) {
  const std::string text = arguments.value("clock-offset").value_or("");
  const int days = whole_number(text).value_or(-1);
  if (days < 0 || days > 36'500) throw Usage{"--clock-offset takes days, 0 to 36500"};
  return days;
}

http::ServerOptions server_options(const app::App& app, app::News& news, const web::Pages& pages, const app::ListenPlace& place, Metrics& metrics) {
  http::ServerOptions options;
  options.address = place.address;
  options.port = place.port;
  options.threads = app.configuration().io_threads;
  options.hosts = app.configuration().hosts;
  options.body_folder = app.body_folder();
  options.streams[std::string(api::stream_pattern)] = api::news_stream(news);
  options.before = [&app](http::Request& request) { return access::identify(app, request); };
  options.refusal = [&pages](const http::Request& request, const Refusal& refusal) {
    if (request.path.starts_with("/api/") || request.path.empty()) return http::problem(refusal, access::visitor(request).language);
    return pages.refusal(request, refusal);
  };
  options.finish = [&metrics](const http::Request& request, http::Reply& reply, std::chrono::microseconds took) {
    http::add_security_headers(reply, access::visitor(request).tls);
    http::compress(request, reply);
    metrics.count(request, reply, took);
    spdlog::debug("{} {} {} {} us", http::to_text(request.method), request.route, reply.status, took.count());
  };
  options.failure = [](const http::Request& request, const std::exception& error) {
    const std::string reference = to_hex(std::span(reinterpret_cast<const unsigned char*>(random_bytes(4).data()), 4));
    spdlog::error("{} on {} {}: {}", reference, http::to_text(request.method), request.route, store::fault_text(error));
    return reference;
  };
  return options;
}

}  // namespace

int serve(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"config", "data", "listen", "clock-offset"}, {});
  app::Configuration configuration = configuration_of(arguments);
  if (const auto listen = arguments.value("listen")) configuration.listen = *listen;
  const app::ListenPlace place = listen_place(configuration);
  const int offset = arguments.flag("clock-offset") ? clock_offset(arguments) : -1;
  set_up_log(configuration.log_level);
  const sigset_t signals = take_signals();
  take_descriptors();

  const auto clock = std::make_shared<OffsetClock>();
  app::App app(std::move(configuration), arguments.required("data"), clock);
  if (offset >= 0)
    if (const auto set = app.set_clock_offset(offset); !set) throw std::runtime_error(set.error().sentence(Language::en));
  clock->set(app.clock_offset_days());

  app::News news(app);
  Metrics metrics;
  http::Router router;
  std::function<std::size_t()> connections = [] { return std::size_t{0}; };
  api::add_routes(router, app);
  const web::Pages pages(app);
  pages.add_routes(router);
  add_operations(router, app, metrics, [&connections] { return connections(); });
  http::Server server(server_options(app, news, pages, place, metrics), std::move(router));
  connections = [&server] { return server.connections(); };
  app.start_background();
  news.start();
  server.start();
  const std::string host = place.address.find(':') == std::string::npos ? place.address : "[" + place.address + "]";
  std::fputs(fmt::format("Luân: http://{}:{}\n", host, server.port()).c_str(), stdout);
  std::fflush(stdout);
  int received = 0;
  sigwait(&signals, &received);
  spdlog::info("stopping: finishing what was accepted");
  server.stop();
  app.stop();
  return 0;
}

}  // namespace luan::cli
