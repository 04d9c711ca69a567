// The calendar of one person for a calendar program: known by its address, asked without a session.
#include <algorithm>

#include "app/feeds.hpp"
#include "base/bytes.hpp"
#include "identity/allowance.hpp"
#include "identity/throttle.hpp"
#include "web/pages/deadline_words.hpp"

namespace luan::web {
namespace {

/// Programs ask once in a quarter of an hour or less often; who guesses asks more often.
struct Brakes {
  identity::Allowance known{60, std::chrono::hours(1)};      // of one address
  identity::Allowance unknown{30, std::chrono::minutes(1)};  // of one network
};

http::Reply later(std::chrono::seconds wait) {
  return http::text("Xin thử lại sau. Try again later.\n", 429).header("Retry-After", std::to_string(wait.count())).header("Cache-Control", "no-store");
}

http::Reply feed(const Site& site, Brakes& brakes, const http::Request& request) {
  const std::string token(request.param("token")), key = to_hex(sha256(token)), network = identity::network_of(request.peer);
  const Instant now = site.app.clock().now();
  // Nothing is looked up for who guesses; and only addresses that are some are counted by themselves, so that guesses crowd none out.
  if (const auto wait = std::max(brakes.unknown.wait(network, now), brakes.known.wait(key, now)); wait.count() > 0) return later(wait);
  auto calendar = app::calendar_at(site.app, token, server_address(site, request));
  if (!calendar) {
    if (const auto wait = brakes.unknown.take(network, now); wait.count() > 0) return later(wait);
    return http::text("Không có lịch nào ở địa chỉ này. There is no calendar at this address.\n", 404).header("Cache-Control", "no-store");
  }
  if (const auto wait = brakes.known.take(key, now); wait.count() > 0) return later(wait);
  http::Reply reply;
  reply.body = std::move(*calendar);
  reply.header("Content-Type", "text/calendar; charset=utf-8")
      .header("Content-Disposition", "inline; filename=\"luan.ics\"")
      .header("X-Content-Type-Options", "nosniff")
      .header("Cache-Control", "private, no-cache");
  return reply;
}

}  // namespace

void add_feed(http::Router& router, const Site& site) {
  const auto brakes = std::make_shared<Brakes>();
  router.add(http::Method::get, "/lich-rieng/{token}/luan.ics",
             [&site, brakes](http::Request& request) -> Awaitable<http::Reply> { co_return feed(site, *brakes, request); });
}

}  // namespace luan::web
