#include "store/queries.hpp"

#include <soci/soci.h>

#include <algorithm>

#include "audit/digest.hpp"
#include "audit/entry.hpp"
#include "store/event_columns.hpp"
#include "store/query.hpp"

namespace luan::store {
namespace {

constexpr const char* rotation_columns =
    "id, code, status, stage, official, sending, receiving, position, kind, direction, nominated, number, ends, due, sending_now, receiving_now, contested, "
    "search";

void bind_rotation(soci::statement& rows, RotationProjection& r) {
  for (std::string* column : {&r.id, &r.code, &r.status, &r.stage, &r.official, &r.sending, &r.receiving, &r.position, &r.kind, &r.direction, &r.nominated,
                              &r.number, &r.ends, &r.due, &r.sending_now, &r.receiving_now})
    rows.exchange(soci::into(*column));
  rows.exchange(soci::into(r.contested));
  rows.exchange(soci::into(r.search));
}

std::string like(const std::string& word) {
  std::string out = "%";
  for (const char c : word) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

void add_scope(Query& query, const RotationQuery::Scope& scope) {
  query.add(" AND (0");
  const auto one_of = [&](const std::vector<std::string>& units, std::initializer_list<const char*> columns) {
    if (units.empty()) return;
    for (const char* column : columns) query.add(std::string(" OR ") + column + " IN ").list(units);
  };
  one_of(scope.receiving_or_sending, {"receiving", "receiving_now", "sending", "sending_now"});
  one_of(scope.sending, {"sending", "sending_now"});
  if (!scope.official.empty()) query.add(" OR official = ").bind(scope.official);
  query.add(")");
}

}  // namespace

namespace {

/// A rotation's official is looked up in the list of ids: SQLite knows no Vietnamese collation, and names are not in the table.
void add_places(Query& query, const std::vector<std::string>& officials) {
  json::array ids(officials.begin(), officials.end());
  query.add(" JOIN (SELECT value AS whose, key AS place FROM json_each(").bind(json::serialize(ids)).add(")) ON whose = official");
}

void add_cursor(Query& query, const RotationQuery& q) {
  const auto bar = q.after.find('|');
  const std::string first = q.after.substr(0, bar), id = bar == q.after.npos ? "" : q.after.substr(bar + 1);
  const std::string beyond = q.falling ? " < " : " > ";
  switch (q.by) {
    case RotationQuery::By::nominated: query.add(" AND (nominated, id)" + beyond + "(").bind(first).add(", ").bind(id).add(")"); return;
    case RotationQuery::By::official: {
      const auto place = std::ranges::find(q.officials, first) - q.officials.begin();
      query.add(" AND (place, id)" + beyond + "(" + std::to_string(place) + ", ").bind(id).add(")");
      return;
    }
    case RotationQuery::By::due:
    case RotationQuery::By::ends: {
      const std::string column = q.by == RotationQuery::By::due ? "due" : "ends";
      query.add(" AND (" + column + " = '', " + column + ", id) > (" + (first.empty() ? "1" : "0") + ", ").bind(first).add(", ").bind(id).add(")");
      return;
    }
  }
}

std::string order_of(const RotationQuery& q) {
  const std::string way = q.falling ? " DESC" : "";
  switch (q.by) {
    case RotationQuery::By::nominated: return "nominated" + way + ", id" + way;
    case RotationQuery::By::official: return "place" + way + ", id" + way;
    case RotationQuery::By::due: return "due = '', due, id";
    case RotationQuery::By::ends: return "ends = '', ends, id";
  }
  return "id";
}

}  // namespace

std::string cursor_of(const RotationQuery& query, const RotationProjection& row) {
  switch (query.by) {
    case RotationQuery::By::nominated: return row.nominated + "|" + row.id;
    case RotationQuery::By::official: return row.official + "|" + row.id;
    case RotationQuery::By::due: return row.due + "|" + row.id;
    case RotationQuery::By::ends: return row.ends + "|" + row.id;
  }
  return row.id;
}

namespace {

void add_conditions(Query& query, const RotationQuery& q) {
  query.add(" WHERE 1");
  for (const std::string& word : q.words) query.add(" AND search LIKE ").bind(like(word)).add(" ESCAPE '\\'");
  for (const auto& [column, value] :
       {std::pair{"stage", &q.stage}, {"status", &q.status}, {"official", &q.official}, {"kind", &q.kind}, {"position", &q.position}})
    if (!value->empty()) query.add(std::string(" AND ") + column + " = ").bind(*value);
  if (!q.units.empty()) query.add(" AND (sending IN ").list(q.units).add(" OR receiving IN ").list(q.units).add(")");
  if (!q.ends_from.empty()) query.add(" AND ends >= ").bind(q.ends_from);
  if (!q.ends_to.empty()) query.add(" AND ends <> '' AND ends <= ").bind(q.ends_to);
  if (q.scope) add_scope(query, *q.scope);
}

}  // namespace

std::vector<RotationProjection> rotations(soci::session& session, const RotationQuery& q) {
  Query query(std::string("SELECT ") + rotation_columns + " FROM rotations");
  if (q.by == RotationQuery::By::official) add_places(query, q.officials);
  add_conditions(query, q);
  if (!q.after.empty()) add_cursor(query, q);
  query.add(" ORDER BY " + order_of(q) + " LIMIT " + std::to_string(q.limit));
  std::vector<RotationProjection> out;
  RotationProjection row;
  query.run(session, [&](soci::statement& rows) { bind_rotation(rows, row); }, [&] { out.push_back(row); });
  return out;
}

namespace {

std::int64_t one_number(soci::session& session, Query& query) {
  long long out = 0;
  query.run(session, [&](soci::statement& rows) { rows.exchange(soci::into(out)); }, [] {});
  return out;
}

void add_answers(Query& query, const std::string& account, Instant from, const std::optional<RotationQuery::Scope>& scope) {
  query.add(" FROM answers JOIN rotations ON id = rotation WHERE account = ").bind(account).add(" AND at >= ").bind(luan::to_text(from));
  if (scope) add_scope(query, *scope);
}

}  // namespace

std::int64_t rotation_count(soci::session& session, const RotationQuery& q) {
  Query query("SELECT count(*) FROM rotations");
  add_conditions(query, q);
  return one_number(session, query);
}

std::vector<std::string> rotations_to_look_at(soci::session& session, const std::string& today) {
  // A rotation whose postings are no turns has no row there, and is looked at.
  Query query("SELECT id FROM rotations LEFT JOIN turns ON rotation = id WHERE status = 'open' AND ends <> '' AND ((due <> '' AND due <= ");
  query.bind(today).add(") OR ends < ").bind(today).add(" OR coalesce(result, 'not_completed') = 'not_completed') ORDER BY nominated DESC, id DESC");
  std::vector<std::string> out;
  std::string id;
  query.run(session, [&](soci::statement& rows) { rows.exchange(soci::into(id)); }, [&] { out.push_back(id); });
  return out;
}

std::vector<RunningTerm> running_terms(soci::session& session) {
  std::vector<RunningTerm> out;
  RunningTerm row;
  Query query("SELECT official, ends FROM rotations WHERE status = 'open' AND ends <> ''");
  query.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(row.official));
        rows.exchange(soci::into(row.ends));
      },
      [&] { out.push_back(row); });
  return out;
}

std::vector<DoneRow> answers_of(soci::session& session, const std::string& account, Instant from, const std::optional<RotationQuery::Scope>& scope, int limit) {
  Query query("SELECT rotation, step, at, run");
  add_answers(query, account, from, scope);
  query.add(" ORDER BY at DESC, rotation, step, run LIMIT " + std::to_string(limit));
  std::vector<DoneRow> out;
  DoneRow row;
  query.run(
      session,
      [&](soci::statement& rows) {
        for (std::string* column : {&row.rotation, &row.step, &row.at}) rows.exchange(soci::into(*column));
        rows.exchange(soci::into(row.run));
      },
      [&] { out.push_back(row); });
  return out;
}

std::int64_t answer_count(soci::session& session, const std::string& account, Instant from, const std::optional<RotationQuery::Scope>& scope) {
  Query query("SELECT count(*)");
  add_answers(query, account, from, scope);
  return one_number(session, query);
}

std::optional<RotationProjection> rotation_row(soci::session& session, const std::string& id) {
  std::optional<RotationProjection> out;
  RotationProjection row;
  Query query(std::string("SELECT ") + rotation_columns + " FROM rotations WHERE id = ");
  query.bind(id).run(session, [&](soci::statement& rows) { bind_rotation(rows, row); }, [&] { out = row; });
  return out;
}

json::object nomination_form(soci::session& session, const std::string& rotation) {
  std::string bytes;
  session << "SELECT c.bytes FROM events e JOIN contents c ON c.seq = e.seq WHERE e.rotation = :r AND e.sequence = 1 AND c.name = 'form'", soci::into(bytes),
      soci::use(rotation);
  return session.got_data() ? json::parse(bytes).as_object() : json::object();
}

namespace {

std::vector<HistoryRow> rows_of(soci::session& session, Query& query) {
  std::vector<HistoryRow> out;
  EventColumns event;
  std::string name, bytes;
  soci::indicator no_name = soci::i_null, no_bytes = soci::i_null;
  query.run(
      session,
      [&](soci::statement& rows) {
        event.into(rows);
        rows.exchange(soci::into(name, no_name));
        rows.exchange(soci::into(bytes, no_bytes));
      },
      [&] {
        if (out.empty() || out.back().event.sequence != event.sequence) out.push_back({event.row(), {}});
        if (no_name == soci::i_ok) out.back().contents.push_back({name, json::parse(bytes).as_object()});
      });
  return out;
}

constexpr const char* history_columns = "SELECT e.seq, e.sequence, e.entry, e.payload, c.name, c.bytes FROM events e LEFT JOIN contents c ON c.seq = e.seq ";

}  // namespace

std::vector<HistoryRow> history(soci::session& session, const std::string& rotation) {
  Query query(std::string(history_columns) + "WHERE e.rotation = ");
  query.bind(rotation).add(" ORDER BY e.sequence, c.name");
  return rows_of(session, query);
}

std::vector<HistoryRow> history_of_official(soci::session& session, const std::string& official) {
  Query query(std::string(history_columns) +
              "WHERE e.rotation = '-' AND e.type IN ('official.registered', 'official.facts-changed') AND json_extract(e.payload, '$.official') = ");
  query.bind(official).add(" ORDER BY e.sequence, c.name");
  return rows_of(session, query);
}

void recorded_scores(soci::session& session, const std::string& rotation, const std::function<void(const HistoryRow&)>& each) {
  EventColumns event;
  std::string bytes;
  soci::indicator no_bytes = soci::i_null;
  Query query(
      "SELECT e.seq, e.sequence, e.entry, e.payload, c.bytes FROM events e LEFT JOIN contents c ON c.seq = e.seq AND c.name = 'score' WHERE e.type = "
      "'score.recorded'");
  if (!rotation.empty()) query.add(" AND e.rotation = ").bind(rotation);
  query.add(" ORDER BY e.seq");
  query.run(
      session,
      [&](soci::statement& rows) {
        event.into(rows);
        rows.exchange(soci::into(bytes, no_bytes));
      },
      [&] {
        HistoryRow row{event.row(), {}};
        if (no_bytes == soci::i_ok) row.contents.push_back({"score", json::parse(bytes).as_object()});
        each(row);
      });
}

bool event_fits(soci::session& session, std::uint64_t seq) {
  const auto wanted = static_cast<long long>(seq);
  std::string entry, payload, salt;
  session << "SELECT entry, payload, salt FROM events WHERE seq = :s", soci::into(entry), soci::into(payload), soci::into(salt), soci::use(wanted);
  if (!session.got_data()) return false;
  const auto parsed = audit::parse_record(entry);
  const auto salt_bytes = from_hex(salt);
  if (!parsed || !salt_bytes || parsed->seq != seq || to_hex(audit::payload_digest(*salt_bytes, payload)) != parsed->payload) return false;
  std::string name, bytes, content_salt;
  bool fits = true;
  const json::value value = json::parse(payload);
  const auto* described = value.as_object().if_contains("contents");
  soci::statement rows = (session.prepare << "SELECT name, bytes, salt FROM contents WHERE seq = :s", soci::into(name), soci::into(bytes),
                          soci::into(content_salt), soci::use(wanted));
  rows.execute();
  while (rows.fetch()) {
    bool found = false;
    if (described)
      for (const auto& one : described->as_array())
        found = found || (text_member(one.as_object(), "name") == name &&
                          text_member(one.as_object(), "sha256") == to_hex(audit::content_digest(from_hex(content_salt).value_or(""), bytes)));
    fits = fits && found;
  }
  return fits;
}

std::vector<std::string> rotations_to_wake(soci::session& session, Instant now, int limit) {
  std::vector<std::string> out;
  std::string id;
  Query query("SELECT rotation FROM wakes WHERE wake_at <= ");
  query.bind(luan::to_text(now)).add(" ORDER BY wake_at, rotation LIMIT " + std::to_string(limit));
  query.run(session, [&](soci::statement& rows) { rows.exchange(soci::into(id)); }, [&] { out.push_back(id); });
  return out;
}

std::optional<Draft> draft(soci::session& session, const AccountId& account, const std::string& form) {
  Draft row{form, 0, {}, {}};
  std::string updated;
  session << "SELECT seen, fields, updated FROM drafts WHERE account = :a AND form = :f", soci::into(row.seen), soci::into(row.fields), soci::into(updated),
      soci::use(account.text()), soci::use(form);
  if (!session.got_data()) return {};
  row.updated = parse_instant(updated).value_or(Instant{});
  return row;
}

std::vector<Draft> drafts(soci::session& session, const AccountId& account) {
  std::vector<Draft> out;
  Draft row;
  std::string updated;
  soci::statement rows = (session.prepare << "SELECT form, seen, fields, updated FROM drafts WHERE account = :a ORDER BY updated DESC, form",
                          soci::into(row.form), soci::into(row.seen), soci::into(row.fields), soci::into(updated), soci::use(account.text()));
  rows.execute();
  while (rows.fetch()) {
    row.updated = parse_instant(updated).value_or(Instant{});
    out.push_back(row);
  }
  return out;
}

std::optional<std::string> credential(soci::session& session, const AccountId& account) {
  std::string hash;
  session << "SELECT hash FROM credentials WHERE account = :a", soci::into(hash), soci::use(account.text());
  if (!session.got_data()) return {};
  return hash;
}

std::vector<SessionRow> sessions(soci::session& session) {
  std::vector<SessionRow> out;
  std::string sha256, account, created, seen;
  soci::statement rows = (session.prepare << "SELECT sha256, account, created, last_seen FROM sessions", soci::into(sha256), soci::into(account),
                          soci::into(created), soci::into(seen));
  rows.execute();
  while (rows.fetch()) out.push_back({sha256, account, parse_instant(created).value_or(Instant{}), parse_instant(seen).value_or(Instant{})});
  return out;
}

std::optional<std::string> meta(soci::session& session, const std::string& key) {
  std::string value;
  session << "SELECT value FROM meta WHERE key = :k", soci::into(value), soci::use(key);
  if (!session.got_data()) return {};
  return value;
}

int last_number(soci::session& session, const std::string& reg, const std::string& period) {
  int last = 0;
  session << "SELECT coalesce(max(last), 0) FROM registers WHERE name = :n AND period = :p", soci::into(last), soci::use(reg), soci::use(period);
  return last;
}

std::vector<DefinitionRow> definitions(soci::session& session) {
  std::vector<DefinitionRow> out;
  DefinitionRow row;
  soci::statement rows = (session.prepare << "SELECT name, version, digest, bytes FROM definitions ORDER BY name, version", soci::into(row.name),
                          soci::into(row.version), soci::into(row.digest), soci::into(row.bytes));
  rows.execute();
  while (rows.fetch()) out.push_back(row);
  return out;
}

}  // namespace luan::store
