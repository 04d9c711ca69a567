// What a group writes that is no event: definitions' bytes, requests, drafts, credentials, sessions.
#include <soci/soci.h>

#include "store/group.hpp"

namespace luan::store {

bool Group::put_definition(const std::string& name, int version, const std::string& digest, const std::string& bytes) {
  std::string known;
  *session_ << "SELECT digest FROM definitions WHERE name = :n AND version = :v", soci::into(known), soci::use(name), soci::use(version);
  if (session_->got_data()) return known == digest;
  touch();
  *session_ << "INSERT INTO definitions (name, version, digest, bytes) VALUES (:n, :v, :d, :b)", soci::use(name), soci::use(version), soci::use(digest),
      soci::use(bytes);
  return true;
}

std::optional<StoredAnswer> Group::find_request(const AccountId& account, const std::string& key, const std::string& route) {
  return rows_->find_request(account, key, route);
}

void Group::keep_request(const AccountId& account, const std::string& key, const std::string& route, const StoredAnswer& answer) {
  touch();
  rows_->request(account, key, route, answer, luan::to_text(job_time_));
}

bool Group::put_draft(const AccountId& account, const Draft& draft, int most) {
  touch();
  int others = 0;
  *session_ << "SELECT count(*) FROM drafts WHERE account = :a AND form <> :f", soci::into(others), soci::use(account.text()), soci::use(draft.form);
  if (others >= most) return false;
  const std::string updated = luan::to_text(draft.updated);
  *session_ << "INSERT OR REPLACE INTO drafts (account, form, seen, fields, updated) VALUES (:a, :f, :s, :v, :u)", soci::use(account.text()),
      soci::use(draft.form), soci::use(draft.seen), soci::use(draft.fields), soci::use(updated);
  return true;
}

void Group::drop_draft(const AccountId& account, const std::string& form) {
  touch();
  rows_->drop_draft(account, form);
}

void Group::drop_drafts(const AccountId& account) {
  touch();
  *session_ << "DELETE FROM drafts WHERE account = :a", soci::use(account.text());
}

void Group::put_credential(const AccountId& account, const std::string& hash) {
  touch();
  const std::string now = luan::to_text(job_time_);
  *session_ << "INSERT OR REPLACE INTO credentials (account, hash, changed_at) VALUES (:a, :h, :n)", soci::use(account.text()), soci::use(hash), soci::use(now);
}

void Group::put_session(const std::string& sha256, const AccountId& account, Instant created, Instant last_seen) {
  touch();
  const std::string from = luan::to_text(created), seen = luan::to_text(last_seen);
  *session_ << "INSERT OR REPLACE INTO sessions (sha256, account, created, last_seen) VALUES (:s, :a, :c, :l)", soci::use(sha256), soci::use(account.text()),
      soci::use(from), soci::use(seen);
}

void Group::drop_session(const std::string& sha256) {
  touch();
  *session_ << "DELETE FROM sessions WHERE sha256 = :s", soci::use(sha256);
}

void Group::put_meta(const std::string& key, const std::string& value) {
  touch();
  *session_ << "INSERT OR REPLACE INTO meta (key, value) VALUES (:k, :v)", soci::use(key), soci::use(value);
}

void Group::sweep(const Sweep& before) {
  touch();
  const std::string seen = luan::to_text(before.sessions_before), at = luan::to_text(before.requests_before), settled = luan::to_text(before.deliveries_before);
  *session_ << "DELETE FROM sessions WHERE last_seen < :s", soci::use(seen);
  *session_ << "DELETE FROM requests WHERE at < :a", soci::use(at);
  const std::string drafts = luan::to_text(before.drafts_before);
  *session_ << "DELETE FROM drafts WHERE updated < :a", soci::use(drafts);
  // Dead letters stay until a person has decided.
  *session_ << "DELETE FROM outbox WHERE settled_at != '' AND settled_at < :a AND state IN ('delivered', 'dropped')", soci::use(settled);
}

}  // namespace luan::store
