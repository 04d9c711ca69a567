// The guard as a pure function: the table of hardening.md §3, and what a good head becomes.
#include <catch2/catch.hpp>

#include <random>

#include "http/guard.hpp"
#include "http/host.hpp"
#include "http/support/cases.hpp"

using namespace luan::http;

namespace {

GuardRules rules() { return {16 * 1024, 100, 8 * 1024, host_names("127.0.0.1", {})}; }

/// As a connection does it: fed in pieces, then checked whole. -1: more is wanted.
int status_of(std::string_view bytes, std::size_t piece) {
  if (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
  HeadScan scan;
  for (std::size_t have = std::min(piece, bytes.size());; have = std::min(have + piece, bytes.size())) {
    const auto step = scan.step(bytes.substr(0, have), rules());
    if (step.objection) return step.objection->status;
    if (step.length > 0) {
      const auto verdict = check_head(bytes.substr(0, step.length), rules());
      return verdict.objection ? verdict.objection->status : 0;
    }
    if (have == bytes.size()) return -1;
  }
}

Head good(std::string_view block) {
  const auto verdict = check_head(block, rules());
  INFO(block);
  REQUIRE_FALSE(verdict.objection);
  return verdict.head;
}

}  // namespace

TEST_CASE("guard: each row of the table, in one piece and byte by byte") {
  for (const auto& each : test_http::cases()) {
    INFO(each.row);
    CHECK(status_of(each.head, each.head.size()) == each.status);
    CHECK(status_of(each.head, 1) == each.status);
    CHECK(status_of(each.head, 7) == each.status);
  }
}

TEST_CASE("guard: no cut of a good head is taken as whole or refused") {
  const std::string block = "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n";
  for (std::size_t size = 0; size < block.size(); ++size) {
    HeadScan scan;
    const auto step = scan.step(block.substr(0, size), rules());
    CHECK_FALSE(step.objection);
    CHECK(step.length == 0);
    CHECK(check_head(block.substr(0, size), rules()).objection);
  }
}

TEST_CASE("guard: mutated heads get one verdict, however they are cut") {
  std::mt19937 random(20'261'124);
  const auto all = test_http::cases();
  const std::string_view spice("\r\n :\t,%\0/?#\x7f\xff", 14);
  const auto below = [&](std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random); };
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = all[below(all.size())].head;
    if (bytes.size() > 300) continue;
    for (std::size_t n = below(4) + 1; n > 0; --n) {
      const std::size_t at = below(bytes.size());
      if (const auto kind = below(3); kind == 0)
        bytes[at] = spice[below(spice.size())];
      else if (kind == 1)
        bytes.insert(at, 1, spice[below(spice.size())]);
      else if (bytes.size() > 1)
        bytes.erase(at, 1);
    }
    const int whole = status_of(bytes, bytes.size());
    if (whole != status_of(bytes, 1) || whole != status_of(bytes, 5)) FAIL(bytes);
  }
}

TEST_CASE("guard: a head as it is handed on") {
  const auto head = good("POST http://LOCALHOST:80?q=1 HTTP/1.1\r\nHost: localhost:80\r\nX-Ab:  c d \t\r\nContent-Length: 12\r\nExpect: 100-Continue\r\n\r\n");
  CHECK(head.method == Method::post);
  CHECK(head.target == "/?q=1");
  CHECK(head.framing == Framing::length);
  CHECK(head.content_length == 12);
  CHECK(head.expects_continue);
  CHECK_FALSE(head.close);
  CHECK(head.headers.at(1) == std::pair<std::string, std::string>("x-ab", "c d"));
}

TEST_CASE("guard: framing and closing") {
  CHECK(good("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: ChunKed\r\n\r\n").framing == Framing::chunked);
  CHECK(good("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Close\r\n\r\n").close);
  CHECK(good("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").close);
  CHECK_FALSE(good("POST / HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n").expects_continue);
  CHECK_FALSE(good("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n").has_body());
}

TEST_CASE("host names") {
  CHECK(parse_host("A.b-c_d:443") == "a.b-c_d");
  CHECK(parse_host("[::1]") == "[::1]");
  for (const char* bad : {"", ":80", "[::1", "[::1]80", "[]", "[x]", "a b", "a:b", "a:80:80", "a:-1", "a:123456"}) CHECK_FALSE(parse_host(bad));
  const auto names = host_names("::", {"Luan.Example"});
  CHECK(std::find(names.begin(), names.end(), "[::]") != names.end());
  CHECK(std::find(names.begin(), names.end(), "luan.example") != names.end());
}
