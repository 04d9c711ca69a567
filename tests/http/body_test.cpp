// Bodies over sockets: both framings, limits, Expect, slow and broken senders.
#include <catch2/catch.hpp>

#include <thread>

#include "http/support/client.hpp"
#include "http/support/site.hpp"

using namespace test_http;

namespace {

std::string chunked(std::string_view target, std::string_view body) { return get(target, "Transfer-Encoding: chunked\r\n", "POST") + std::string(body); }

}  // namespace

TEST_CASE("body: counted and chunked, one behind the other") {
  Site site;
  Client client(site.server.port());
  client.send(post("/echo", "one") + chunked("/echo", "3\r\ntwo\r\n1;x=y\r\n!\r\n0\r\n\r\n") + post("/echo", "") + get("/hello"));
  CHECK(client.read().body == "one");
  CHECK(client.read().body == "two!");
  CHECK(client.read().body.empty());
  CHECK(client.read().body == "hello");
}

TEST_CASE("body: megabytes, and in single bytes") {
  Site site;
  const std::string large((4 << 20), 'x');
  CHECK(Client(site.server.port()).ask(post("/upload", large)).body == std::to_string(large.size()));
  Client client(site.server.port());
  for (const char c : chunked("/echo", "5\r\nhello\r\n0\r\n\r\n")) client.send(std::string(1, c));
  CHECK(client.read().body == "hello");
}

TEST_CASE("body: malformed chunks are 400 and close, whatever follows") {
  Site site;
  for (const std::string bad : {"5\nhello\r\n", "x\r\n", "5\r\nhelloXX", "0\r\nX: y\r\n\r\n", "00000000000000001\r\nx\r\n", "ffffffffffffffff\r\n"}) {
    INFO(bad);
    Client client(site.server.port());
    client.send(chunked("/echo", bad) + get("/name/smuggled"));
    const auto answer = client.read();
    CHECK(answer.status == 400);
    CHECK(answer.closes());
    CHECK(client.rest().empty());
  }
  Client longer(site.server.port());
  longer.send(chunked("/echo", "1;" + std::string(300, 'a') + "\r\nx\r\n0\r\n\r\n"));
  CHECK(longer.read().status == 400);
}

TEST_CASE("body: a trailer longer than Beast can hold does not end the process") {
  Site site;
  Client client(site.server.port());
  client.send(chunked("/echo", "1\r\nx\r\n0\r\nX: " + std::string(70'000, 'a') + "\r\n\r\n"));
  CHECK(client.read().status == 400);
  CHECK(Client(site.server.port()).ask(get("/hello")).body == "hello");
}

TEST_CASE("body: 413, announced and not, can be read") {
  Site site;
  Client announced(site.server.port());
  announced.send(post("/small", std::string(60'000, 'x'), "Expect: 100-continue\r\n"));
  auto answer = announced.read();
  CHECK(answer.status == 413);
  CHECK(answer.closes());
  CHECK(answer.body.find("16") != std::string::npos);
  CHECK(announced.continues == 0);
  CHECK(announced.closed());

  Client unannounced(site.server.port());
  unannounced.send(chunked("/small", "11\r\n" + std::string(17, 'x') + "\r\n0\r\n\r\n"));
  answer = unannounced.read();
  CHECK(answer.status == 413);
  CHECK(answer.closes());
  CHECK(Client(site.server.port()).ask(post("/small", std::string(16, 'x'))).status == 200);
}

TEST_CASE("body: Expect: 100-continue") {
  Site site;
  Client client(site.server.port());
  client.send(get("/echo", "Content-Length: 5\r\nExpect: 100-continue\r\n", "POST"));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  client.send("hello");
  CHECK(client.read().body == "hello");
  CHECK(client.continues == 1);
  // No such path: no 100, and nobody can tell what follows.
  const auto answer = client.ask(get("/nowhere", "Content-Length: 5\r\nExpect: 100-continue\r\n", "POST"));
  CHECK(answer.status == 404);
  CHECK(answer.closes());
  CHECK(client.continues == 1);
}

TEST_CASE("body: one that does not come is 408") {
  Site site;
  Client client(site.server.port());
  client.send(get("/echo", "Content-Length: 5\r\n", "POST") + "he");
  const auto answer = client.read();
  CHECK(answer.status == 408);
  CHECK(answer.closes());
}

TEST_CASE("body: a client that leaves in the middle is forgotten") {
  Site site;
  {
    Client client(site.server.port());
    CHECK(client.ask(get("/hello")).status == 200);
    client.send(get("/echo", "Content-Length: 5\r\n", "POST") + "he");
    CHECK(site.server.connections() == 1);
  }
  for (int i = 0; i < 100 && site.server.connections() > 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(site.server.connections() == 0);
}
