#include "http/support/site.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <stdexcept>

#include "http/multipart.hpp"

namespace test_http {
namespace {

using luan::http::Awaitable;
using luan::http::Method;
using luan::http::Reply;
using luan::http::Request;

Awaitable<Reply> hello(Request&) { co_return luan::http::text("hello"); }
Awaitable<Reply> named(Request& request) { co_return luan::http::text(std::string(request.param("name"))); }
Awaitable<Reply> echo(Request& request) { co_return luan::http::text(request.body); }
Awaitable<Reply> size(Request& request) { co_return luan::http::text(std::to_string(request.body.size())); }
Awaitable<Reply> files(Request& request) {
  const auto parts = luan::http::parse_multipart(request);
  if (!parts) co_return luan::http::text("malformed", 400);
  co_return luan::http::text((request.body_file ? "disk " : "memory ") + std::to_string(parts->files.at(0).size));
}
Awaitable<Reply> fail(Request&) {
  throw std::runtime_error("broken");
  co_return luan::http::no_content();
}
Awaitable<Reply> split(Request&) { co_return luan::http::text("x").header("X-Name", "a\r\nSet-Cookie: b"); }
Awaitable<Reply> empty(Request&) { co_return luan::http::no_content(); }
Awaitable<Reply> large(Request&) { co_return luan::http::text(std::string(4 << 20, 'x')); }

Awaitable<Reply> stream_head(Request& request) {
  if (request.has_header("x-stranger")) co_return luan::http::text("sign in", 401);
  Reply reply;
  reply.header("Content-Type", "text/event-stream");
  co_return reply;
}

Awaitable<Reply> slow(Request&) {
  auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer(executor, std::chrono::milliseconds(300));
  auto waiting = timer.async_wait(boost::asio::use_awaitable);
  co_await std::move(waiting);
  co_return luan::http::text("slow");
}

}  // namespace

luan::http::Router routes() {
  luan::http::Router router;
  router.add(Method::get, "/hello", hello);
  router.add(Method::get, "/name/{name}", named);
  router.add(Method::post, "/echo", echo);
  router.add(Method::post, "/small", echo, {16});
  router.add(Method::post, "/upload", size, {4 << 20});
  router.add(Method::post, "/files", files, {1 << 20, [](const Request&) -> std::size_t { return 2 << 20; }});
  router.add(Method::get, "/slow", slow);
  router.add(Method::get, "/throw", fail);
  router.add(Method::get, "/split", split);
  router.add(Method::get, "/empty", empty);
  router.add(Method::get, "/large", large);
  router.add(Method::get, "/news", stream_head);
  return router;
}

luan::http::ServerOptions quick() {
  using std::chrono::milliseconds;
  luan::http::ServerOptions options;
  options.limits.header_time = milliseconds(400);
  options.limits.body_grace = milliseconds(400);
  options.limits.idle = milliseconds(1'500);
  options.limits.write_stall = milliseconds(600);
  options.limits.drain_time = milliseconds(400);
  options.limits.stop_time = milliseconds(2'000);
  return options;
}

luan::Result<std::shared_ptr<luan::http::Stream>> Streams::make() {
  const std::lock_guard lock(mutex);
  if (refuses) return luan::refuse(luan::RefusalCode::unavailable, {{"seconds", "60"}});
  return made.emplace_back(std::make_shared<luan::http::Stream>(waiting_max));
}

std::shared_ptr<luan::http::Stream> Streams::newest() {
  const std::lock_guard lock(mutex);
  return made.empty() ? nullptr : made.back();
}

luan::http::ServerOptions Site::with_streams(luan::http::ServerOptions options, Streams& streams) {
  options.streams["/news"] = [&streams](const Request&) { return streams.make(); };
  return options;
}

std::string get(std::string_view target, std::string_view fields, std::string_view method) {
  std::string out(method);
  out += ' ';
  out += target;
  out += " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  out += fields;
  out += "\r\n";
  return out;
}

std::string post(std::string_view target, std::string_view body, std::string_view fields) {
  std::string out = get(target, "Content-Length: " + std::to_string(body.size()) + "\r\n" + std::string(fields), "POST");
  out += body;
  return out;
}

}  // namespace test_http
