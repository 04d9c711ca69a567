#include <soci/soci.h>

#include <algorithm>

#include "store/queries.hpp"
#include "store/query.hpp"

namespace luan::store {
namespace {

// What is still to be done comes first, the most pressing of it on top; then the latest that was settled.
constexpr const char* urgency = "CASE state WHEN 'open' THEN 0 WHEN 'answered' THEN 1 ELSE 2 END";
constexpr const char* deadline = "CASE state WHEN 'closed' THEN '' ELSE due END";

/// The parts of a cursor; fewer than five where it is none of ours.
std::vector<std::string> parts_of(const std::string& cursor) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= cursor.size();) {
    const std::size_t to = std::min(cursor.find('|', from), cursor.size());
    parts.push_back(cursor.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

/// Rows behind that one: all columns ascend but `raised`, so they cannot be compared as one.
void add_after(Query& sql, const std::string& cursor) {
  const auto parts = parts_of(cursor);
  if (parts.size() != 5) return;
  sql.add(std::string(" AND (") + urgency + ", " + deadline + ") >= (").bind_integer(parts[0]).add(", ").bind(parts[1]).add(")");
  sql.add(std::string(" AND ((") + urgency + ", " + deadline + ") > (").bind_integer(parts[0]).add(", ").bind(parts[1]);
  sql.add(") OR raised < ").bind(parts[2]).add(" OR (raised = ").bind(parts[2]).add(" AND (rotation, number) > (").bind(parts[3]);
  sql.add(", ").bind_integer(parts[4]).add(")))");
}

}  // namespace

std::string cursor_of(const PetitionProjection& row) {
  const char* group = row.state == "open" ? "0" : row.state == "answered" ? "1" : "2";
  return std::string(group) + "|" + (row.state == "closed" ? "" : row.due) + "|" + row.raised + "|" + row.rotation + "|" + std::to_string(row.number);
}

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
  if (!query.owners.empty()) sql.add(" AND owner IN ").list(query.owners);
  if (!query.due_before.empty()) sql.add(" AND due <> '' AND due < ").bind(query.due_before);
  if (!query.after.empty()) add_after(sql, query.after);
  sql.add(std::string(" ORDER BY ") + urgency + ", " + deadline + ", raised DESC, rotation, number");
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

std::vector<PetitionSum> petition_sums(soci::session& session, const std::string& today) {
  std::vector<PetitionSum> out;
  PetitionSum row;
  int overdue = 0;
  Query sql("SELECT owner, state, state = 'open' AND due <> '' AND due < ");
  sql.bind(today).add(", count(*) FROM petitions GROUP BY 1, 2, 3 ORDER BY 1, 2, 3");
  sql.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(row.owner));
        rows.exchange(soci::into(row.state));
        rows.exchange(soci::into(overdue));
        rows.exchange(soci::into(row.count));
      },
      [&] {
        row.overdue = overdue != 0;
        out.push_back(row);
      });
  return out;
}

}  // namespace luan::store
