// GET /api/v1/stream: news as they come (text/event-stream), for a caller who is signed in.
#pragma once
#include "app/news.hpp"
#include "base/json.hpp"
#include "http/server.hpp"

namespace luan::api {

inline constexpr std::string_view stream_pattern = "/api/v1/stream";

/// The route, which says the head and answers who may not have it, and its place among the `paths` of the description.
void add_stream(http::Router& router, json::object& paths);
/// For http::ServerOptions::streams: what goes on behind that head. `news` outlives the server.
[[nodiscard]] http::StreamHandler news_stream(app::News& news);

}  // namespace luan::api
