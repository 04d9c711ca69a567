// Start and stop of the server.
#include <catch2/catch.hpp>

#include <thread>

#include "http/support/client.hpp"
#include "http/support/site.hpp"

using namespace test_http;
using std::chrono::milliseconds;

TEST_CASE("stop: a running handler finishes, idle connections close at once") {
  Site site;
  Client busy(site.server.port());
  Client idle(site.server.port());
  CHECK(idle.ask(get("/hello")).status == 200);
  busy.send(get("/slow"));
  std::this_thread::sleep_for(milliseconds(100));
  std::thread stopping([&] { site.server.stop(); });
  CHECK(idle.closed(milliseconds(150)));
  const auto answer = busy.read();
  CHECK(answer.body == "slow");
  CHECK(answer.closes());
  stopping.join();
  site.server.stop();
  CHECK(site.server.connections() == 0);
  CHECK_THROWS(Client(site.server.port()));
}

TEST_CASE("stop: who does not finish in time is cut off") {
  auto options = quick();
  options.limits.stop_time = milliseconds(200);
  options.limits.body_grace = milliseconds(60'000);
  Site site(std::move(options));
  Client client(site.server.port());
  client.send(get("/echo", "Content-Length: 5\r\n", "POST"));
  std::this_thread::sleep_for(milliseconds(50));
  site.server.stop();
  CHECK(client.read().status == 0);
}

TEST_CASE("stop: handlers still waiting are destroyed with the server") {
  auto options = quick();
  options.limits.stop_time = milliseconds(20);
  options.limits.drain_time = milliseconds(20);
  Site site(std::move(options));
  Client client(site.server.port());
  client.send(get("/slow"));
  std::this_thread::sleep_for(milliseconds(50));
  site.server.stop();
  CHECK(client.read().status == 0);
}

TEST_CASE("start: an address that cannot be bound says which") {
  Site site;
  luan::http::ServerOptions options;
  options.port = site.server.port();
  CHECK_THROWS_WITH(luan::http::Server(options, {}), Catch::Contains(std::to_string(options.port)));
  options.address = "nowhere";
  CHECK_THROWS_WITH(luan::http::Server(options, {}), Catch::Contains("nowhere"));
  const luan::http::Server never_started(quick(), {});
  CHECK(never_started.port() != 0);
}
