// Accounts and roles: the administrator's work. None of it opens a case.
#include <algorithm>
#include <limits>
#include <map>

#include "app/impl.hpp"
#include "base/text.hpp"

namespace luan::app {

Result<void> needs_one_of(const Caller& caller, const std::vector<std::string_view>& roles) {
  if (std::ranges::any_of(roles, [&](std::string_view role) { return caller.has(*identity::parse_role(role)); })) return {};
  return refuse(RefusalCode::forbidden, {{"needed", role_list(roles)}});
}

Result<void> App::may_administer(const Caller& caller) const { return administers(caller); }

/// The operator at the machine has no account: his acts stand in the log as the server's own.
std::string actor_text(const Caller& caller) { return caller.account().none() ? "-" : caller.account().text(); }

namespace {

AccountView account_view(const store::Directory& directory, const store::Account& account) {
  AccountView view{account.id.text(), account.username, account.name, account.title, account.disabled, {}};
  if (!account.official.none()) view.official = official_ref(directory, account.official);
  for (const auto& [role, unit] : account.grants) view.grants.emplace_back(role, unit_ref(directory, unit));
  return view;
}

/// Words a password must not be made of: names of the people and places here.
std::vector<std::string> local_names(const store::Directory& directory, const std::string& username) {
  std::vector<std::string> names{"luan", username};
  for (const store::Unit* unit : directory.units()) names.push_back(unit->name.vi);
  return names;
}

std::optional<FieldError> username_fault(const std::string& username) {
  const bool plain = std::ranges::all_of(username, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_'; });
  if (plain && username.size() >= 3 && username.size() <= 64) return {};
  return FieldError{"username",
                    {"Tên tài khoản gồm 3 đến 64 ký tự: chữ thường không dấu, số, dấu chấm, gạch",
                     "An account name has 3 to 64 characters: a to z, digits, dot, dash, underscore"}};
}

std::optional<FieldError> grant_fault(const store::Directory& directory, const std::string& role, const std::string& unit) {
  if (!identity::parse_role(role)) return FieldError{"role", {"Chọn một vai trò trong danh sách", "Choose a role from the list"}};
  const auto parsed = UnitId::parse(unit);
  if (!parsed || !directory.unit(*parsed)) return FieldError{"unit", {"Chọn một đơn vị trong danh sách", "Choose a unit from the list"}};
  return {};
}

std::vector<FieldError> account_faults(const store::Directory& directory, const NewAccount& account) {
  std::vector<FieldError> faults;
  if (auto fault = username_fault(account.username)) faults.push_back(std::move(*fault));
  if (const auto name = clean_text(account.name, false); !name)
    faults.push_back({"name", name.error()});
  else if (name->empty() || length(*name) > 200)
    faults.push_back({"name", {"Nhập họ và tên, không quá 200 ký tự", "Enter the name, 200 characters at most"}});
  for (const auto& [role, unit] : account.grants)
    if (auto fault = grant_fault(directory, role, unit)) faults.push_back(std::move(*fault));
  return faults;
}

Result<AccountId> known_account(const store::Directory& directory, const std::string& id) {
  const auto parsed = AccountId::parse(id);
  if (!parsed || !directory.account(*parsed)) return refuse(RefusalCode::not_found);
  return *parsed;
}

}  // namespace

Result<std::vector<AccountView>> App::accounts(const Caller& caller) const {
  auto all = account_page(caller, "", {1, std::numeric_limits<int>::max()});
  if (!all) return std::unexpected(std::move(all.error()));
  return std::move(all->items);
}

namespace {

/// Every word stands in the name, the username, or a role or unit of a grant.
bool named_by(const store::Directory& directory, const store::Account& account, const std::vector<std::string>& words,
              const std::map<std::string, std::string>& roles) {
  return std::ranges::all_of(words, [&](const std::string& word) {
    if (account.folded.find(word) != std::string::npos) return true;
    return std::ranges::any_of(account.grants, [&](const auto& grant) {
      const auto role = roles.find(grant.first);
      const store::Unit* unit = directory.unit(grant.second);
      return (role != roles.end() && role->second.find(word) != std::string::npos) || (unit && unit->folded.find(word) != std::string::npos);
    });
  });
}

}  // namespace

Result<Page<AccountView>> App::account_page(const Caller& caller, std::string_view text, const PageQuery& query) const {
  if (auto may = administers(caller); !may) return std::unexpected(std::move(may.error()));
  const DirectoryPtr directory = impl_->directory();
  std::vector<const store::Account*> found = directory->accounts_by_name();
  if (const auto words = folded_words(text); !words.empty()) {
    std::map<std::string, std::string> roles;
    for (const identity::Role role : identity::all_roles)
      roles.emplace(identity::to_text(role), fold(identity::label(role).vi + " " + identity::label(role).en));
    std::erase_if(found, [&](const store::Account* account) { return !named_by(*directory, *account, words, roles); });
  }
  return page_of<AccountView>(found, query, [&](const store::Account* account) { return account_view(*directory, *account); });
}

Result<AccountView> App::account(const Caller& caller, std::string_view id) const {
  if (auto may = administers(caller); !may) return std::unexpected(std::move(may.error()));
  const DirectoryPtr directory = impl_->directory();
  const auto known = known_account(*directory, std::string(id));
  if (!known) return std::unexpected(known.error());
  return account_view(*directory, *directory->account(*known));
}

Awaitable<Result<AccountView>> App::add_account(Caller caller, NewAccount account) {
  if (auto may = administers(caller); !may) co_return std::unexpected(std::move(may.error()));
  if (auto faults = account_faults(*impl_->directory(), account); !faults.empty()) co_return refuse_fields(std::move(faults));
  std::string hash;
  if (!caller.errand.rehearsal) {  // a form is checked before its password is asked for
    const auto password = identity::acceptable_password(account.password, local_names(*impl_->directory(), account.username));
    if (!password) co_return std::unexpected(password.error());
    auto made = co_await hash_off_loop(*impl_->hasher, *password);
    if (!made) co_return refuse(RefusalCode::unavailable, {{"seconds", "2"}});
    hash = std::move(*made);
  }
  std::function<Result<AccountView>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<AccountView> {
    if (transaction.directory()->by_username(account.username)) return refuse(RefusalCode::account_exists, {{"username", account.username}});
    const auto id = transaction.ids().fresh<AccountId>();
    const std::string actor = actor_text(caller);
    transaction.append(actor, store::AccountCreated{id, {}, account.username, *clean_text(account.name, false), account.title});
    for (const auto& [role, unit] : account.grants) transaction.append(actor, store::RoleGranted{id, role, UnitId::trusted(unit)});
    transaction.put_credential(id, hash);
    return account_view(*transaction.directory(), *transaction.directory()->account(id));
  };
  auto answer = co_await on_writer<AccountView>(*impl_->writer, caller, std::move(job));
  co_return answer;
}

Awaitable<Result<void>> App::reset_password(Caller caller, std::string account, std::string password) {
  if (auto may = administers(caller); !may) co_return std::unexpected(std::move(may.error()));
  const DirectoryPtr directory = impl_->directory();
  const auto id = known_account(*directory, account);
  if (!id) co_return std::unexpected(id.error());
  if (caller.errand.rehearsal) co_return Result<void>();  // the password is asked for last; to set it twice does no harm, so it has no key
  const auto clean = identity::acceptable_password(password, local_names(*directory, directory->account(*id)->username));
  if (!clean) co_return std::unexpected(clean.error());
  const auto hash = co_await hash_off_loop(*impl_->hasher, *clean);
  if (!hash) co_return refuse(RefusalCode::unavailable, {{"seconds", "2"}});
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    transaction.put_credential(*id, *hash);
    for (const std::string& ended : impl_->sessions.close_all(*id)) transaction.drop_session(ended);  // who knew the old password is out
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

Awaitable<Result<void>> App::set_grant(Caller caller, std::string account, std::string role, std::string unit, bool granted) {
  if (auto may = administers(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    const DirectoryPtr directory = transaction.directory();
    const auto id = known_account(*directory, account);
    if (!id) return std::unexpected(id.error());
    if (auto fault = grant_fault(*directory, role, unit)) return refuse_fields({std::move(*fault)});
    const auto& grants = directory->account(*id)->grants;
    const UnitId at = UnitId::trusted(unit);
    const bool held = std::ranges::find(grants, std::pair(role, at)) != grants.end();
    if (held == granted) return true;
    if (!granted && role == "administrator" && *id == caller.account())
      return refuse_fields({{"role",
                             {"Không tự bỏ vai trò quản trị của chính mình; đề nghị một quản trị khác làm",
                              "You cannot take the administrator's role from yourself; ask another administrator"}}});
    if (granted)
      transaction.append(actor_text(caller), store::RoleGranted{*id, role, at});
    else
      transaction.append(actor_text(caller), store::RoleRevoked{*id, role, at});
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

Result<std::vector<std::pair<PersonRef, UnitRef>>> App::officials_to_tie(const Caller& caller) const {
  if (auto may = administers(caller); !may) return std::unexpected(std::move(may.error()));
  const DirectoryPtr directory = impl_->directory();
  std::vector<std::pair<PersonRef, UnitRef>> out;
  for (const store::Official* official : directory->officials())
    out.emplace_back(PersonRef{official->id.text(), official->name()}, unit_ref(*directory, official->unit));
  return out;
}

Awaitable<Result<void>> App::tie_account(Caller caller, std::string account, std::string official) {
  if (auto may = administers(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    const DirectoryPtr directory = transaction.directory();
    const auto id = known_account(*directory, account);
    if (!id) return std::unexpected(id.error());
    const auto whose = official.empty() ? std::optional(OfficialId{}) : OfficialId::parse(official);
    if (!whose || (!whose->none() && !directory->official(*whose)))
      return refuse_fields({{"official", {"Chọn một cán bộ trong danh sách", "Choose an official from the list"}}});
    if (directory->account(*id)->official == *whose) return true;
    if (const store::Account* other = whose->none() ? nullptr : directory->of_official(*whose))
      return refuse_fields({{"official",
                             {"Cán bộ này đã có tài khoản " + other->username + "; đề nghị bỏ gắn tài khoản đó trước",
                              "This official has the account " + other->username + "; untie that one first"}}});
    transaction.append(actor_text(caller), store::AccountTied{*id, *whose});
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

Awaitable<Result<void>> App::set_disabled(Caller caller, std::string account, bool disabled) {
  if (auto may = administers(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    const auto id = known_account(*transaction.directory(), account);
    if (!id) return std::unexpected(id.error());
    if (*id == caller.account()) return refuse_fields({{"account", {"Không tự khoá tài khoản của chính mình", "You cannot disable your own account"}}});
    if (transaction.directory()->account(*id)->disabled == disabled) return true;
    transaction.append(actor_text(caller), store::AccountDisabled{*id, disabled});
    if (disabled && !caller.errand.rehearsal)  // sessions end in memory, which no rollback gives back
      for (const std::string& ended : impl_->sessions.close_all(*id)) transaction.drop_session(ended);
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

}  // namespace luan::app
