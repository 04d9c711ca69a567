// Answers that go on, over real sockets: said and read, kept open, slow readers, limits, the server's stop.
#include "http/stream.hpp"

#include <catch2/catch.hpp>

#include <thread>

#include "http/support/client.hpp"
#include "http/support/site.hpp"

using namespace test_http;
using luan::http::Stream;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

/// Until it holds, for thirty seconds at most: how fast is no matter here.
bool soon(const std::function<bool()>& holds) {
  for (const auto until = Clock::now() + milliseconds(30'000); Clock::now() < until; std::this_thread::sleep_for(milliseconds(5)))
    if (holds()) return true;
  return holds();
}

std::shared_ptr<Stream> opened(Site& site, Client& client, std::string_view fields = {}) {
  const auto before = site.streams->newest();
  client.send(get("/news", fields));
  REQUIRE(soon([&] { return site.streams->newest() != before; }));
  const auto head = client.read();
  CHECK(head.status == 200);
  CHECK(head.header("content-type") == "text/event-stream");
  CHECK(head.header("content-length").empty());
  CHECK(head.header("transfer-encoding").empty());
  CHECK(head.closes());
  return site.streams->newest();
}

}  // namespace

TEST_CASE("stream: what is said from another thread comes to the client, in order, until the end", "[stream]") {
  Site site;
  Client client(site.server.port());
  const auto stream = opened(site, client);
  std::thread speaker([&] {
    for (int i = 0; i < 200; ++i) CHECK(stream->say(std::to_string(i) + "\n"));
    stream->end();
    CHECK_FALSE(stream->say("late\n"));
  });
  std::string wanted;
  for (int i = 0; i < 200; ++i) wanted += std::to_string(i) + "\n";
  CHECK(client.rest() == wanted);
  speaker.join();
  CHECK(soon([&] { return site.server.connections() == 0; }));
  CHECK_FALSE(stream->open());
}

TEST_CASE("stream: stays open beyond the idle time, with a comment where nothing is said", "[stream]") {
  auto options = quick();
  options.limits.idle = milliseconds(100);
  options.limits.heartbeat = milliseconds(150);
  Site site(std::move(options));
  Client client(site.server.port());
  const auto stream = opened(site, client);
  std::this_thread::sleep_for(milliseconds(700));
  CHECK(stream->say("data: 1\n\n"));
  stream->end();
  const std::string all = client.rest();
  CHECK(all.starts_with(":\n\n:\n\n"));
  CHECK(all.ends_with("data: 1\n\n"));
}

TEST_CASE("stream: a client that leaves is noticed at once; what it sends has no meaning", "[stream]") {
  Site site;
  std::shared_ptr<Stream> stream;
  {
    Client client(site.server.port());
    stream = opened(site, client);
    client.send(get("/hello"));
    std::this_thread::sleep_for(milliseconds(50));
    CHECK(stream->open());
  }
  CHECK(soon([&] { return !stream->open(); }));
  CHECK_FALSE(stream->say("nobody reads this"));
  CHECK(soon([&] { return site.server.connections() == 0; }));
}

TEST_CASE("stream: who reads too slowly is cut off, and whoever speaks never waits for him", "[stream]") {
  auto options = quick();
  options.limits.write_stall = milliseconds(60'000);
  Site site(std::move(options));
  Client slow(site.server.port()), good(site.server.port());
  const auto to_slow = opened(site, slow);
  const auto to_good = opened(site, good);
  const std::string piece(16 * 1024, 'x');
  bool cut = false;
  for (int i = 0; i < 4'000 && !cut; ++i) cut = !to_slow->say(piece);  // more than any socket's buffers hold
  CHECK(cut);
  CHECK_FALSE(to_slow->open());
  CHECK(to_good->say("still here"));
  to_good->end();
  CHECK(good.rest() == "still here");
}

TEST_CASE("stream: a client that takes nothing for the stall time is gone", "[stream]") {
  auto options = quick();
  options.limits.write_stall = milliseconds(200);
  Site site(std::move(options));
  site.streams->waiting_max = 64 << 20;
  Client client(site.server.port());
  const auto stream = opened(site, client);
  CHECK(stream->say(std::string(32 << 20, 'x')));  // more than any socket's buffers hold
  CHECK(soon([&] { return site.server.connections() == 0; }));
  CHECK_FALSE(stream->open());
}

TEST_CASE("stream: no stream behind HEAD, another answer than 200, or a refusal; the connection goes on", "[stream]") {
  Site site;
  Client client(site.server.port());
  const auto head = client.ask(get("/news", {}, "HEAD"));
  CHECK(head.status == 200);
  CHECK(head.header("content-type") == "text/event-stream");
  CHECK(client.ask(get("/news", "X-Stranger: yes\r\n")).status == 401);
  site.streams->refuses = true;
  const auto refused = client.ask(get("/news"));
  CHECK(refused.status == 503);
  CHECK(refused.header("retry-after") == "60");
  CHECK(site.streams->made.empty());
  CHECK(client.ask(get("/hello")).body == "hello");
}

TEST_CASE("stream: streams are counted apart from the connections, and have a limit of their own", "[stream]") {
  auto options = quick();
  options.limits.connections_per_address = 2;
  options.limits.streams = 2;
  Site site(std::move(options));
  Client first(site.server.port()), second(site.server.port());
  const auto one = opened(site, first);
  const auto two = opened(site, second);
  Client third(site.server.port());
  const auto refused = third.ask(get("/news"));
  CHECK(refused.status == 503);
  CHECK_FALSE(site.streams->newest()->open());  // what was made for it is given up
  CHECK(third.ask(get("/hello")).status == 200);
  Client fourth(site.server.port());
  CHECK(fourth.ask(get("/hello")).status == 200);
  Client fifth(site.server.port());
  CHECK(fifth.ask(get("/hello")).status == 503);  // two connections that are no streams
  one->end();
  first.rest();
  REQUIRE(soon([&] { return site.server.connections() == 3; }));
  const auto again = opened(site, third);
  CHECK(again->open());
}

TEST_CASE("stream: the server's stop ends streams at once, also those nobody reads", "[stream]") {
  auto options = quick();
  options.limits.stop_time = milliseconds(60'000);  // to wait for it would outlast the client
  Site site(std::move(options));
  Client client(site.server.port()), deaf(site.server.port());
  const auto stream = opened(site, client);
  const auto to_deaf = opened(site, deaf);
  while (to_deaf->say(std::string(16 * 1024, 'x'))) {
  }
  CHECK(stream->say("before\n"));
  std::thread stopping([&] { site.server.stop(); });
  CHECK(client.rest().ends_with("before\n"));
  stopping.join();
  CHECK(site.server.connections() == 0);
  CHECK_FALSE(stream->say("after"));
}

TEST_CASE("stream: who outlives the server may go on speaking", "[stream]") {
  std::shared_ptr<Stream> stream;
  {
    Site site;
    Client client(site.server.port());
    stream = opened(site, client);
  }
  CHECK_FALSE(stream->say("nobody"));
  stream->end();
}
