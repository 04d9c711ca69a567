#include "store/log_rows.hpp"

#include <soci/soci.h>

#include "audit/merkle.hpp"

namespace luan::store {

std::vector<Sha256> log_leaves(soci::session& session, std::uint64_t size) {
  std::vector<Sha256> out;
  out.reserve(size);
  std::string entry;
  soci::statement rows = (session.prepare << "SELECT entry FROM events ORDER BY seq", soci::into(entry));
  rows.execute();
  while (out.size() < size && rows.fetch()) out.push_back(audit::leaf_hash(entry));
  return out;
}

std::vector<RawEvent> raw_events(soci::session& session, const std::string& rotation) {
  std::vector<RawEvent> out;
  long long seq = 0;
  RawEvent event;
  RawContent content;
  soci::indicator none = soci::i_null, no_bytes = soci::i_null, no_salt = soci::i_null;
  soci::statement rows =
      (session.prepare << "SELECT e.seq, e.entry, e.payload, e.salt, c.name, c.bytes, c.salt FROM events e LEFT JOIN contents c ON c.seq = e.seq "
                          "WHERE e.rotation = :r OR (e.rotation = '-' AND e.type = 'definition.installed') ORDER BY e.seq, c.name",
       soci::into(seq), soci::into(event.entry), soci::into(event.payload), soci::into(event.salt), soci::into(content.name, none),
       soci::into(content.bytes, no_bytes), soci::into(content.salt, no_salt), soci::use(rotation));
  rows.execute();
  while (rows.fetch()) {
    if (out.empty() || out.back().seq != static_cast<std::uint64_t>(seq)) {
      event.seq = static_cast<std::uint64_t>(seq);
      out.push_back(event);
    }
    if (none == soci::i_ok) out.back().contents.push_back(content);
  }
  return out;
}

}  // namespace luan::store
