// Replies, problem documents, security headers, and replies as bytes.
#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "http/reply.hpp"
#include "http/security_headers.hpp"
#include "http/serialise.hpp"
#include "http/status.hpp"

using namespace luan::http;
namespace json = luan::json;
using luan::Language;
using luan::RefusalCode;

namespace {

std::string field(const Reply& reply, std::string_view name) {
  for (const auto& [key, value] : reply.headers)
    if (key == name) return value;
  return "-";
}

}  // namespace

TEST_CASE("problem: the document and its fields") {
  const auto reply = problem({RefusalCode::invalid, {{"count", "1"}}, {{"due", {"Thiếu hạn.", "No date."}}}}, Language::vi);
  CHECK(reply.status == 422);
  const auto document = luan::parse_json(reply.body)->as_object();
  CHECK(luan::text_member(document, "code") == "invalid");
  CHECK(luan::text_member(document, "title") == "Unprocessable Content");
  CHECK(luan::int_member(document, "status") == 422);
  CHECK(luan::text_member(document, "detail").starts_with("Chưa gửi được: cần sửa 1 chỗ"));
  CHECK(luan::text_member(document.at("errors").at(0).as_object(), "detail") == "Thiếu hạn.");
  CHECK(field(reply, "Content-Language") == "vi");
  CHECK(field(problem({RefusalCode::unavailable, {{"seconds", "7"}}, {}}, Language::en), "Retry-After") == "7");
  CHECK(field(problem({RefusalCode::method_not_allowed, {{"method", "PUT"}, {"allow", "GET, HEAD"}}, {}}, Language::en), "Allow") == "GET, HEAD");
  CHECK(field(problem({RefusalCode::not_found, {}, {}}, Language::en), "Retry-After") == "-");
}

TEST_CASE("set_status changes the document too") {
  auto reply = problem({RefusalCode::bad_request, {{"detail", "x"}}, {}}, Language::en);
  set_status(reply, 431);
  CHECK(reply.status == 431);
  CHECK(reply.body.find("\"status\":431") != std::string::npos);
  auto page = html("<p>", 400);
  set_status(page, 431);
  CHECK(page.body == "<p>");
}

TEST_CASE("every refusal's status has a reason") {
  for (const auto code : luan::all_refusal_codes()) CHECK(reason(luan::http_status(code)) != "Status");
}

TEST_CASE("security headers: all of them, none twice") {
  auto page = html("<p>");
  page.header("content-security-policy", "sandbox");
  add_security_headers(page, true);
  CHECK(field(page, "Content-Security-Policy") == "-");
  CHECK(field(page, "X-Content-Type-Options") == "nosniff");
  CHECK(field(page, "Referrer-Policy") == "same-origin");
  CHECK(field(page, "Cross-Origin-Opener-Policy") == "same-origin");
  CHECK(field(page, "Cross-Origin-Resource-Policy") == "same-origin");
  CHECK(field(page, "Permissions-Policy") == "camera=(), microphone=(), geolocation=()");
  CHECK(field(page, "Strict-Transport-Security") == "max-age=31536000");
  CHECK(field(page, "Cache-Control") == "private, no-cache");
  auto data = json_reply(json::object{});
  add_security_headers(data, false);
  CHECK(field(data, "Cache-Control") == "no-store");
  CHECK(field(data, "Strict-Transport-Security") == "-");
  CHECK(
      field(data, "Content-Security-Policy") ==
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
      "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
}

TEST_CASE("head_of: the bytes") {
  auto reply = text("four").header("Content-Length", "9").header("connection", "x").header("X", "y");
  CHECK(head_of(reply, true, 1'795'486'507) == "HTTP/1.1 200 OK\r\nDate: " + http_date(1'795'486'507) +
                                                   "\r\nContent-Type: text/plain; charset=utf-8\r\nX: y\r\nContent-Length: 4\r\nConnection: close\r\n\r\n");
  CHECK(http_date(784'111'777) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(head_of(no_content(), false, 0).find("Content-Length") == std::string::npos);
}

TEST_CASE("fault_of: what must not go out") {
  CHECK_FALSE(fault_of(text("x").header("X", "a\tb")));
  for (const std::string& bad : {std::string("a\rb"), std::string("a\nb"), std::string("a\0b", 3)}) CHECK(fault_of(text("x").header("X", bad)));
  CHECK(fault_of(text("x").header("X Y", "a")));
  CHECK(fault_of(text("x").header("", "a")));
  CHECK(fault_of(text("x", 99)));
  CHECK(see_other("/a?b").status == 303);
}
