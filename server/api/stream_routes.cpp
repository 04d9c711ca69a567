#include "access/access.hpp"
#include "api/stream.hpp"
#include "base/text.hpp"

namespace luan::api {
namespace {

std::string_view kind_name(app::NewsItem::Kind kind) {
  switch (kind) {
    case app::NewsItem::Kind::news: return "news";
    case app::NewsItem::Kind::reset: return "reset";
    case app::NewsItem::Kind::bye: break;
  }
  return "bye";
}

/// HTML Living Standard 9.2.5: fields, then an empty line. An event without data would not be heard.
std::string event_text(const app::NewsItem& item) {
  json::object counts;
  for (const auto& [name, count] : item.counts) counts[name] = count;
  json::array about;
  for (const std::string& id : item.about) about.push_back(json::value(id));
  const json::object data{{"at", item.at}, {"about", std::move(about)}, {"counts", std::move(counts)}};
  std::string out = "event: " + std::string(kind_name(item.kind)) + "\n";
  // Without news since, a browser that comes back would begin again where it was sent away.
  if (item.kind != app::NewsItem::Kind::bye) out += "id: " + std::to_string(item.at) + "\n";
  return out + "data: " + json::serialize(data) + "\n\n";
}

class Listener final : public app::NewsListener {
 public:
  explicit Listener(std::shared_ptr<http::Stream> stream) : stream_(std::move(stream)) {}
  void hear(const app::NewsItem& item) override {
    stream_->say(event_text(item));
    if (item.kind == app::NewsItem::Kind::bye) stream_->end();
  }
  [[nodiscard]] bool listens() const override { return stream_->open(); }

 private:
  std::shared_ptr<http::Stream> stream_;
};

/// A browser that comes back by itself says in the header what it heard last; the address still says what it began with.
Result<std::optional<std::int64_t>> heard_of(const http::Request& request) {
  const std::string_view said = request.has_header("last-event-id") ? request.header("last-event-id") : request.query_value("after");
  if (said.empty()) return std::optional<std::int64_t>();
  const auto index = whole_number<std::int64_t>(said);
  if (!index) return refuse(RefusalCode::bad_request, {{"detail", "after: the id of an event of this stream"}});
  return std::optional(*index);
}

json::object schema() {
  return json::
      parse(R"({"type": "string", "description": "Events news, reset (what was missed is told no more) and bye (the session or its roles have ended), each with data {at: index of the log, about: ids of what changed, counts: {tasks, petitions, petitions-overdue, petitions-to-close, turnout-ROTATION-STEP-RUN}}; the id of an event is its index of the log. A comment every 20 s."})")
          .as_object();
}

json::object description() {
  const json::object problem = json::parse(R"({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}})").as_object();
  return {{"operationId", "stream"},
          {"summary", "News as they come: what changed of what the caller may see, by id, and counts. Goes on until either side ends it"},
          {"parameters", json::array{json::object{{"name", "after"},
                                                  {"in", "query"},
                                                  {"description", "Goes on after the event of this id; so does Last-Event-ID"},
                                                  {"schema", json::object{{"type", "string"}}}}}},
          {"responses", json::object{{"200", json::object{{"description", "An event stream"},
                                                          {"content", json::object{{"text/event-stream", json::object{{"schema", schema()}}}}}}},
                                     {"default", json::object{{"description", "A refusal: RFC 9457, with a stable code"}, {"content", problem}}}}}};
}

}  // namespace

void add_stream(http::Router& router, json::object& paths) {
  router.add(http::Method::get, std::string(stream_pattern), [](http::Request& request) -> http::Awaitable<http::Reply> {
    const access::Visitor& who = access::visitor(request);
    if (!who.caller) co_return http::problem({RefusalCode::sign_in_required}, who.language);
    if (const auto after = heard_of(request); !after) co_return http::problem(after.error(), who.language);
    http::Reply reply;
    // The last one asks nginx to hand on each event as it comes.
    reply.header("Content-Type", "text/event-stream").header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
    co_return reply;
  });
  paths[stream_pattern] = json::object{{"get", description()}};
}

http::StreamHandler news_stream(app::News& news) {
  return [&news](const http::Request& request) -> Result<std::shared_ptr<http::Stream>> {
    const access::Visitor& who = access::visitor(request);
    const auto after = heard_of(request);
    if (!who.caller || !after) return refuse(RefusalCode::sign_in_required);
    auto stream = std::make_shared<http::Stream>();
    stream->say("retry: 2000\n\n");
    if (auto heard = news.listen(*who.caller, *after, std::make_shared<Listener>(stream)); !heard) return std::unexpected(std::move(heard.error()));
    return stream;
  };
}

}  // namespace luan::api
