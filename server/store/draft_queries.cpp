#include "store/draft_queries.hpp"

#include <soci/soci.h>

namespace luan::store {

std::vector<std::pair<AccountId, Draft>> every_draft(soci::session& session) {
  std::vector<std::pair<AccountId, Draft>> out;
  std::string account, updated;
  Draft row;
  soci::statement rows = (session.prepare << "SELECT account, form, seen, fields, updated FROM drafts ORDER BY account, form", soci::into(account),
                          soci::into(row.form), soci::into(row.seen), soci::into(row.fields), soci::into(updated));
  rows.execute();
  while (rows.fetch()) {
    row.updated = parse_instant(updated).value_or(Instant{});
    out.emplace_back(AccountId::trusted(account), row);
  }
  return out;
}

}  // namespace luan::store
