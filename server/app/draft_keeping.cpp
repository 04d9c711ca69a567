#include "app/draft_keeping.hpp"

#include <spdlog/spdlog.h>

#include "app/draft_views.hpp"
#include "identity/draft_box.hpp"
#include "store/draft_queries.hpp"

namespace luan::app {

store::Draft locked(const App::Impl& impl, const AccountId& account, store::Draft typed) {
  typed.fields = identity::lock_draft(identity::draft_key(impl.csrf_key), account.text(), typed.form, typed.fields);
  return typed;
}

std::optional<store::Draft> opened(const App::Impl& impl, const AccountId& account, store::Draft row) {
  auto fields = identity::open_draft(identity::draft_key(impl.csrf_key), account.text(), row.form, row.fields);
  if (!fields) return {};
  row.fields = std::move(*fields);
  return row;
}

namespace {

constexpr const char* locked_under = "drafts_key";  // the mark of the key under which every locked draft was found to open

}  // namespace

void lock_drafts(const App::Impl& impl) {
  const std::string mark = identity::draft_key_mark(identity::draft_key(impl.csrf_key));
  std::vector<std::pair<AccountId, store::Draft>> rows;
  bool same_key = false;
  {
    const store::Reader reader = impl.database->reader();
    same_key = store::meta(reader.session(), locked_under) == mark;
    rows = store::every_draft(reader.session(), same_key ? std::string(identity::locked_draft_mark) : "");
  }
  int taken = 0, dropped = 0;
  for (const auto& [account, row] : rows) {
    const bool plain = !identity::is_locked_draft(row.fields);
    if (!plain && opened(impl, account, row)) continue;
    impl.writer->run([&](store::Transaction& transaction) {
      transaction.drop_draft(account, row.form);
      if (plain) (void)transaction.put_draft(account, locked(impl, account, row), drafts_most);
    });
    ++(plain ? taken : dropped);
  }
  if (!same_key) impl.writer->run([&](store::Transaction& transaction) { transaction.put_meta(locked_under, mark); });
  if (taken > 0) spdlog::info("{} drafts that an older version kept as they were typed are locked now", taken);
  if (dropped > 0) spdlog::warn("{} drafts do not open with the key in {} and are dropped", dropped, (impl.data / "keys").string());
}

}  // namespace luan::app
