// Connections: many requests on one, deadlines, limits, what replies look like.
#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "http/security_headers.hpp"
#include "http/support/client.hpp"
#include "http/support/site.hpp"

using namespace test_http;
using std::chrono::milliseconds;

TEST_CASE("connection: 100 requests one after the other") {
  Site site;
  Client client(site.server.port());
  for (int i = 0; i < 100; ++i) {
    const auto answer = client.ask(get("/name/" + std::to_string(i)));
    REQUIRE(answer.body == std::to_string(i));
    REQUIRE_FALSE(answer.closes());
  }
  CHECK(site.server.connections() == 1);
}

TEST_CASE("connection: pipelined requests are answered in order") {
  Site site;
  Client client(site.server.port());
  std::string all = get("/slow");
  for (int i = 0; i < 40; ++i) all += get("/name/" + std::to_string(i));
  client.send(all);
  CHECK(client.read().body == "slow");
  for (int i = 0; i < 40; ++i) REQUIRE(client.read().body == std::to_string(i));
}

TEST_CASE("connection: HEAD, 204, 404, 405") {
  Site site;
  Client client(site.server.port());
  auto answer = client.ask(get("/hello", {}, "HEAD"));
  CHECK(answer.status == 200);
  CHECK(answer.header("content-length") == "5");
  CHECK(answer.header("date").ends_with(" GMT"));
  answer = client.ask(get("/empty"));
  CHECK(answer.status == 204);
  CHECK(answer.header("content-length").empty());
  answer = client.ask(get("/nowhere"));
  CHECK(answer.status == 404);
  CHECK_FALSE(answer.closes());
  answer = client.ask(get("/hello", {}, "DELETE"));
  CHECK(answer.status == 405);
  CHECK(answer.header("allow") == "GET, HEAD");
  CHECK_FALSE(answer.closes());
  CHECK(client.ask(get("/hello")).body == "hello");
  answer = client.ask(get("/hello", {}, "OPTIONS"));
  CHECK(answer.status == 405);
  CHECK(answer.header("allow") == "GET, HEAD");
  answer = Client(site.server.port()).ask(get("/hello?a=b", {}, "TRACE"));  // refused by the guard, and told the same
  CHECK(answer.status == 405);
  CHECK(answer.header("allow") == "GET, HEAD");
  CHECK(answer.closes());
  CHECK(Client(site.server.port()).ask(get("/nowhere", {}, "TRACE")).status == 404);
}

TEST_CASE("connection: closes when asked, and after HTTP/1.0") {
  Site site;
  Client asked(site.server.port());
  CHECK(asked.ask(get("/hello", "Connection: close\r\n")).closes());
  CHECK(asked.closed());
  Client old(site.server.port());
  CHECK(old.ask("GET /hello HTTP/1.0\r\n\r\n").closes());
  CHECK(old.closed());
}

TEST_CASE("connection: handlers that throw, replies that would split") {
  auto options = quick();
  std::atomic<int> failures = 0;
  options.failure = [&](const luan::http::Request& request, const std::exception& cause) {
    ++failures;
    return request.route + " " + cause.what();
  };
  Site site(std::move(options));
  Client client(site.server.port());
  auto answer = client.ask(get("/throw"));
  CHECK(answer.status == 500);
  CHECK(answer.body.find("/throw broken") != std::string::npos);
  answer = client.ask(get("/split"));
  CHECK(answer.status == 500);
  CHECK(answer.header("set-cookie").empty());
  CHECK(failures == 2);
  CHECK(client.ask(get("/hello")).body == "hello");
}

TEST_CASE("connection: hooks see what they should") {
  auto options = quick();
  std::atomic<int> seen = 0;  // assertions belong to the test's own thread
  options.before = [](luan::http::Request& request) -> std::optional<luan::http::Reply> {
    if (request.header("x-stop") == "1") return luan::http::text("stopped", 403);
    if (request.header("x-stop") == "2") throw std::runtime_error("before");
    return std::nullopt;
  };
  options.refusal = [](const luan::http::Request& request, const luan::Refusal& refusal) {
    return luan::http::text(request.peer + " " + std::string(luan::name(refusal.code)), luan::http_status(refusal.code));
  };
  options.finish = [&](const luan::http::Request&, luan::http::Reply& reply, std::chrono::microseconds took) {
    if (took.count() >= 0) ++seen;
    luan::http::add_security_headers(reply, false);
  };
  Site site(std::move(options));
  Client client(site.server.port());
  CHECK(client.ask(get("/hello", "X-Stop: 1\r\n")).body == "stopped");
  CHECK(client.ask(post("/echo", "unread", "X-Stop: 1\r\n")).body == "stopped");
  CHECK(client.ask(get("/hello", "X-Stop: 2\r\n")).status == 500);
  CHECK(client.ask(get("/nowhere")).body == "127.0.0.1 not_found");
  const auto answer = client.ask("GET /x y HTTP/1.1\r\n\r\n");
  CHECK(answer.status == 400);
  CHECK(answer.header("x-content-type-options") == "nosniff");
  CHECK(seen == 5);
}

TEST_CASE("deadlines: slow header, silence, idle") {
  Site site;
  Client slow(site.server.port());
  slow.send("GET /hello HT");
  CHECK(slow.read().status == 408);
  // Byte by byte is no excuse: the time is for the whole block.
  Client dripping(site.server.port());
  int sent = 0;
  for (const char c : get("/hello", "X: " + std::string(200, 'a') + "\r\n")) {
    if (!dripping.send(std::string(1, c))) break;
    ++sent;
    std::this_thread::sleep_for(milliseconds(10));
  }
  CHECK(dripping.read().status == 408);
  Client silent(site.server.port());
  Client idle(site.server.port());
  CHECK(idle.ask(get("/hello")).status == 200);
  CHECK(silent.closed());
  CHECK(idle.closed());
}

TEST_CASE("deadlines: a client that does not read is let go") {
  Site site;
  Client client(site.server.port());
  CHECK(client.ask(get("/hello")).status == 200);
  CHECK(site.server.connections() == 1);
  for (int i = 0; i < 4; ++i) client.send(get("/large"));
  std::this_thread::sleep_for(milliseconds(300));
  CHECK(site.server.connections() == 1);
  for (int i = 0; i < 300 && site.server.connections() > 0; ++i) std::this_thread::sleep_for(milliseconds(10));
  CHECK(site.server.connections() == 0);
}

TEST_CASE("limits: too many connections are told so") {
  for (const bool per_address : {false, true}) {
    auto options = quick();
    (per_address ? options.limits.connections_per_address : options.limits.connections) = 2;
    Site site(std::move(options));
    auto first = std::make_unique<Client>(site.server.port());
    Client second(site.server.port());
    CHECK(first->ask(get("/hello")).status == 200);
    CHECK(second.ask(get("/hello")).status == 200);
    Client third(site.server.port());
    const auto answer = third.ask(get("/hello"));
    CHECK(answer.status == 503);
    CHECK(answer.header("retry-after") == "5");
    CHECK(third.closed());
    first.reset();
    for (int i = 0; i < 100 && site.server.connections() > 1; ++i) std::this_thread::sleep_for(milliseconds(10));
    CHECK(Client(site.server.port()).ask(get("/hello")).status == 200);
  }
}

TEST_CASE("many clients at once") {
  Site site;
  std::atomic<int> good = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      Client client(site.server.port());
      for (int n = 0; n < 50; ++n) good += client.ask(post("/echo", std::to_string(n))).body == std::to_string(n);
    });
  }
  for (auto& client : clients) client.join();
  CHECK(good == 400);
}
