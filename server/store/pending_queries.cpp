#include "store/pending_queries.hpp"

#include <soci/soci.h>

#include "store/query.hpp"

namespace luan::store {
namespace {

std::vector<std::string> ids_of(soci::session& session, Query&& query) {
  std::vector<std::string> out;
  std::string id;
  query.run(session, [&](soci::statement& rows) { rows.exchange(soci::into(id)); }, [&] { out.push_back(id); });
  return out;
}

}  // namespace

std::vector<std::string> rotations_pending(soci::session& session) {
  return ids_of(session, Query("SELECT id FROM rotations WHERE status IN ('open', 'suspended') UNION SELECT rotation FROM petitions WHERE state = 'open'"));
}

std::vector<std::string> rotations_changed(soci::session& session, std::uint64_t from, std::uint64_t to) {
  return ids_of(session, Query("SELECT DISTINCT rotation FROM events WHERE seq >= " + std::to_string(from) + " AND seq < " + std::to_string(to) +
                               " AND rotation <> '-'"));
}

}  // namespace luan::store
