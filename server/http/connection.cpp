#include "http/connection.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <ctime>
#include <stdexcept>

#include "base/file_kind.hpp"
#include "http/body.hpp"
#include "http/serialise.hpp"
#include "http/status.hpp"

namespace luan::http {
namespace {

constexpr std::size_t piece = 16 * 1024;
constexpr std::string_view all_methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
using Clock = std::chrono::steady_clock;

Refusal malformed(std::string detail) { return {RefusalCode::bad_request, {{"detail", std::move(detail)}}, {}}; }

}  // namespace

/// One request and what became of it.
struct Connection::Exchange {
  Request request{};
  Head head{};
  Clock::time_point began{};
  bool close = false;                // after the answer
  bool skip_body = false;            // still to be read out after the answer
  bool gone = false;                 // the client; nothing is answered
  std::shared_ptr<Stream> stream{};  // what goes on behind the answer
};

Connection::Connection(Service& service, Socket socket, Peer peer)
    : service_(service), wire_(std::make_shared<Wire>(std::move(socket))), peer_(std::move(peer)), rules_(service.rules) {
  if (!peer_.own_host.empty()) rules_.hosts.push_back(peer_.own_host);
}

Awaitable<void> Connection::run() {
  try {
    for (bool again = true; again;) {
      auto waiting = wait_for_request();
      again = co_await std::move(waiting);
      if (!again) break;
      auto exchanging = exchange();
      again = co_await std::move(exchanging);
    }
  } catch (...) {
    // Out of memory, or a hook that throws twice: this connection ends, the server does not.
  }
  wire_->close();
}

Awaitable<void> Connection::turn_away() {
  try {
    Exchange now;
    now.request.peer = peer_.address;
    now.request.loopback = peer_.loopback;
    now.began = Clock::now();
    now.close = true;
    auto delivering = deliver(now, refused(now.request, {RefusalCode::unavailable, {{"seconds", "5"}}, {}}));
    co_await std::move(delivering);
  } catch (...) {
  }
  wire_->close();
}

void Connection::stop() {
  boost::asio::post(wire_->executor(), [self = shared_from_this()] {
    if (self->idle_) self->wire_->close();
    if (self->streaming_) self->wire_->wake();
  });
}

void Connection::abort() {
  boost::asio::post(wire_->executor(), [self = shared_from_this()] { self->wire_->close(); });
}

Awaitable<bool> Connection::wait_for_request() {
  if (!wire_->pending().empty()) co_return true;
  if (service_.stopping) co_return false;
  idle_ = true;
  auto filling = wire_->fill(piece, Clock::now() + service_.options.limits.idle);
  const Wire::Got got = co_await std::move(filling);
  idle_ = false;
  co_return got == Wire::Got::bytes;
}

/// Nothing where the client left, or was late before it had said anything.
Awaitable<std::optional<Verdict>> Connection::read_head() {
  const auto until = Clock::now() + service_.options.limits.header_time;
  HeadScan scan;
  bool may_skip = true;  // one empty line before a request: RFC 9112 2.2
  for (;;) {
    if (may_skip && wire_->pending().starts_with("\r\n")) {
      wire_->take(2);
      may_skip = false;
    }
    const std::string_view pending = wire_->pending();
    if (!(may_skip && pending == "\r")) {
      auto step = scan.step(pending, rules_);
      if (step.objection) co_return Verdict{std::move(step.objection), {}};
      if (step.length > 0) {
        Verdict verdict = check_head(pending.substr(0, step.length), rules_);
        wire_->take(step.length);
        co_return verdict;
      }
    }
    auto filling = wire_->fill(piece, until);
    const Wire::Got got = co_await std::move(filling);
    if (got == Wire::Got::late && !wire_->pending().empty()) co_return Verdict{Objection{408, "the header took too long", {}}, {}};
    if (got != Wire::Got::bytes) co_return std::nullopt;
  }
}

Awaitable<bool> Connection::exchange() {
  Exchange now;
  now.request.peer = peer_.address;
  now.request.loopback = peer_.loopback;
  auto reading = read_head();
  std::optional<Verdict> verdict = co_await std::move(reading);
  if (!verdict) co_return false;
  now.began = Clock::now();
  now.head = std::move(verdict->head);
  now.request.method = now.head.method;
  now.request.target = now.head.target;
  std::optional<Reply> reply;
  if (verdict->objection) {
    now.close = true;
    reply = objected(now.request, *verdict->objection);
  } else {
    now.close = now.head.close;
    now.request.headers = std::move(now.head.headers);
    auto responding = respond(now);
    reply = co_await std::move(responding);
  }
  if (!reply) co_return false;
  if (now.stream) {
    auto going_on = go_on(now, std::move(*reply));
    co_await std::move(going_on);
    co_return false;
  }
  auto delivering = deliver(now, std::move(*reply));
  co_return co_await std::move(delivering);
}

/// Nothing where the client is gone.
Awaitable<std::optional<Reply>> Connection::respond(Exchange& now) {
  if (now.request.target == "*") {
    leave_body(now);
    co_return no_content().header("Allow", std::string(all_methods));
  }
  auto target = parse_target(now.request.target);
  if (!target) {
    now.close = true;
    co_return refused(now.request, malformed("the address is badly escaped or not UTF-8"), 400);
  }
  now.request.path = std::move(target->path);
  now.request.segments = std::move(target->segments);
  now.request.query = std::move(target->query);
  // Before the route is looked for: a page that says there is none says so in the sender's language, with his menu.
  if (auto answer = ask_before(now)) {
    leave_body(now);
    co_return answer;
  }
  const Router::Match match = service_.router.match(now.request);
  if (!match.route) co_return no_handler(now, match.allow);
  auto taking = take_body(now, match.route->options);
  auto objection = co_await std::move(taking);
  if (objection || now.gone) co_return objection;
  auto handling = handle(*match.route, now);
  Reply reply = co_await std::move(handling);
  if (auto instead = open_stream(now, reply)) co_return instead;
  co_return reply;
}

/// A reply where the body will not do.
Awaitable<std::optional<Reply>> Connection::take_body(Exchange& now, const RouteOptions& options) {
  const Limits& limits = service_.options.limits;
  std::size_t body_max = options.body_bytes_max;
  const bool to_disk = options.multipart_bytes_max && now.head.framing == Framing::length && now.head.content_length > body_max &&
                       now.request.media_type() == "multipart/form-data";
  if (to_disk) body_max = std::max(body_max, options.multipart_bytes_max(now.request));
  BodyEnd end = BodyEnd::too_large;
  if (now.head.content_length <= body_max) {
    if (now.head.expects_continue && now.head.has_body() && wire_->pending().empty()) {
      auto continuing = wire_->write("HTTP/1.1 100 Continue\r\n\r\n", {}, limits.write_stall);
      now.gone = !co_await std::move(continuing);
      if (now.gone) co_return std::nullopt;
    }
    auto reading = read_in(now, body_max, to_disk);
    end = co_await std::move(reading);
  }
  if (end == BodyEnd::whole) {
    // A body on a request that changes nothing has no meaning: read out, never handed on.
    if (is_safe(now.request.method)) now.request.body.clear();
    co_return std::nullopt;
  }
  now.close = true;
  now.request.body.clear();
  now.request.body_file.reset();
  if (end == BodyEnd::too_large) co_return refused(now.request, {RefusalCode::too_large, {{"limit", size_words(body_max)}}, {}});
  if (end == BodyEnd::no_room) co_return refused(now.request, {RefusalCode::unavailable, {{"seconds", "60"}}, {}});
  if (end == BodyEnd::malformed) co_return objected(now.request, {400, "a badly chunked body", {}});
  if (end == BodyEnd::late) co_return objected(now.request, {408, "the body came too slowly", {}});
  now.gone = true;
  co_return std::nullopt;
}

/// A full disk is told like any other failure, once the coroutine has left the handler of the exception.
Awaitable<BodyEnd> Connection::read_in(Exchange& now, std::size_t body_max, bool to_disk) {
  const Limits& limits = service_.options.limits;
  if (!to_disk) {
    auto reading = read_body(*wire_, now.head, limits, body_max, now.request.body);
    co_return co_await std::move(reading);
  }
  try {
    const auto& folder = service_.options.body_folder;
    const auto file = std::make_shared<BodyFile>(folder.empty() ? std::filesystem::temp_directory_path() : folder);
    now.request.body_file = file;
    auto reading = read_body(*wire_, now.head, limits, body_max, *file);
    co_return co_await std::move(reading);
  } catch (const std::exception& cause) {
    if (service_.options.failure) (void)service_.options.failure(now.request, cause);
  }
  co_return BodyEnd::no_room;
}

Awaitable<Reply> Connection::handle(const Router::Route& route, Exchange& now) {
  try {
    auto handling = route.handler(now.request);
    co_return co_await std::move(handling);
  } catch (const std::exception& cause) {
    co_return failed(now.request, cause);
  } catch (...) {
    co_return failed(now.request, std::runtime_error("a handler threw something that is no std::exception"));
  }
}

/// Whether the connection goes on.
Awaitable<bool> Connection::deliver(Exchange& now, Reply made) {
  const Limits& limits = service_.options.limits;
  const Reply reply = finished(now, std::move(made));
  now.close = now.close || service_.stopping;
  const std::string head = head_of(reply, now.close, std::time(nullptr));
  const bool with_body = now.request.method != Method::head && may_have_body(reply.status);
  auto writing = wire_->write(head, with_body ? reply.bytes() : std::string_view{}, limits.write_stall);
  const bool written = co_await std::move(writing);
  if (!written) co_return false;
  if (now.close) {
    auto lingering = wire_->linger(limits.linger_bytes, limits.drain_time);
    co_await std::move(lingering);
    co_return false;
  }
  if (!now.skip_body) co_return true;
  std::string unwanted;
  auto skipping = read_body(*wire_, now.head, limits, limits.drain_bytes, unwanted);
  const BodyEnd end = co_await std::move(skipping);
  co_return end == BodyEnd::whole;
}

/// A reply where the stream of this route cannot be had. Nothing also where the answer is one as any other.
std::optional<Reply> Connection::open_stream(Exchange& now, const Reply& head) {
  const auto found = service_.options.streams.find(now.request.route);
  if (found == service_.options.streams.end() || now.request.method != Method::get || head.status != 200) return {};
  try {
    auto opened = found->second(now.request);
    if (!opened) return refused(now.request, opened.error());
    if (!service_.begin_stream || !service_.begin_stream(shared_from_this())) {
      (*opened)->leave();
      return refused(now.request, {RefusalCode::unavailable, {{"seconds", "60"}}, {}});
    }
    now.stream = std::move(*opened);
  } catch (const std::exception& cause) {
    return failed(now.request, cause);
  }
  return {};
}

/// Sends what is said on the stream until either side ends it. A client that takes nothing for write_stall is gone.
Awaitable<void> Connection::go_on(Exchange& now, Reply made) {
  struct Leaving {  // also where the coroutine is destroyed: nobody may call the connection back then
    Stream& stream;
    ~Leaving() { stream.leave(); }
  } const leaving{*now.stream};
  const Limits& limits = service_.options.limits;
  const Reply reply = finished(now, std::move(made));
  now.stream->attach([executor = wire_->executor(), wire = wire_] { boost::asio::post(executor, [wire] { wire->wake(); }); });
  streaming_ = true;
  Stream::Taken said{stream_head_of(reply, std::time(nullptr))};
  while (!said.cut) {
    if (!said.bytes.empty()) {
      auto writing = wire_->write(said.bytes, {}, limits.write_stall);
      const bool written = co_await std::move(writing);
      if (!written) co_return;
    }
    const bool last = said.over || service_.stopping;
    said = now.stream->take();
    if (!said.bytes.empty()) continue;
    if (last || said.over) break;
    auto resting = wire_->rest(Clock::now() + limits.heartbeat);
    const Wire::Woken woken = co_await std::move(resting);
    if (woken == Wire::Woken::end) co_return;
    if (woken == Wire::Woken::late) said.bytes = ":\n\n";
  }
  if (said.cut) co_return;
  auto lingering = wire_->linger(limits.linger_bytes, limits.drain_time);
  co_await std::move(lingering);
}

/// A body that no handler takes: a short one is read out after the answer, else the connection closes.
void Connection::leave_body(Exchange& now) const {
  if (!now.head.has_body()) return;
  const bool is_short = now.head.framing == Framing::length && now.head.content_length <= service_.options.limits.drain_bytes;
  // Who asks before sending sees the refusal and may send the body or not: nobody could tell what comes next.
  if (is_short && !now.head.expects_continue)
    now.skip_body = true;
  else
    now.close = true;
}

std::optional<Reply> Connection::ask_before(Exchange& now) {
  if (!service_.options.before) return {};
  try {
    return service_.options.before(now.request);
  } catch (const std::exception& cause) {
    return failed(now.request, cause);
  }
}

Reply Connection::no_handler(Exchange& now, const std::string& allow) {
  leave_body(now);
  return not_taken(now.request, std::string(to_text(now.request.method)), allow);
}

Reply Connection::not_taken(const Request& request, const std::string& method, const std::string& allow) const {
  if (allow.empty()) return refused(request, {RefusalCode::not_found, {}, {}});
  Reply reply = refused(request, {RefusalCode::method_not_allowed, {{"method", method}, {"allow", allow}}, {}});
  if (!reply.has_header("Allow")) reply.header("Allow", allow);
  return reply;
}

Reply Connection::objected(const Request& request, const Objection& objection) const {
  if (objection.status != 405) return refused(request, malformed(objection.detail), objection.status);
  // As for a method that is taken elsewhere: what this path takes. CONNECT names none.
  const auto target = objection.target.starts_with('/') ? parse_target(objection.target) : std::nullopt;
  Request asked;
  asked.method = Method::options;  // no route takes it
  if (target) asked.path = target->path, asked.segments = target->segments;
  return not_taken(request, objection.method, target ? service_.router.match(asked).allow : std::string(all_methods));
}

Reply Connection::refused(const Request& request, const Refusal& refusal, int status) const {
  try {
    Reply reply = service_.options.refusal ? service_.options.refusal(request, refusal) : problem(refusal, Language::en);
    if (status != 0) set_status(reply, status);
    return reply;
  } catch (const std::exception& cause) {
    return failed(request, cause);
  }
}

Reply Connection::failed(const Request& request, const std::exception& cause) const {
  Refusal internal{RefusalCode::internal, {}, {}};
  try {
    if (service_.options.failure) internal.params.emplace_back("reference", service_.options.failure(request, cause));
    if (service_.options.refusal) return service_.options.refusal(request, internal);
  } catch (const std::exception&) {
    // The hooks fail as well: the plain answer needs none of them.
  }
  return problem(internal, Language::en);
}

/// As it goes out: through the server's finish, and without anything that could break the framing.
Reply Connection::finished(Exchange& now, Reply reply) const {
  if (const auto fault = fault_of(reply)) reply = failed(now.request, std::runtime_error(*fault));
  const auto& finish = service_.options.finish;
  try {
    if (finish) finish(now.request, reply, std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - now.began));
  } catch (const std::exception& cause) {
    reply = failed(now.request, cause);
  }
  // What finish and the hooks of failure made is looked at as well.
  return fault_of(reply) ? problem({RefusalCode::internal, {}, {}}, Language::en) : reply;
}

}  // namespace luan::http
