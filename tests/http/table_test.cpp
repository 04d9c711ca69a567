// The guard's table again, over sockets: the answer can be read, the connection closes, the server goes on.
#include <catch2/catch.hpp>

#include "http/support/cases.hpp"
#include "http/support/client.hpp"
#include "http/support/site.hpp"

using namespace test_http;

TEST_CASE("table: every row against a running server") {
  Site site;
  for (const Case& each : cases()) {
    INFO(each.row);
    Client client(site.server.port());
    // What stands behind a refused head must never be answered, and behind one that is taken always.
    client.send(each.head + get("/name/smuggled"));
    const auto answer = client.read();
    const bool taken = each.status == 0;
    CHECK(answer.status == (taken ? answer.status == 204 ? 204 : 200 : each.status));
    CHECK(answer.closes() == (!taken || each.head.find("HTTP/1.0") != std::string::npos));
    if (answer.closes())
      CHECK(client.rest().empty());
    else
      CHECK(client.read().body == "smuggled");
    if (each.status == 405) CHECK_FALSE(answer.header("allow").empty());
  }
  CHECK(Client(site.server.port()).ask(get("/hello")).body == "hello");
}

TEST_CASE("smuggling: a body that is refused is no request") {
  Site site;
  const std::string hidden = get("/name/smuggled");
  const std::string chunk = "0\r\n\r\n";
  const std::pair<std::string, std::string> tries[] = {
      {"Content-Length: " + std::to_string(chunk.size()) + "\r\nTransfer-Encoding: chunked\r\n", chunk},
      {"Content-Length: 0\r\nContent-Length: " + std::to_string(hidden.size()) + "\r\n", ""},
      {"Transfer-Encoding: gzip\r\n", ""},
      {"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n", chunk},
      {"X: a\r\n Transfer-Encoding: chunked\r\n", ""},
  };
  for (const auto& [fields, body] : tries) {
    INFO(fields);
    Client client(site.server.port());
    client.send(get("/echo", fields, "POST") + body + hidden);
    CHECK(client.read().status == 400);
    CHECK(client.rest().empty());
  }
}

TEST_CASE("smuggling: a body on GET is read out and never the next request") {
  Site site;
  const std::string hidden = get("/name/smuggled");
  const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
  for (const char* method : {"GET", "HEAD"}) {
    Client client(site.server.port());
    client.send(get("/hello", length, method) + hidden + get("/name/next"));
    CHECK(client.read(method == std::string("HEAD")).status == 200);
    CHECK(client.read().body == "next");
  }
  for (const char* refused : {"/nowhere", "/echo"}) {
    Client client(site.server.port());
    client.send(get(refused, length) + hidden + get("/name/next"));
    const auto answer = client.read();
    CHECK(answer.status == (refused == std::string("/echo") ? 405 : 404));
    CHECK(client.read().body == "next");
  }
  // A body whose end nobody has announced: refused and closed.
  Client client(site.server.port());
  client.send(get("/nowhere", "Transfer-Encoding: chunked\r\n", "POST") + "5\r\nhello\r\n0\r\n\r\n" + hidden);
  const auto answer = client.read();
  CHECK(answer.status == 404);
  CHECK(answer.closes());
  CHECK(client.rest().empty());
}

TEST_CASE("refusals have a problem document with the status that is sent") {
  Site site;
  const auto answer = Client(site.server.port()).ask("GET /hello HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  CHECK(answer.status == 421);
  CHECK(answer.header("content-type") == "application/problem+json");
  CHECK(answer.body.find("\"status\":421") != std::string::npos);
  CHECK(answer.body.find("\"title\":\"Misdirected Request\"") != std::string::npos);
  CHECK(answer.body.find("\"code\":\"bad_request\"") != std::string::npos);
}

TEST_CASE("hosts: names that the options give") {
  auto options = quick();
  options.hosts = {"Luan.Example"};
  Site site(std::move(options));
  CHECK(Client(site.server.port()).ask("GET /hello HTTP/1.1\r\nHost: luan.example:8443\r\n\r\n").status == 200);
  CHECK(Client(site.server.port()).ask("GET /hello HTTP/1.1\r\nHost: x.luan.example\r\n\r\n").status == 421);
}

TEST_CASE("targets that decode badly are refused") {
  Site site;
  for (const char* target : {"/%ff", "/%c0%af", "/hello?x=%ed%a0%80"}) {
    INFO(target);
    CHECK(Client(site.server.port()).ask(get(target)).status == 400);
  }
}
