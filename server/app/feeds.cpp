#include "app/feeds.hpp"

#include "app/deadlines.hpp"
#include "app/impl.hpp"
#include "base/bytes.hpp"
#include "base/icalendar.hpp"
#include "store/feeds.hpp"

namespace luan::app {
namespace {

constexpr std::size_t id_bytes = 16, id_characters = 22;  // base64url without padding
constexpr int days_behind = 31, days_ahead = 400;
constexpr int alarm_minute = 8 * 60;

std::string token_of(const App::Impl& impl, const store::Feed& feed) {
  const Sha256 mac = hmac_sha256(impl.csrf_key, std::string("feed") + feed.account.text() + '\0' + feed.id);
  return feed.id + to_base64url(as_text(mac));
}

const char* label(DeadlineView::Kind kind, Language language) {
  const bool vi = language == Language::vi;
  switch (kind) {
    case DeadlineView::Kind::task: return vi ? "Việc của đồng chí" : "Your task";
    case DeadlineView::Kind::awaited: return vi ? "Việc đang chờ" : "Waited for";
    case DeadlineView::Kind::petition: return vi ? "Kiến nghị" : "Petition";
    case DeadlineView::Kind::meeting: return vi ? "Phiên họp" : "Meeting";
    case DeadlineView::Kind::term_end: return vi ? "Thời hạn luân chuyển" : "Term";
    case DeadlineView::Kind::opening: return vi ? "Đánh giá, gặp gỡ định kỳ" : "Periodic step";
    case DeadlineView::Kind::resumption: return vi ? "Hồ sơ được hoãn" : "Deferred rotation";
  }
  return "";
}

/// Letters say for whom a task and a petition are; of the rest they say nothing.
bool letters_name(DeadlineView::Kind kind) { return kind == DeadlineView::Kind::task || kind == DeadlineView::Kind::petition; }

CalendarEvent event_of(const App::Impl& impl, const WorkingDays& calendar, const DeadlineView& one, Language language, const std::string& server) {
  CalendarEvent event;
  event.uid = one.id + "@" + impl.configuration.mail_domain;
  event.sequence = one.revision, event.cancelled = one.cancelled, event.on = one.on;
  if (one.minute) event.at = impl.zone.at(one.on, *one.minute);
  event.summary = one.title.in(language) + (one.code.empty() ? "" : " (" + one.code + ")");
  event.description = label(one.kind, language);
  if (letters_name(one.kind) && !one.official.empty()) event.description += (language == Language::vi ? ", đ/c " : ", ") + one.official;
  event.location = one.place;
  if (!server.empty()) event.url = server + one.path;
  event.alarm = impl.zone.at(calendar.add(one.on, -1), alarm_minute);
  return event;
}

}  // namespace

std::optional<FeedView> feed(const App& app, const Caller& caller) {
  const store::Reader reader = app.impl().database->reader();
  const auto found = store::feed_of(reader.session(), caller.account());
  if (!found) return {};
  return FeedView{token_of(app.impl(), *found), found->since};
}

Awaitable<Result<FeedView>> renew_feed(App& app, Caller caller) {
  App::Impl& impl = app.impl();
  if (!impl.directory()->account(caller.account())) co_return refuse(RefusalCode::not_found);
  const std::string id = to_base64url(random_bytes(id_bytes));
  std::function<Result<Instant>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Instant> {
    transaction.put_feed(caller.account(), id);
    return transaction.now();
  };
  const auto since = co_await on_writer<Instant>(*impl.writer, caller, std::move(job));
  if (!since) co_return std::unexpected(since.error());
  co_return FeedView{token_of(impl, {caller.account(), id, *since}), *since};
}

Awaitable<Result<void>> end_feed(App& app, Caller caller) {
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    transaction.drop_feed(caller.account());
    return true;
  };
  const auto done = co_await on_writer<bool>(*app.impl().writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

std::optional<std::string> calendar_at(const App& app, std::string_view token, const std::string& server) {
  const App::Impl& impl = app.impl();
  if (token.size() <= id_characters) return {};
  const DirectoryPtr directory = impl.directory();
  const store::Account* account = nullptr;
  Language language = Language::vi;
  {
    const store::Reader reader = impl.database->reader();
    const auto found = store::find_feed(reader.session(), std::string(token.substr(0, id_characters)));
    if (!found || !equal_in_constant_time(token_of(impl, *found), token)) return {};
    account = directory->account(found->account);
    if (account && store::preferences(reader.session(), account->id).language == "en") language = Language::en;
  }
  if (!account || account->disabled) return {};
  const Caller caller = caller_of(impl, *directory, *account, "");
  const Date today = impl.today();
  Calendar calendar{language == Language::vi ? "Luân: lịch của tôi" : "Luân: my deadlines", language, impl.clock->now(), {}};
  for (const DeadlineView& one : deadlines(app, caller, {add_days(today, -days_behind), add_days(today, days_ahead), true, true}).items)
    calendar.events.push_back(event_of(impl, directory->calendar(), one, language, server));
  return to_icalendar(calendar);
}

}  // namespace luan::app
