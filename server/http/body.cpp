#include "http/body.hpp"

#include <algorithm>
#include <optional>

#include "http/chunked.hpp"

namespace luan::http {
namespace {

constexpr std::size_t piece = 64 * 1024;

/// When the next byte must be there: the grace, and after it what the bytes so far have earned.
class Pace {
 public:
  explicit Pace(const Limits& limits)
      : grace_end_(std::chrono::steady_clock::now() + limits.body_grace), rate_(std::max<std::size_t>(limits.body_bytes_per_second, 1)) {}
  [[nodiscard]] Wire::Time until(std::size_t received) const { return grace_end_ + std::chrono::milliseconds(received * 1'000 / rate_); }

 private:
  Wire::Time grace_end_;
  std::size_t rate_;
};

Awaitable<std::optional<BodyEnd>> more(Wire& wire, Wire::Time until) {
  auto filling = wire.fill(piece, until);
  const Wire::Got got = co_await std::move(filling);
  if (got == Wire::Got::late) co_return BodyEnd::late;
  if (got == Wire::Got::end) co_return BodyEnd::gone;
  co_return std::nullopt;
}

template <class Body>
Awaitable<BodyEnd> read_counted(Wire& wire, std::size_t length, const Limits& limits, Body& body) {
  const Pace pace(limits);
  for (;;) {
    const auto part = wire.pending().substr(0, length - body.size());
    body.append(part);
    wire.take(part.size());
    if (body.size() == length) co_return BodyEnd::whole;
    auto waiting = more(wire, pace.until(body.size()));
    const auto ended = co_await std::move(waiting);
    if (ended) co_return *ended;
  }
}

Awaitable<BodyEnd> read_chunked(Wire& wire, const Limits& limits, std::size_t body_max, std::string& body) {
  const Pace pace(limits);
  ChunkReader reader(body_max, limits.chunk_extension_bytes);
  for (;;) {
    std::string_view input = wire.pending();
    const auto outcome = reader.read(input, body);
    wire.take(wire.pending().size() - input.size());
    if (outcome == ChunkReader::Outcome::done) co_return BodyEnd::whole;
    if (outcome == ChunkReader::Outcome::bad) co_return BodyEnd::malformed;
    if (outcome == ChunkReader::Outcome::too_large) co_return BodyEnd::too_large;
    auto waiting = more(wire, pace.until(body.size()));
    const auto ended = co_await std::move(waiting);
    if (ended) co_return *ended;
  }
}

}  // namespace

Awaitable<BodyEnd> read_body(Wire& wire, const Head& head, const Limits& limits, std::size_t body_max, std::string& body) {
  body.clear();
  if (!head.has_body()) co_return BodyEnd::whole;
  if (head.framing == Framing::chunked) {
    auto chunked = read_chunked(wire, limits, body_max, body);
    co_return co_await std::move(chunked);
  }
  if (head.content_length > body_max) co_return BodyEnd::too_large;
  auto counted = read_counted(wire, static_cast<std::size_t>(head.content_length), limits, body);
  co_return co_await std::move(counted);
}

Awaitable<BodyEnd> read_body(Wire& wire, const Head& head, const Limits& limits, std::size_t body_max, BodyFile& body) {
  if (head.framing != Framing::length || head.content_length > body_max) co_return BodyEnd::too_large;
  auto counted = read_counted(wire, static_cast<std::size_t>(head.content_length), limits, body);
  co_return co_await std::move(counted);
}

}  // namespace luan::http
