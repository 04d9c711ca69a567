// The log as C2SP tlog-tiles serves it, outside /api/v1: for witnesses and verifiers that know nothing of Luân.
#include "api/endpoints.hpp"

namespace luan::api {

void add_log(http::Router& router, app::App& app) {
  router.add(http::Method::get, "/log/checkpoint", [&app](http::Request&) -> Awaitable<http::Reply> {
    http::Reply reply = http::text(app.checkpoint());
    reply.headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-cache"}};
    co_return reply;
  });
}

}  // namespace luan::api
