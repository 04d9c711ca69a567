#include <soci/soci.h>

#include "store/queries.hpp"
#include "store/query.hpp"

namespace luan::store {

std::vector<PlanUse> plan_uses(soci::session& session, const std::vector<std::string>& lines) {
  std::vector<PlanUse> out;
  if (lines.empty()) return out;
  PlanUse row;
  Query sql("SELECT line, rotation FROM plan_uses WHERE line IN ");
  sql.list(lines).add(" ORDER BY line, rotation");
  sql.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(row.line));
        rows.exchange(soci::into(row.rotation));
      },
      [&] { out.push_back(row); });
  return out;
}

PlanSum plan_sum(soci::session& session, const std::vector<std::string>& lines) {
  PlanSum out;
  // As one value: a plan may have more lines than a statement may have values.
  const json::array ids(lines.begin(), lines.end());
  Query sql(
      "SELECT count(*), count(DISTINCT official) FROM plan_uses JOIN rotations ON id = rotation WHERE number <> '' AND line IN (SELECT value FROM json_each(");
  sql.bind(json::serialize(ids)).add("))");
  sql.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(out.turns));
        rows.exchange(soci::into(out.persons));
      },
      [] {});
  return out;
}

}  // namespace luan::store
