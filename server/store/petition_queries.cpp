#include <soci/soci.h>

#include "store/queries.hpp"
#include "store/query.hpp"

namespace luan::store {

std::vector<PetitionProjection> petitions(soci::session& session, const PetitionQuery& query) {
  std::vector<PetitionProjection> out;
  PetitionProjection row;
  Query sql("SELECT rotation, number, official, owner, due, state, raised FROM petitions WHERE 1 = 1");
  if (!query.rotation.empty()) sql.add(" AND rotation = ").bind(query.rotation);
  if (!query.states.empty()) sql.add(" AND state IN ").list(query.states);
  if (query.scope) {
    sql.add(" AND (official = ").bind(query.scope->official);
    sql.add(" OR owner IN ").list(query.scope->owners).add(")");
  }
  if (!query.due_before.empty()) sql.add(" AND due <> '' AND due < ").bind(query.due_before);
  // What is still to be done comes first, the most pressing of it on top; then the latest that was settled.
  sql.add(
      " ORDER BY CASE state WHEN 'open' THEN 0 WHEN 'answered' THEN 1 ELSE 2 END, CASE state WHEN 'closed' THEN '' ELSE due END, raised DESC, rotation, "
      "number");
  sql.add(" LIMIT " + std::to_string(query.limit));
  sql.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(row.rotation));
        rows.exchange(soci::into(row.number));
        rows.exchange(soci::into(row.official));
        rows.exchange(soci::into(row.owner));
        rows.exchange(soci::into(row.due));
        rows.exchange(soci::into(row.state));
        rows.exchange(soci::into(row.raised));
      },
      [&] { out.push_back(row); });
  return out;
}

}  // namespace luan::store
