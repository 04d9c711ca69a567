// What pages and lists ask of the tables. Each takes a reader's session, sees what is committed, and returns plain rows;
// names and permissions are the business of `app`.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/database.hpp"
#include "store/projection.hpp"
#include "store/transaction.hpp"

namespace luan::store {

struct RotationQuery {
  std::vector<std::string> words{};                               // folded; all must occur
  std::string stage{}, status{}, official{}, kind{}, position{};  // "" any
  std::vector<std::string> units{};                               // one of them sends or receives; none: any
  std::string ends_from{}, ends_to{};                             // of the term, YYYY-MM-DD, both inclusive; "" any
  /// Whose rotations: nothing means all; otherwise those of these units, at the nomination or now, or this official.
  struct Scope {
    std::vector<std::string> receiving_or_sending{}, sending{};
    std::string official{};
  };
  std::optional<Scope> scope{};
  enum class By : unsigned char { nominated, official, due, ends } by = By::nominated;
  bool falling = true;                   // `due` and `ends` rise only, what has no such date last
  std::vector<std::string> officials{};  // ids in the order of their names; for `official`
  std::string after{};                   // cursor_of the last row seen
  int limit = 50;
};
/// Where a row stands in that order: of use to a query of the same order.
[[nodiscard]] std::string cursor_of(const RotationQuery& query, const RotationProjection& row);
/// Newest first, unless the query says otherwise.
[[nodiscard]] std::vector<RotationProjection> rotations(soci::session& session, const RotationQuery& query);
/// How many there are beside cursor and limit.
[[nodiscard]] std::int64_t rotation_count(soci::session& session, const RotationQuery& query);
/// Open rotations in which something may have to be told (app/alerts.hpp judges): something overdue, a term that is over, a last
/// evaluation that was poor.
[[nodiscard]] std::vector<std::string> rotations_to_look_at(soci::session& session, const std::string& today);
struct RunningTerm {
  std::string official, ends;  // YYYY-MM-DD
};
/// Of open rotations.
[[nodiscard]] std::vector<RunningTerm> running_terms(soci::session& session);
struct DoneRow {
  std::string rotation, step, at;
  int run = 0;
};
/// What this account has answered since that instant, newest first, in rotations of this scope (nothing: all).
[[nodiscard]] std::vector<DoneRow> answers_of(soci::session& session, const std::string& account, Instant from,
                                              const std::optional<RotationQuery::Scope>& scope, int limit);
[[nodiscard]] std::int64_t answer_count(soci::session& session, const std::string& account, Instant from, const std::optional<RotationQuery::Scope>& scope);
[[nodiscard]] std::optional<RotationProjection> rotation_row(soci::session& session, const std::string& id);

/// The form of its nomination; empty where it is not there (any more).
[[nodiscard]] json::object nomination_form(soci::session& session, const std::string& rotation);

struct ContentRow {
  std::string name;
  json::object value;
};
struct HistoryRow {
  EventRow event;
  std::vector<ContentRow> contents;
};
/// In order. `-` gives the directory's history.
[[nodiscard]] std::vector<HistoryRow> history(soci::session& session, const std::string& rotation);
/// What was recorded of this official in the directory's history: registered, facts changed.
[[nodiscard]] std::vector<HistoryRow> history_of_official(soci::session& session, const std::string& official);
/// Every `score.recorded` of the log in its order, or of one rotation. Row by row: there may be many.
void recorded_scores(soci::session& session, const std::string& rotation, const std::function<void(const HistoryRow&)>& each);
/// Do entry, payload and contents of this event fit each other?
[[nodiscard]] bool event_fits(soci::session& session, std::uint64_t seq);

struct TurnSearch {
  std::string from, to;                                 // by the day they take effect, both inclusive
  std::string receiving{};                              // "" all
  std::vector<std::string> kinds, directions, results;  // one of these; none: all
  int offset = 0, limit = -1;                           // limit -1: all
};
/// In the order of that day.
[[nodiscard]] std::vector<TurnProjection> turns(soci::session& session, const TurnSearch& search);
[[nodiscard]] inline std::vector<TurnProjection> turns(soci::session& session, const std::string& from, const std::string& to, const std::string& receiving) {
  return turns(session, TurnSearch{from, to, receiving, {}, {}, {}});
}
struct TurnSum {
  std::vector<std::string> keys;  // values of the columns asked for, in their order
  int turns = 0, persons = 0, ended_early = 0;
};
/// Summed up by these columns of a turn: kind, unit, year, direction, result; without any one row of all, also where there is none.
[[nodiscard]] std::vector<TurnSum> turn_sums(soci::session& session, const TurnSearch& search, const std::vector<std::string>& by);
[[nodiscard]] std::vector<TurnProjection> turns_of_official(soci::session& session, const std::string& official);
[[nodiscard]] std::vector<std::string> rotations_to_wake(soci::session& session, Instant now, int limit);
/// The earliest wake, notice or delivery, or nothing.
[[nodiscard]] std::optional<Instant> next_due(soci::session& session);

struct DeliveryRow {
  OutboxRow row;
  std::string state, error, next_at, created_at, settled_at, decided_by, reason;
  int attempts = 0;
};
struct DeliveryQuery {
  std::vector<std::string> states{"waiting", "leased", "dead"};
  std::string rotation{};  // "" means all
  std::string delivery{};  // "" means all
  int limit = 50, offset = 0;
};
/// Dead ones first, newest trouble first.
[[nodiscard]] std::vector<DeliveryRow> deliveries(soci::session& session, const DeliveryQuery& query);
struct StateCount {
  std::string state;
  int count = 0;
};
[[nodiscard]] std::vector<StateCount> delivery_counts(soci::session& session);
/// May `lease` find something? Asked before the writer is troubled.
[[nodiscard]] bool has_due_delivery(soci::session& session, const std::string& plugin, Instant now);

/// In the order of release.
[[nodiscard]] std::vector<Notice> due_notices(soci::session& session, Instant now, int limit);
/// All that is held for one person and due.
[[nodiscard]] std::vector<Notice> due_notices_of(soci::session& session, const AccountId& account, Instant now);
[[nodiscard]] Preferences preferences(soci::session& session, const AccountId& account);

[[nodiscard]] std::optional<Draft> draft(soci::session& session, const AccountId& account, const std::string& form);
/// All of one account, touched last first.
[[nodiscard]] std::vector<Draft> drafts(soci::session& session, const AccountId& account);

[[nodiscard]] std::optional<std::string> credential(soci::session& session, const AccountId& account);
struct SessionRow {
  std::string sha256, account;
  Instant created{}, last_seen{};
};
[[nodiscard]] std::vector<SessionRow> sessions(soci::session& session);
[[nodiscard]] std::optional<std::string> meta(soci::session& session, const std::string& key);
/// The papers of a register, the latest number first; those before `before` where it is not 0.
[[nodiscard]] std::vector<DocumentProjection> documents(soci::session& session, const std::string& reg, const std::string& period, int before, int limit);
/// Every number of a register under which a paper stands, ascending.
[[nodiscard]] std::vector<int> numbers_used(soci::session& session, const std::string& reg, const std::string& period);
struct PetitionQuery {
  std::string rotation{};             // "" means all
  std::vector<std::string> states{};  // empty means all
  std::string due_before{};           // YYYY-MM-DD, or "" for any
  std::vector<std::string> owners{};  // empty means all
  /// Whose: nothing means all; otherwise those of this official or of these owners.
  struct Scope {
    std::string official{};
    std::vector<std::string> owners{};
  };
  std::optional<Scope> scope{};
  std::string after{};  // cursor_of the row before, or ""
  int limit = 200;
};
/// Open ones first by their deadline, then those that wait to be closed, then the closed.
[[nodiscard]] std::vector<PetitionProjection> petitions(soci::session& session, const PetitionQuery& query);
struct PetitionSum {
  std::string owner, state;
  bool overdue = false;  // open, and its last day is before the one asked for
  int count = 0;
};
/// All of them by owner and state.
[[nodiscard]] std::vector<PetitionSum> petition_sums(soci::session& session, const std::string& today);
/// Where that list goes on after this row.
[[nodiscard]] std::string cursor_of(const PetitionProjection& row);
struct PlanUse {
  std::string line, rotation;
};
struct PlanSum {
  int turns = 0, persons = 0;
};
/// Posted by these lines of a plan.
[[nodiscard]] PlanSum plan_sum(soci::session& session, const std::vector<std::string>& lines);
/// Rotations that began by these lines of plans, in the order of their ids; none where there are no lines.
[[nodiscard]] std::vector<PlanUse> plan_uses(soci::session& session, const std::vector<std::string>& lines);
struct RegisterRow {
  std::string reg, period;
  int last = 0;
};
/// All periods, the latest first.
[[nodiscard]] std::vector<RegisterRow> registers(soci::session& session);
[[nodiscard]] int last_number(soci::session& session, const std::string& reg, const std::string& period);

struct DefinitionRow {
  std::string name, digest, bytes;
  int version = 0;
};
[[nodiscard]] std::vector<DefinitionRow> definitions(soci::session& session);

}  // namespace luan::store
