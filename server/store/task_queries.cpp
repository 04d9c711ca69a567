#include "store/task_queries.hpp"

#include <soci/soci.h>

#include "store/query.hpp"
#include "workflow/event.hpp"

namespace luan::store {
namespace {

std::string seat_of(const std::string& account) { return "a:" + account; }

/// Seats of the account and of the roles, by which the rows are found.
void add_seats(Query& query, const std::string& account, const std::vector<std::string>& roles) {
  std::vector<std::string> seats{seat_of(account)};
  seats.insert(seats.end(), roles.begin(), roles.end());
  query.add("t.seat IN ").list(seats);
}

/// Nobody answers in a rotation of his own, nor where he takes no part.
void add_no_part(Query& query, const std::string& account, const std::string& official) {
  if (!official.empty()) query.add(" AND t.official <> ").bind(official);
  query.add(" AND NOT EXISTS (SELECT 1 FROM recusals x WHERE x.rotation = t.rotation AND x.step = t.step AND x.run = t.run AND x.account = ")
      .bind(account)
      .add(")");
}

/// A person votes once, for himself or for somebody else.
void add_one_vote(Query& query, const std::string& account) {
  query.add(" AND NOT (t.personal AND EXISTS (SELECT 1 FROM answers y WHERE y.rotation = t.rotation AND y.step = t.step AND y.run = t.run AND y.account = ")
      .bind(account)
      .add(" AND y.seat <> t.seat))");
}

/// May two seats of one step be his? Only then are rows of one step grouped, which takes most of the time of a count.
bool may_hold_two(const TaskScope& scope) { return scope.roles.size() > 1 || !scope.stands_for.empty() || !scope.official.empty(); }

/// As workflow::standing_of judges: his own seats, as the rotated official's too, and those of whom he stands in for.
void add_mine(Query& query, const TaskScope& scope) {
  query.add(" FROM tasks t WHERE t.open = 1 AND ((");
  add_seats(query, scope.account, scope.roles);
  query.add(" AND (t.role GLOB 'official@*' OR (t.role IN ").list(scope.roles);
  add_no_part(query, scope.account, scope.official);
  add_one_vote(query, scope.account);
  query.add(")))");
  for (const TaskScope::Principal& principal : scope.stands_for) {
    query.add(" OR (");
    add_seats(query, principal.account, principal.roles);
    query.add(" AND t.delegable AND t.role NOT GLOB 'official@*' AND t.role IN ").list(principal.roles);
    if (!principal.steps.empty()) query.add(" AND t.step IN ").list(principal.steps);
    add_no_part(query, scope.account, scope.official);
    add_no_part(query, principal.account, principal.official);
    add_one_vote(query, scope.account);
    query.add(")");
  }
  query.add(")");
}

}  // namespace

std::string cursor_of(const TaskRow& row) { return row.due + "|" + row.rotation + "|" + row.step + "|" + std::to_string(row.run); }

std::vector<TaskRow> tasks_of(soci::session& session, const TaskScope& scope, const TaskSearch& search) {
  const std::string& after = search.after;
  Query query("SELECT t.rotation, t.step, t.due, t.run");
  add_mine(query, scope);
  if (!after.empty()) {
    const auto first = after.find('|'), second = after.find('|', first + 1), third = after.find('|', second + 1);
    const bool whole = third != after.npos;
    const std::string due = after.substr(0, first);
    query.add(" AND (t.due = '', t.due, t.rotation, t.step, t.run) > (" + std::string(due.empty() ? "1" : "0") + ", ").bind(due).add(", ");
    query.bind(whole ? after.substr(first + 1, second - first - 1) : "").add(", ").bind(whole ? after.substr(second + 1, third - second - 1) : "");
    query.add(", CAST(").bind(whole ? after.substr(third + 1) : "0").add(" AS INTEGER))");
  }
  if (may_hold_two(scope)) query.add(" GROUP BY t.rotation, t.step, t.run");
  query.add(" ORDER BY t.due = '', t.due, t.rotation, t.step, t.run LIMIT " + std::to_string(search.limit) + " OFFSET " + std::to_string(search.offset));
  std::vector<TaskRow> out;
  TaskRow row;
  query.run(
      session,
      [&](soci::statement& rows) {
        for (std::string* column : {&row.rotation, &row.step, &row.due}) rows.exchange(soci::into(*column));
        rows.exchange(soci::into(row.run));
      },
      [&] { out.push_back(row); });
  return out;
}

TaskCounts task_counts(soci::session& session, const TaskScope& scope, Date today, int minute) {
  TaskCounts out;
  const std::string day = to_text(today);
  Query query("SELECT count(*), coalesce(sum(due <> '' AND (due < ");
  query.bind(day).add(" OR (due = ").bind(day).add(" AND minute >= 0 AND minute <= " + std::to_string(minute) + "))), 0) FROM (SELECT t.due, t.minute");
  add_mine(query, scope);
  query.add(may_hold_two(scope) ? " GROUP BY t.rotation, t.step, t.run)" : ")");
  query.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(out.open));
        rows.exchange(soci::into(out.overdue));
      },
      [] {});
  return out;
}

}  // namespace luan::store
