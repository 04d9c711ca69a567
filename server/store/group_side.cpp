// What a group writes that is no event: definitions' bytes, requests, the outbox, credentials, sessions.
#include <soci/soci.h>

#include "store/group.hpp"

namespace luan::store {

bool Group::put_definition(const std::string& name, int version, const std::string& digest, const std::string& bytes) {
  std::string known;
  *session_ << "SELECT digest FROM definitions WHERE name = :n AND version = :v", soci::into(known), soci::use(name), soci::use(version);
  if (session_->got_data()) return known == digest;
  touch();
  *session_ << "INSERT INTO definitions (name, version, digest, bytes) VALUES (:n, :v, :d, :b)", soci::use(name), soci::use(version), soci::use(digest), soci::use(bytes);
  return true;
}

std::optional<StoredAnswer> Group::find_request(const AccountId& account, const std::string& key, const std::string& route) { return rows_->find_request(account, key, route); }

void Group::keep_request(const AccountId& account, const std::string& key, const std::string& route, const StoredAnswer& answer) {
  touch();
  rows_->request(account, key, route, answer, luan::to_text(job_time_));
}

void Group::enqueue(const OutboxRow& row) {
  touch();
  rows_->outbox(row, luan::to_text(job_time_));
}

std::vector<LeasedRow> Group::lease(const std::string& plugin_id, int count, Instant until) {
  const std::string now = luan::to_text(job_time_);
  std::vector<LeasedRow> leased;
  {
    std::string delivery, plugin, call, rotation, step, body;
    int run = 0, attempts = 0;
    std::string state;
    soci::statement rows = (session_->prepare << "SELECT delivery, plugin, call, rotation, step, run, body, attempts, state FROM outbox WHERE plugin = :p AND ((state = 'waiting' AND next_at <= :a) OR "
                                                 "(state = 'leased' AND lease_until <= :b)) ORDER BY next_at, delivery LIMIT :c",
                            soci::into(delivery), soci::into(plugin), soci::into(call), soci::into(rotation), soci::into(step), soci::into(run), soci::into(body), soci::into(attempts),
                            soci::into(state), soci::use(plugin_id), soci::use(now), soci::use(now), soci::use(count));
    rows.execute();
    while (rows.fetch()) leased.push_back({{delivery, plugin, call, rotation, step, run, json::parse(body).as_object()}, ids_.hex(), attempts + (state == "leased" ? 1 : 0)});
  }
  if (leased.empty()) return leased;
  touch();
  const std::string lease_until = luan::to_text(until);
  for (const LeasedRow& row : leased)
    *session_ << "UPDATE outbox SET state = 'leased', attempts = :a, lease_until = :u, lease_token = :t WHERE delivery = :d", soci::use(row.attempts), soci::use(lease_until),
        soci::use(row.token), soci::use(row.row.delivery);
  return leased;
}

void Group::delivered(const LeasedRow& row) {
  touch();
  const int attempts = row.attempts + 1;
  *session_ << "UPDATE outbox SET state = 'delivered', attempts = :a, error = '' WHERE delivery = :d AND state = 'leased' AND lease_token = :t", soci::use(attempts), soci::use(row.row.delivery),
      soci::use(row.token);
}

void Group::failed(const LeasedRow& row, const std::string& error, std::optional<Instant> next) {
  touch();
  const std::string state = next ? "waiting" : "dead", next_at = luan::to_text(next.value_or(job_time_));
  const int attempts = row.attempts + 1;
  *session_ << "UPDATE outbox SET state = :s, attempts = :a, next_at = :n, error = :e WHERE delivery = :d AND state = 'leased' AND lease_token = :t", soci::use(state), soci::use(attempts),
      soci::use(next_at), soci::use(error), soci::use(row.row.delivery), soci::use(row.token);
}

bool Group::revive(const std::string& delivery) {
  std::string state;
  *session_ << "SELECT state FROM outbox WHERE delivery = :d", soci::into(state), soci::use(delivery);
  if (!session_->got_data() || state != "dead") return false;
  touch();
  const std::string now = luan::to_text(job_time_);
  *session_ << "UPDATE outbox SET state = 'waiting', attempts = 0, next_at = :n WHERE delivery = :d", soci::use(now), soci::use(delivery);
  return true;
}

void Group::put_credential(const AccountId& account, const std::string& hash) {
  touch();
  const std::string now = luan::to_text(job_time_);
  *session_ << "INSERT OR REPLACE INTO credentials (account, hash, changed_at) VALUES (:a, :h, :n)", soci::use(account.text()), soci::use(hash), soci::use(now);
}

void Group::put_session(const std::string& sha256, const AccountId& account, Instant created, Instant last_seen) {
  touch();
  const std::string from = luan::to_text(created), seen = luan::to_text(last_seen);
  *session_ << "INSERT OR REPLACE INTO sessions (sha256, account, created, last_seen) VALUES (:s, :a, :c, :l)", soci::use(sha256), soci::use(account.text()), soci::use(from),
      soci::use(seen);
}

void Group::drop_session(const std::string& sha256) {
  touch();
  *session_ << "DELETE FROM sessions WHERE sha256 = :s", soci::use(sha256);
}

void Group::put_meta(const std::string& key, const std::string& value) {
  touch();
  *session_ << "INSERT OR REPLACE INTO meta (key, value) VALUES (:k, :v)", soci::use(key), soci::use(value);
}

void Group::sweep(Instant sessions_before, Instant requests_before) {
  touch();
  const std::string seen = luan::to_text(sessions_before), at = luan::to_text(requests_before);
  *session_ << "DELETE FROM sessions WHERE last_seen < :s", soci::use(seen);
  *session_ << "DELETE FROM requests WHERE at < :a", soci::use(at);
}

}  // namespace luan::store
