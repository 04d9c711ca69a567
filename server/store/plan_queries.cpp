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

}  // namespace luan::store
