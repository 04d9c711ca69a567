#include "app/impl.hpp"
#include "app/off_loop.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

struct Verdict {
  bool taken = true, fits = false;
  std::optional<std::string> rehashed;
};

/// Argon2id runs on the hasher's threads; the connection's thread goes on with others meanwhile.
Awaitable<Verdict> verify(identity::PasswordHasher& hasher, std::string password, std::string stored) {
  std::function<void(Answer<Verdict>)> start = [&hasher, password = std::move(password), stored = std::move(stored)](Answer<Verdict> answer) mutable {
    std::function<void(bool, std::optional<std::string>)> done = [answer](bool fits, std::optional<std::string> rehashed) {
      answer({}, Verdict{true, fits, std::move(rehashed)});
    };
    if (!hasher.verify(std::move(password), std::move(stored), std::move(done))) answer({}, Verdict{false, false, {}});
  };
  Verdict verdict = co_await off_loop<Verdict>(std::move(start));
  co_return verdict;
}

}  // namespace

Caller caller_of(const App::Impl& impl, const store::Directory& directory, const store::Account& account, std::string session) {
  Caller caller;
  caller.actor = impl.actor_of(directory, account.id, impl.today());
  caller.username = account.username;
  caller.name = account.name;
  caller.title = account.title;
  if (caller.title.vi.empty() && !account.grants.empty()) caller.title = body_name(directory, account.grants.front().first, account.grants.front().second);
  caller.session = std::move(session);
  return caller;
}

workflow::Actor App::Impl::actor_of(const store::Directory& directory, const AccountId& id, Date day) const {
  workflow::Actor actor{id, {}, {}};
  const store::Account* account = directory.account(id);
  if (!account || account->disabled) return actor;
  for (const auto& [role, unit] : account->grants) actor.grants.push_back({role, unit});
  actor.official = account->official;
  for (const store::Substitution& substitution : directory.substitutions()) {
    if (substitution.substitute != id || !substitution.holds_on(day)) continue;
    const store::Account* principal = directory.account(substitution.principal);
    if (!principal || principal->disabled) continue;
    workflow::Actor::StandsFor stands{principal->id, principal->official, {}, substitution.steps};
    for (const auto& [role, unit] : principal->grants)
      if (may_be_delegated(role) && (!substitution.steps.empty() || (role == substitution.role && unit == substitution.unit)))
        stands.grants.push_back({role, unit});
    if (!stands.grants.empty()) actor.stands_for.push_back(std::move(stands));
  }
  return actor;
}

Awaitable<Result<SignedIn>> App::sign_in(std::string username, std::string password, std::string network, std::string mark) {
  const std::string place = identity::network_of(network);
  const std::string key = fold(username);
  const store::DirectoryPtr directory = impl_->directory();
  const store::Account* account = directory->by_username(username);
  const bool known = account && identity::browser_known(impl_->csrf_key, account->id.text(), mark);
  const std::string browser = known ? mark : std::string();
  if (const auto wait = impl_->throttle.begin(key, place, browser, impl_->clock->now()); wait.count() > 0)
    co_return refuse(RefusalCode::too_many_attempts, {{"seconds", std::to_string(wait.count())}});
  std::string stored;
  if (account && !account->disabled) {
    const store::Reader reader = impl_->database->reader();
    stored = store::credential(reader.session(), account->id).value_or("");
  }
  const auto clean = clean_text(password, false);
  const Verdict verdict = co_await verify(*impl_->hasher, clean.value_or(""), stored);
  if (!verdict.taken) {
    impl_->throttle.withdrawn(key, place, browser);
    co_return refuse(RefusalCode::unavailable, {{"seconds", "2"}});
  }
  const Instant now = impl_->clock->now();
  if (!verdict.fits) {
    impl_->throttle.failed(place, now);
    co_return refuse(RefusalCode::wrong_credentials);
  }
  impl_->throttle.succeeded(key, place, browser);
  const auto opened = impl_->sessions.open(account->id, now);
  std::function<Result<bool>(store::Transaction&)> keep = [opened, rehashed = verdict.rehashed](store::Transaction& transaction) -> Result<bool> {
    transaction.put_session(opened.session.sha256, opened.session.account, opened.session.created, opened.session.last_seen);
    for (const std::string& ended : opened.ended) transaction.drop_session(ended);
    if (rehashed) transaction.put_credential(opened.session.account, *rehashed);
    return true;
  };
  const auto kept = co_await on_writer<bool>(*impl_->writer, std::move(keep));
  if (!kept) co_return std::unexpected(kept.error());
  co_return SignedIn{opened.token, known ? mark : identity::browser_mark(impl_->csrf_key, account->id.text()),
                     caller_of(*impl_, *directory, *account, opened.session.sha256)};
}

std::optional<Caller> App::caller(std::string_view token) const {
  if (token.empty()) return {};
  const auto session = impl_->sessions.find(token, impl_->clock->now());
  if (!session) return {};
  const store::DirectoryPtr directory = impl_->directory();
  const store::Account* account = directory->account(session->account);
  if (!account || account->disabled) return {};
  return caller_of(*impl_, *directory, *account, session->sha256);
}

void App::sign_out(std::string_view token) {
  const auto ended = impl_->sessions.close(token);
  if (!ended) return;
  // What is lost when the queue is full is a row that no session refers to; the next sweep removes it.
  (void)impl_->writer->submit([id = *ended](store::Transaction& transaction) { transaction.drop_session(id); }, [](std::exception_ptr) {});
}

std::string App::csrf_token(const Caller& caller) const { return identity::csrf_token(impl_->csrf_key, caller.session); }
bool App::csrf_fits(const Caller& caller, std::string_view token) const { return identity::csrf_fits(impl_->csrf_key, caller.session, token); }
std::string App::csrf_token(std::string_view pre_session) const { return identity::csrf_token(impl_->csrf_key, "pre|" + std::string(pre_session)); }
bool App::csrf_fits(std::string_view pre_session, std::string_view token) const {
  return !pre_session.empty() && identity::csrf_fits(impl_->csrf_key, "pre|" + std::string(pre_session), token);
}

}  // namespace luan::app
