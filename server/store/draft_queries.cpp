#include "store/draft_queries.hpp"

#include <soci/soci.h>

namespace luan::store {

std::vector<std::pair<AccountId, Draft>> every_draft(soci::session& session, const std::string& but_for) {
  std::vector<std::pair<AccountId, Draft>> out;
  std::string account, updated;
  Draft row;
  const auto length = static_cast<int>(but_for.size());
  soci::statement rows = (session.prepare << "SELECT account, form, seen, fields, updated FROM drafts WHERE :n = 0 OR substr(fields, 1, :m) <> :b "
                                             "ORDER BY account, form",
                          soci::into(account), soci::into(row.form), soci::into(row.seen), soci::into(row.fields), soci::into(updated), soci::use(length),
                          soci::use(length), soci::use(but_for));
  rows.execute();
  while (rows.fetch()) {
    row.updated = parse_instant(updated).value_or(Instant{});
    out.emplace_back(AccountId::trusted(account), row);
  }
  return out;
}

}  // namespace luan::store
