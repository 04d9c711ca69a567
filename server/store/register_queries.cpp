#include <soci/soci.h>

#include "store/queries.hpp"
#include "store/query.hpp"

namespace luan::store {

std::vector<DocumentProjection> documents(soci::session& session, const std::string& reg, const std::string& period, int before, int limit) {
  std::vector<DocumentProjection> out;
  DocumentProjection row;
  Query query("SELECT register, period, ordinal, number, rotation, at FROM documents WHERE register = ");
  query.bind(reg).add(" AND period = ").bind(period);
  if (before > 0) query.add(" AND ordinal < " + std::to_string(before));
  query.add(" ORDER BY ordinal DESC LIMIT " + std::to_string(limit));
  query.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(row.reg));
        rows.exchange(soci::into(row.period));
        rows.exchange(soci::into(row.ordinal));
        rows.exchange(soci::into(row.number));
        rows.exchange(soci::into(row.rotation));
        rows.exchange(soci::into(row.at));
      },
      [&] { out.push_back(row); });
  return out;
}

std::vector<int> numbers_used(soci::session& session, const std::string& reg, const std::string& period) {
  std::vector<int> out;
  int ordinal = 0;
  Query query("SELECT ordinal FROM documents WHERE register = ");
  query.bind(reg).add(" AND period = ").bind(period).add(" ORDER BY ordinal");
  query.run(session, [&](soci::statement& rows) { rows.exchange(soci::into(ordinal)); }, [&] { out.push_back(ordinal); });
  return out;
}

std::vector<RegisterRow> registers(soci::session& session) {
  std::vector<RegisterRow> out;
  RegisterRow row;
  Query query("SELECT name, period, last FROM registers ORDER BY name, period DESC");
  query.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(row.reg));
        rows.exchange(soci::into(row.period));
        rows.exchange(soci::into(row.last));
      },
      [&] { out.push_back(row); });
  return out;
}

}  // namespace luan::store
