#include "store/event_queries.hpp"

#include <soci/soci.h>

#include "store/query.hpp"

namespace luan::store {
namespace {

std::optional<EventRow> one_of(soci::session& session, Query& query) {
  long long seq = 0;
  int sequence = 0;
  std::string entry, payload;
  std::optional<EventRow> out;
  query.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(seq));
        rows.exchange(soci::into(sequence));
        rows.exchange(soci::into(entry));
        rows.exchange(soci::into(payload));
      },
      [&] { out = event_row(seq, sequence, entry, payload); });
  return out;
}

}  // namespace

std::optional<EventRow> event_at(soci::session& session, std::uint64_t seq) {
  Query query("SELECT seq, sequence, entry, payload FROM events WHERE seq = CAST(");
  query.bind(std::to_string(seq)).add(" AS INTEGER)");
  return one_of(session, query);
}

std::optional<EventRow> last_of_meeting(soci::session& session, const std::string& meeting, const std::string& type) {
  Query query("SELECT seq, sequence, entry, payload FROM events WHERE rotation = '-' AND type = ");
  query.bind(type).add(" AND json_extract(payload, '$.meeting') = ").bind(meeting).add(" ORDER BY seq DESC LIMIT 1");
  return one_of(session, query);
}

}  // namespace luan::store
