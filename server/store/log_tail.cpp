#include "store/log_tail.hpp"

#include <soci/soci.h>

#include "base/json.hpp"

namespace luan::store {
namespace {

/// What an event of the directory is about, by its payload.
LogChange directory_change(std::int64_t seq, const std::string& type, const std::string& payload) {
  const bool meeting = type.starts_with("meeting.");
  if (!meeting && !type.starts_with("plan.")) return {seq};
  const json::value parsed = json::parse(payload);
  const json::value* id = parsed.as_object().if_contains(meeting ? "meeting" : "plan");
  if (!id || !id->is_string()) return {seq};
  return {seq, meeting ? LogChange::Of::meeting : LogChange::Of::plan, std::string(id->as_string())};
}

}  // namespace

std::vector<LogChange> log_changes(soci::session& session, std::int64_t from, std::int64_t to) {
  std::vector<LogChange> out;
  const long long first = from, end = to;
  long long seq = 0;
  std::string rotation, type, payload;
  soci::statement rows = (session.prepare << "SELECT seq, rotation, type, CASE rotation WHEN '-' THEN payload ELSE '' END FROM events "
                                             "WHERE seq >= :first AND seq < :end ORDER BY seq",
                          soci::into(seq), soci::into(rotation), soci::into(type), soci::into(payload), soci::use(first), soci::use(end));
  rows.execute();
  while (rows.fetch()) out.push_back(rotation == "-" ? directory_change(seq, type, payload) : LogChange{seq, LogChange::Of::rotation, rotation});
  return out;
}

}  // namespace luan::store
