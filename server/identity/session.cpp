#include "identity/session.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "base/bytes.hpp"

namespace luan::identity {
namespace {

constexpr auto idle_max = std::chrono::minutes(30);
constexpr auto age_max = std::chrono::hours(12);
constexpr std::size_t sessions_max = 5;

bool over(const Session& session, Instant now) { return now - session.last_seen > idle_max || now - session.created > age_max; }
std::string id_of(std::string_view token) { return to_hex(sha256(token)); }

}  // namespace

struct SessionTable::Impl {
  struct Kept {
    Session session;
    bool changed = false;
  };
  std::mutex mutex;
  std::unordered_map<std::string, Kept> sessions;
};

SessionTable::SessionTable() : impl_(std::make_unique<Impl>()) {}
SessionTable::~SessionTable() = default;

SessionTable::Opened SessionTable::open(const AccountId& account, Instant now) {
  Opened opened;
  opened.token = to_base64url(random_bytes(32));
  opened.session = {id_of(opened.token), account, now, now};
  const std::scoped_lock guard(impl_->mutex);
  std::vector<const Session*> own;
  for (const auto& [id, kept] : impl_->sessions)
    if (kept.session.account == account) own.push_back(&kept.session);
  std::ranges::sort(own, {}, &Session::created);
  for (std::size_t i = 0; i + sessions_max <= own.size(); ++i) opened.ended.push_back(own[i]->sha256);
  for (const std::string& id : opened.ended) impl_->sessions.erase(id);
  impl_->sessions[opened.session.sha256] = {opened.session, false};
  return opened;
}

std::optional<Session> SessionTable::find(std::string_view token, Instant now) {
  const std::string id = id_of(token);
  const std::scoped_lock guard(impl_->mutex);
  const auto found = impl_->sessions.find(id);
  if (found == impl_->sessions.end() || over(found->second.session, now)) return {};
  if (now - found->second.session.last_seen > std::chrono::seconds(30)) {
    found->second.session.last_seen = now;
    found->second.changed = true;
  }
  return found->second.session;
}

std::optional<std::string> SessionTable::close(std::string_view token) {
  std::string id = id_of(token);
  const std::scoped_lock guard(impl_->mutex);
  if (impl_->sessions.erase(id) == 0) return {};
  return id;
}

std::vector<std::string> SessionTable::close_all(const AccountId& account) {
  std::vector<std::string> ended;
  const std::scoped_lock guard(impl_->mutex);
  for (const auto& [id, kept] : impl_->sessions)
    if (kept.session.account == account) ended.push_back(id);
  for (const std::string& id : ended) impl_->sessions.erase(id);
  return ended;
}

void SessionTable::restore(Session session) {
  const std::scoped_lock guard(impl_->mutex);
  std::string id = session.sha256;
  impl_->sessions[std::move(id)] = {std::move(session), false};
}

SessionTable::Changes SessionTable::take_changes(Instant now) {
  Changes changes;
  const std::scoped_lock guard(impl_->mutex);
  for (auto at = impl_->sessions.begin(); at != impl_->sessions.end();) {
    if (over(at->second.session, now)) {
      changes.over.push_back(at->first);
      at = impl_->sessions.erase(at);
      continue;
    }
    if (at->second.changed) changes.seen.push_back(at->second.session);
    at->second.changed = false;
    ++at;
  }
  return changes;
}

}  // namespace luan::identity
