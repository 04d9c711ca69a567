#include "http/support/cases.hpp"

namespace test_http {
namespace {

using std::string;

string with(const string& fields) { return "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + "\r\n"; }
string line(const string& text) { return text + "\r\nHost: 127.0.0.1\r\n\r\n"; }
string target(const string& text) { return line("GET " + text + " HTTP/1.1"); }
string body(const string& fields) { return "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + "\r\n"; }
string host(const string& fields) { return "GET /hello HTTP/1.1\r\n" + fields + "\r\n"; }

void bytes(std::vector<Case>& all) {
  all.push_back({"bare LF ends a line", 400, "GET /hello HTTP/1.1\nHost: 127.0.0.1\r\n\r\n"});
  all.push_back({"bare LF in fields", 400, "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\nX: y\r\n\r\n"});
  all.push_back({"bare LF alone", 400, "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\n\n"});
  all.push_back({"bare CR", 400, with("X: a\rb\r\n")});
  all.push_back({"CR CR LF", 400, with("X: a\r\r\n")});
  all.push_back({"NUL", 400, with(string("X: a\0b\r\n", 8))});
  all.push_back({"control character", 400, with("X: a\x01 b\r\n")});
  all.push_back({"DEL", 400, with("X: a\x7f\r\n")});
  all.push_back({"tab within a value", 0, with("X: a\tb\r\n")});
  all.push_back({"UTF-8 in a value", 0, with("X: \xc4\x91\r\n")});
  all.push_back({"obs-fold by space", 400, with("X: a\r\n b\r\n")});
  all.push_back({"obs-fold by tab", 400, with("X: a\r\n\tb\r\n")});
  all.push_back({"space before the first field", 400, "GET /hello HTTP/1.1\r\n Host: 127.0.0.1\r\n\r\n"});
  all.push_back({"space before colon", 400, with("X : a\r\n")});
  all.push_back({"empty name", 400, with(": a\r\n")});
  all.push_back({"bad name", 400, with("X(y): a\r\n")});
  all.push_back({"no colon", 400, with("X\r\n")});
  all.push_back({"empty value", 0, with("X:\r\n")});
  all.push_back({"one empty line before", 0, "\r\n" + with("")});
}

void framing(std::vector<Case>& all) {
  all.push_back({"two Content-Length", 400, body("Content-Length: 3\r\nContent-Length: 5\r\n")});
  all.push_back({"two equal Content-Length", 400, body("Content-Length: 3\r\nContent-Length: 3\r\n")});
  all.push_back({"Content-Length list", 400, body("Content-Length: 3, 3\r\n")});
  all.push_back({"Content-Length 05", 400, body("Content-Length: 05\r\n")});
  all.push_back({"Content-Length 00", 400, body("Content-Length: 00\r\n")});
  all.push_back({"Content-Length +5", 400, body("Content-Length: +5\r\n")});
  all.push_back({"Content-Length -1", 400, body("Content-Length: -1\r\n")});
  all.push_back({"Content-Length 0x5", 400, body("Content-Length: 0x5\r\n")});
  all.push_back({"Content-Length empty", 400, body("Content-Length:\r\n")});
  all.push_back({"Content-Length of 17 digits", 400, body("Content-Length: 12345678901234567\r\n")});
  all.push_back({"Content-Length 0", 0, body("Content-Length: 0\r\n")});
  all.push_back({"Transfer-Encoding and Content-Length", 400, body("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n")});
  all.push_back({"Content-Length and Transfer-Encoding", 400, body("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")});
  all.push_back({"unknown coding", 400, body("Transfer-Encoding: gzip\r\n")});
  all.push_back({"identity", 400, body("Transfer-Encoding: identity\r\n")});
  all.push_back({"coding list", 400, body("Transfer-Encoding: gzip, chunked\r\n")});
  all.push_back({"chunked twice", 400, body("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")});
  all.push_back({"chunked, identity", 400, body("Transfer-Encoding: chunked, identity\r\n")});
  all.push_back({"xchunked", 400, body("Transfer-Encoding: xchunked\r\n")});
  all.push_back({"chunked with vertical tab", 400,
                 body("Transfer-Encoding: \x0b"
                      "chunked\r\n")});
  all.push_back({"empty coding", 400, body("Transfer-Encoding:\r\n")});
  all.push_back({"chunked in 1.0", 400, "POST /echo HTTP/1.0\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"});
  all.push_back({"Expect: other", 417, body("Content-Length: 3\r\nExpect: 200-ok\r\n")});
  all.push_back({"Expect twice", 417, body("Content-Length: 3\r\nExpect: 100-continue\r\nExpect: 100-continue\r\n")});
  all.push_back({"Upgrade is ignored", 0, with("Upgrade: websocket\r\nConnection: Upgrade\r\n")});
  all.push_back({"Connection naming framing fields", 0, with("Connection: Host, Content-Length, Transfer-Encoding\r\n")});
}

void hosts(std::vector<Case>& all) {
  all.push_back({"Host missing", 400, host("")});
  all.push_back({"Host twice", 400, host("Host: 127.0.0.1\r\nHost: 127.0.0.1\r\n")});
  all.push_back({"Host empty", 400, host("Host:\r\n")});
  all.push_back({"Host list", 400, host("Host: 127.0.0.1, localhost\r\n")});
  all.push_back({"Host with user", 400, host("Host: a@127.0.0.1\r\n")});
  all.push_back({"Host with path", 400, host("Host: 127.0.0.1/x\r\n")});
  all.push_back({"Host with empty port", 400, host("Host: 127.0.0.1:\r\n")});
  all.push_back({"Host with bad port", 400, host("Host: 127.0.0.1:99999\r\n")});
  all.push_back({"Host not ours", 421, host("Host: evil.example\r\n")});
  all.push_back({"Host that only begins as ours", 421, host("Host: 127.0.0.1.evil.example\r\n")});
  all.push_back({"localhost", 0, host("Host: LocalHost:8080\r\n")});
  all.push_back({"loopback of IPv6", 0, host("Host: [::1]:80\r\n")});
  all.push_back({"no Host in 1.0", 0, "GET /hello HTTP/1.0\r\n\r\n"});
}

void targets(std::vector<Case>& all) {
  all.push_back({"no slash", 400, target("hello")});
  all.push_back({"absolute, same authority", 0, target("http://127.0.0.1/hello")});
  all.push_back({"absolute, other authority", 400, target("http://localhost/hello")});
  all.push_back({"absolute without authority", 400, target("http:///hello")});
  all.push_back({"other scheme", 400, target("ftp://127.0.0.1/hello")});
  all.push_back({"authority", 400, target("127.0.0.1:80")});
  all.push_back({"star with GET", 400, target("*")});
  all.push_back({"star with OPTIONS", 0, line("OPTIONS * HTTP/1.1")});
  all.push_back({"space", 400, target("/a b")});
  all.push_back({"two spaces", 400, line("GET  /hello HTTP/1.1")});
  all.push_back({"tab between", 400, line("GET\t/hello HTTP/1.1")});
  all.push_back({"tab in target", 400, target("/a\tb")});
  all.push_back({"8-bit", 400, target("/\xc4\x91")});
  all.push_back({"fragment", 400, target("/a#b")});
  all.push_back({"backslash", 400, target("/a\\b")});
  all.push_back({"%00", 400, target("/a%00")});
  all.push_back({"%00 in query", 400, target("/a?b=%00")});
  all.push_back({"bad escape", 400, target("/a%zz")});
  all.push_back({"cut escape", 400, target("/a%4")});
  all.push_back({"version 1.2", 505, line("GET /hello HTTP/1.2")});
  all.push_back({"version 2.0", 505, line("GET /hello HTTP/2.0")});
  all.push_back({"version in lower case", 400, line("GET /hello http/1.1")});
  all.push_back({"version 1.10", 400, line("GET /hello HTTP/1.10")});
  all.push_back({"HTTP/2 preface", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"});
  all.push_back({"TLS hello", 400, string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)});
  all.push_back({"HTTP/0.9", 400, "GET /hello\r\n"});
  all.push_back({"unknown method", 501, line("BREW /hello HTTP/1.1")});
  all.push_back({"method in lower case", 501, line("get /hello HTTP/1.1")});
  all.push_back({"method that is no word", 400, line("G(T /hello HTTP/1.1")});
  all.push_back({"CONNECT", 405, line("CONNECT 127.0.0.1:80 HTTP/1.1")});
  all.push_back({"TRACE", 405, line("TRACE /hello HTTP/1.1")});
}

void sizes(std::vector<Case>& all) {
  string hundred, more;
  for (int i = 0; i < 99; ++i) hundred += "X: y\r\n";
  more = hundred + "X: y\r\n";
  all.push_back({"100 fields", 0, with(hundred)});
  all.push_back({"101 fields", 431, with(more)});
  all.push_back({"header block over 16 kB", 431, with("X: " + string(17'000, 'a') + "\r\n")});
  all.push_back({"header block of 15 kB", 0, with("X: " + string(15'000, 'a') + "\r\n")});
  all.push_back({"target over 8 kB", 414, target("/" + string(8'192, 'a'))});
  all.push_back({"target over 20 kB", 414, target("/" + string(20'000, 'a'))});
  all.push_back({"target of 8 kB", 0, target("/hello?" + string(8'185, 'a'))});
}

}  // namespace

std::vector<Case> cases() {
  std::vector<Case> all;
  bytes(all);
  framing(all);
  hosts(all);
  targets(all);
  sizes(all);
  return all;
}

}  // namespace test_http
