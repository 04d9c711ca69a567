// Deliveries and notices on the writer's side: asked for, leased, settled, decided by a person.
#include <soci/soci.h>

#include "store/group.hpp"

namespace luan::store {

void Group::enqueue(const OutboxRow& row) {
  touch();
  rows_->outbox(row, luan::to_text(job_time_));
}

std::vector<LeasedRow> Group::lease(const std::string& plugin_id, int count, Instant until, int attempts_most) {
  struct Due {
    LeasedRow leased;
    bool expired;
  };
  std::vector<Due> due;
  const std::string now = luan::to_text(job_time_);
  {
    OutboxRow row;
    std::string body, state, created;
    int attempts = 0;
    // Oldest first, so that a row's elders in its lane are few: they come in the same batch, unless one of them waits.
    soci::statement rows =
        (session_->prepare
             << "SELECT delivery, plugin, lane, call, account, rotation, step, run, body, attempts, state, created_at FROM outbox AS o INDEXED BY "
                "outbox_order WHERE plugin = :p AND next_at <= :n AND state IN ('waiting', 'leased') AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE "
                "e.plugin = o.plugin AND e.lane = o.lane AND e.number < o.number AND e.state IN ('waiting', 'leased') AND e.next_at > :m) "
                "ORDER BY number LIMIT :c",
         soci::into(row.delivery), soci::into(row.plugin), soci::into(row.lane), soci::into(row.call), soci::into(row.account), soci::into(row.rotation),
         soci::into(row.step), soci::into(row.run), soci::into(body), soci::into(attempts), soci::into(state), soci::into(created), soci::use(plugin_id),
         soci::use(now), soci::use(now), soci::use(count));
    rows.execute();
    while (rows.fetch()) {
      row.body = json::parse(body).as_object();
      const bool expired = state == "leased";
      due.push_back({{row, ids_.hex(), attempts + (expired ? 1 : 0), parse_instant(created).value_or(Instant{})}, expired});
    }
  }
  if (due.empty()) return {};
  touch();
  const std::string lease_until = luan::to_text(until);
  std::vector<LeasedRow> leased;
  for (Due& one : due) {
    const bool over = one.expired && one.leased.attempts >= attempts_most;
    const std::string state = over ? "dead" : "leased", next_at = over ? now : lease_until, settled_at = over ? now : "";
    const int broken_off = one.expired ? 1 : 0;
    const std::string why = "Lần gửi trước bị bỏ dở.\nThe attempt before was broken off.";
    *session_ << "UPDATE outbox SET state = :s, attempts = :a, next_at = :u, lease_token = :t, settled_at = :e, error = CASE WHEN :x = 1 THEN :m ELSE error "
                 "END WHERE delivery = :d",
        soci::use(state), soci::use(one.leased.attempts), soci::use(next_at), soci::use(one.leased.token), soci::use(settled_at), soci::use(broken_off),
        soci::use(why), soci::use(one.leased.row.delivery);
    if (!over) leased.push_back(std::move(one.leased));
  }
  return leased;
}

bool Group::settle(const LeasedRow& row, const std::string& state, int attempts, const std::string& next_at, const std::string& error) {
  touch();
  const std::string settled_at = state == "delivered" || state == "dead" || state == "dropped" ? luan::to_text(job_time_) : "";
  // What comes back untried keeps the words of its last attempt.
  const int keeps_error = state == "waiting" && error.empty() ? 1 : 0;
  soci::statement update = (session_->prepare << "UPDATE outbox SET state = :s, attempts = :a, next_at = :n, error = CASE WHEN :k = 1 THEN error ELSE :e END, "
                                                 "settled_at = :w WHERE delivery = :d AND state = 'leased' AND "
                                                 "lease_token = :t",
                            soci::use(state), soci::use(attempts), soci::use(next_at), soci::use(keeps_error), soci::use(error), soci::use(settled_at),
                            soci::use(row.row.delivery), soci::use(row.token));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

bool Group::renew(const LeasedRow& row, Instant until) {
  touch();
  const std::string lease_until = luan::to_text(until);
  soci::statement update = (session_->prepare << "UPDATE outbox SET next_at = :n WHERE delivery = :d AND state = 'leased' AND lease_token = :t",
                            soci::use(lease_until), soci::use(row.row.delivery), soci::use(row.token));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

bool Group::delivered(const LeasedRow& row) { return settle(row, "delivered", row.attempts + 1, luan::to_text(job_time_), ""); }

bool Group::failed(const LeasedRow& row, const std::string& error, std::optional<Instant> next) {
  return settle(row, next ? "waiting" : "dead", row.attempts + 1, luan::to_text(next.value_or(job_time_)), error);
}

bool Group::moot(const LeasedRow& row, const std::string& reason) { return settle(row, "dropped", row.attempts, luan::to_text(job_time_), reason); }

bool Group::give_back(const LeasedRow& row, const std::string& error, Instant next) { return settle(row, "waiting", row.attempts, luan::to_text(next), error); }

bool Group::revive(const std::string& delivery, const std::string& by) {
  touch();
  const std::string now = luan::to_text(job_time_);
  soci::statement update =
      (session_->prepare
           << "UPDATE outbox SET state = 'waiting', attempts = CASE state WHEN 'waiting' THEN attempts ELSE 0 END, next_at = :n, settled_at = '', "
              "decided_by = :b, reason = '' WHERE delivery = :d AND state IN ('waiting', 'dead', 'dropped')",
       soci::use(now), soci::use(by), soci::use(delivery));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

bool Group::drop(const std::string& delivery, const std::string& by, const std::string& reason) {
  touch();
  const std::string now = luan::to_text(job_time_);
  soci::statement update =
      (session_->prepare << "UPDATE outbox SET state = 'dropped', settled_at = :n, decided_by = :b, reason = :r WHERE delivery = :d AND state = 'dead'",
       soci::use(now), soci::use(by), soci::use(reason), soci::use(delivery));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

void Group::announce(const Notice& notice) {
  touch();
  rows_->notice(notice);
}

bool Group::take_notice(std::int64_t number) {
  touch();
  const auto wanted = static_cast<long long>(number);
  soci::statement gone = (session_->prepare << "DELETE FROM notices WHERE number = :n", soci::use(wanted));
  gone.execute(true);
  return gone.get_affected_rows() == 1;
}

void Group::put_preferences(const AccountId& account, const Preferences& p) {
  touch();
  const int daily = p.daily ? 1 : 0;
  *session_ << "INSERT OR REPLACE INTO preferences (account, channel, address, daily, quiet_from, quiet_to, language) VALUES (:a, :c, :m, :d, :f, :t, :l)",
      soci::use(account.text()), soci::use(p.channel), soci::use(p.address), soci::use(daily), soci::use(p.quiet_from), soci::use(p.quiet_to),
      soci::use(p.language);
}

}  // namespace luan::store
