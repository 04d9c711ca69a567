// What the dispatchers and the pages of the administrator ask of outbox, notices and preferences.
#include <soci/soci.h>

#include "store/queries.hpp"
#include "store/query.hpp"

namespace luan::store {
namespace {

constexpr const char* notices = "SELECT number, about, rotation, step, seats, account, due, release_at, run FROM notices";

std::vector<Notice> read_notices(soci::session& session, Query& query) {
  std::vector<Notice> out;
  Notice row;
  std::string seats, release;
  long long number = 0;
  query.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(number));
        for (std::string* column : {&row.about, &row.rotation, &row.step, &seats, &row.account, &row.due, &release}) rows.exchange(soci::into(*column));
        rows.exchange(soci::into(row.run));
      },
      [&] {
        row.number = number;
        row.seats = json::parse(seats).as_array();
        row.release = parse_instant(release).value_or(Instant{});
        out.push_back(row);
      });
  return out;
}

}  // namespace

std::optional<Instant> next_due(soci::session& session) {
  std::string at;
  soci::indicator none = soci::i_null;
  session << "SELECT min(at) FROM (SELECT min(wake_at) AS at FROM wakes UNION ALL SELECT min(release_at) FROM notices UNION ALL SELECT min(next_at) FROM "
             "outbox WHERE state IN "
             "('waiting', 'leased'))",
      soci::into(at, none);
  if (none != soci::i_ok) return {};
  return parse_instant(at);
}

std::vector<DeliveryRow> deliveries(soci::session& session, const DeliveryQuery& asked) {
  std::vector<DeliveryRow> out;
  DeliveryRow row;
  std::string body;
  Query query(
      "SELECT delivery, plugin, call, lane, account, rotation, step, state, error, next_at, created_at, settled_at, decided_by, reason, body, run, attempts "
      "FROM outbox WHERE state IN ");
  query.list(asked.states);
  if (!asked.rotation.empty()) query.add(" AND rotation = ").bind(asked.rotation);
  if (!asked.delivery.empty()) query.add(" AND delivery = ").bind(asked.delivery);
  query.add(" ORDER BY state = 'dead' DESC, next_at DESC, number DESC LIMIT " + std::to_string(asked.limit) + " OFFSET " + std::to_string(asked.offset));
  query.run(
      session,
      [&](soci::statement& rows) {
        for (std::string* column : {&row.row.delivery, &row.row.plugin, &row.row.call, &row.row.lane, &row.row.account, &row.row.rotation, &row.row.step,
                                    &row.state, &row.error, &row.next_at, &row.created_at, &row.settled_at, &row.decided_by, &row.reason, &body})
          rows.exchange(soci::into(*column));
        rows.exchange(soci::into(row.row.run));
        rows.exchange(soci::into(row.attempts));
      },
      [&] {
        row.row.body = json::parse(body).as_object();
        out.push_back(row);
      });
  return out;
}

std::vector<StateCount> delivery_counts(soci::session& session) {
  std::vector<StateCount> out;
  StateCount row;
  Query query("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state");
  query.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(row.state));
        rows.exchange(soci::into(row.count));
      },
      [&] { out.push_back(row); });
  return out;
}

bool has_due_delivery(soci::session& session, const std::string& plugin, Instant now) {
  int found = 0;
  const std::string at = luan::to_text(now);
  session << "SELECT EXISTS (SELECT 1 FROM outbox WHERE plugin = :p AND next_at <= :n AND state IN ('waiting', 'leased'))", soci::into(found),
      soci::use(plugin), soci::use(at);
  return found != 0;
}

std::vector<Notice> due_notices(soci::session& session, Instant now, int limit) {
  Query query(std::string(notices) + " WHERE release_at <= ");
  query.bind(luan::to_text(now)).add(" ORDER BY release_at, number LIMIT " + std::to_string(limit));
  return read_notices(session, query);
}

std::vector<Notice> due_notices_of(soci::session& session, const AccountId& account, Instant now) {
  Query query(std::string(notices) + " WHERE account = ");
  query.bind(account.text()).add(" AND release_at <= ").bind(luan::to_text(now)).add(" ORDER BY number");
  return read_notices(session, query);
}

Preferences preferences(soci::session& session, const AccountId& account) {
  Preferences row;
  int daily = 0;
  session << "SELECT channel, address, daily, quiet_from, quiet_to, language FROM preferences WHERE account = :a", soci::into(row.channel),
      soci::into(row.address), soci::into(daily), soci::into(row.quiet_from), soci::into(row.quiet_to), soci::into(row.language), soci::use(account.text());
  if (!session.got_data()) return {};
  row.daily = daily != 0;
  return row;
}

}  // namespace luan::store
