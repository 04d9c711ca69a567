#include "store/event_queries.hpp"

#include <soci/soci.h>

#include "store/event_columns.hpp"
#include "store/query.hpp"

namespace luan::store {
namespace {

std::optional<EventRow> one_of(soci::session& session, Query& query) {
  EventColumns event;
  std::optional<EventRow> out;
  query.run(session, [&](soci::statement& rows) { event.into(rows); }, [&] { out = event.row(); });
  return out;
}

}  // namespace

std::optional<EventRow> event_at(soci::session& session, std::uint64_t seq) {
  Query query("SELECT seq, sequence, entry, payload FROM events WHERE seq = " + std::to_string(seq));
  return one_of(session, query);
}

std::optional<EventRow> last_of_meeting(soci::session& session, const std::string& meeting, const std::string& type) {
  Query query("SELECT seq, sequence, entry, payload FROM events WHERE rotation = '-' AND type = ");
  query.bind(type).add(" AND json_extract(payload, '$.meeting') = ").bind(meeting).add(" ORDER BY seq DESC LIMIT 1");
  return one_of(session, query);
}

}  // namespace luan::store
