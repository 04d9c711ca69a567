#include "store/feeds.hpp"

#include <soci/soci.h>

#include "store/group.hpp"

namespace luan::store {
namespace {

std::optional<Feed> feed_where(soci::session& session, const char* column, const std::string& value) {
  std::string account, id, since;
  session << std::string("SELECT account, id, since FROM feeds WHERE ") + column + " = :v", soci::into(account), soci::into(id), soci::into(since),
      soci::use(value);
  if (!session.got_data()) return {};
  return Feed{AccountId::trusted(account), id, parse_instant(since).value_or(Instant{})};
}

}  // namespace

std::optional<Feed> feed_of(soci::session& session, const AccountId& account) { return feed_where(session, "account", account.text()); }
std::optional<Feed> find_feed(soci::session& session, const std::string& id) { return feed_where(session, "id", id); }

void Group::put_feed(const AccountId& account, const std::string& id) {
  touch();
  const std::string since = luan::to_text(job_time_);
  *session_ << "INSERT OR REPLACE INTO feeds (account, id, since) VALUES (:a, :i, :s)", soci::use(account.text()), soci::use(id), soci::use(since);
}

void Group::drop_feed(const AccountId& account) {
  touch();
  *session_ << "DELETE FROM feeds WHERE account = :a", soci::use(account.text());
}

}  // namespace luan::store
