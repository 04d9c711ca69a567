#include "store/rows.hpp"

#include <soci/soci.h>

namespace luan::store {

/// A prepared statement with the buffers it is bound to. Bind order is the order of the question marks.
struct Rows::Statements {
  std::string a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q;
  long long x = 0;
  int y = 0, z = 0, u = 0, v = 0, w = 0;
  soci::session& s;
  soci::statement begin, commit, rollback, savepoint, release, undo;
  soci::statement event, content, log_state, rotation, task, task_status, drop_task, drop_tasks, answer, drop_answer, recusal, drop_answers, drop_recusals,
      turn, wake, no_wake, petition, document, plan_use, passage, rename_passage, set_register, get_register, last_sequence, request, find_request, outbox,
      notice, drop_draft;

  explicit Statements(soci::session& session)
      : s(session),
        begin((s.prepare << "BEGIN IMMEDIATE")),
        commit((s.prepare << "COMMIT")),
        rollback((s.prepare << "ROLLBACK")),
        savepoint((s.prepare << "SAVEPOINT job")),
        release((s.prepare << "RELEASE job")),
        undo((s.prepare << "ROLLBACK TO job")),
        event((s.prepare << "INSERT INTO events (seq, rotation, sequence, type, entry, payload, salt) VALUES (:x, :a, :y, :b, :c, :d, :e)", soci::use(x),
               soci::use(a), soci::use(y), soci::use(b), soci::use(c), soci::use(d), soci::use(e))),
        content((s.prepare << "INSERT INTO contents (seq, name, bytes, salt) VALUES (:x, :a, :b, :c)", soci::use(x), soci::use(a), soci::use(b), soci::use(c))),
        log_state((s.prepare << "INSERT OR REPLACE INTO log_state (id, frontier, root) VALUES (1, :a, :b)", soci::use(a), soci::use(b))),
        rotation((s.prepare << "INSERT OR REPLACE INTO rotations (id, code, status, stage, official, sending, receiving, position, kind, direction, nominated, "
                               "number, ends, due, "
                               "contested, search, sending_now, receiving_now) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n, :y, :o, :p, :q)",
                  soci::use(a), soci::use(b), soci::use(c), soci::use(d), soci::use(e), soci::use(f), soci::use(g), soci::use(h), soci::use(i), soci::use(j),
                  soci::use(k), soci::use(l), soci::use(m), soci::use(n), soci::use(y), soci::use(o), soci::use(p), soci::use(q))),
        task((s.prepare
                  << "INSERT INTO tasks (rotation, step, run, seat, role, due, official, minute, open, personal, delegable) VALUES (:a, :b, :y, :c, :d, :e, "
                     ":f, :z, :u, :v, :w)",
              soci::use(a), soci::use(b), soci::use(y), soci::use(c), soci::use(d), soci::use(e), soci::use(f), soci::use(z), soci::use(u), soci::use(v),
              soci::use(w))),
        task_status((s.prepare << "UPDATE tasks SET open = :u WHERE rotation = :a", soci::use(u), soci::use(a))),
        drop_task((s.prepare << "DELETE FROM tasks WHERE rotation = :a AND step = :b AND run = :y AND seat = :c", soci::use(a), soci::use(b), soci::use(y),
                   soci::use(c))),
        drop_tasks((s.prepare << "DELETE FROM tasks WHERE rotation = :a AND step = :b AND run = :y", soci::use(a), soci::use(b), soci::use(y))),
        answer((s.prepare << "INSERT OR REPLACE INTO answers (rotation, step, run, seat, account, at) VALUES (:a, :b, :y, :c, :d, :e)", soci::use(a),
                soci::use(b), soci::use(y), soci::use(c), soci::use(d), soci::use(e))),
        drop_answer((s.prepare << "DELETE FROM answers WHERE rotation = :a AND step = :b AND run = :y AND seat = :c", soci::use(a), soci::use(b), soci::use(y),
                     soci::use(c))),
        recusal((s.prepare << "INSERT OR REPLACE INTO recusals (rotation, step, run, account) VALUES (:a, :b, :y, :c)", soci::use(a), soci::use(b),
                 soci::use(y), soci::use(c))),
        drop_answers((s.prepare << "DELETE FROM answers WHERE rotation = :a", soci::use(a))),
        drop_recusals((s.prepare << "DELETE FROM recusals WHERE rotation = :a", soci::use(a))),
        turn((s.prepare << "INSERT OR REPLACE INTO turns (rotation, official, effective, sending, receiving, kind, direction, result) VALUES (:a, :b, :c, :d, "
                           ":e, :f, :g, :h)",
              soci::use(a), soci::use(b), soci::use(c), soci::use(d), soci::use(e), soci::use(f), soci::use(g), soci::use(h))),
        wake((s.prepare << "INSERT OR REPLACE INTO wakes (rotation, wake_at) VALUES (:a, :b)", soci::use(a), soci::use(b))),
        no_wake((s.prepare << "DELETE FROM wakes WHERE rotation = :a", soci::use(a))),
        petition((s.prepare << "INSERT OR REPLACE INTO petitions (rotation, number, official, owner, due, state, raised) VALUES (:a, :y, :b, :c, :d, :e, :f)",
                  soci::use(a), soci::use(y), soci::use(b), soci::use(c), soci::use(d), soci::use(e), soci::use(f))),
        document((s.prepare << "INSERT INTO documents (register, period, ordinal, number, rotation, at) VALUES (:a, :b, :y, :c, :d, :e)", soci::use(a),
                  soci::use(b), soci::use(y), soci::use(c), soci::use(d), soci::use(e))),
        plan_use((s.prepare << "INSERT INTO plan_uses (line, rotation) VALUES (:a, :b)", soci::use(a), soci::use(b))),
        passage((s.prepare << "INSERT INTO passages (rotation, number, workflow, source, target, at, due, cause) VALUES (:a, :y, :b, :c, :d, :e, :f, :g)",
                 soci::use(a), soci::use(y), soci::use(b), soci::use(c), soci::use(d), soci::use(e), soci::use(f), soci::use(g))),
        rename_passage((s.prepare << "UPDATE passages SET source = :b, target = :c WHERE rotation = :a AND number = :y", soci::use(b), soci::use(c),
                        soci::use(a), soci::use(y))),
        set_register((s.prepare << "INSERT OR REPLACE INTO registers (name, period, last) VALUES (:a, :b, :y)", soci::use(a), soci::use(b), soci::use(y))),
        get_register((s.prepare << "SELECT coalesce(max(last), 0) FROM registers WHERE name = :a AND period = :b", soci::into(y), soci::use(a), soci::use(b))),
        last_sequence((s.prepare << "SELECT coalesce(max(sequence), 0) FROM events WHERE rotation = :a", soci::into(y), soci::use(a))),
        request((s.prepare << "INSERT INTO requests (account, key, route, body_sha256, status, answer, at) VALUES (:a, :b, :c, :d, :y, :e, :f)", soci::use(a),
                 soci::use(b), soci::use(c), soci::use(d), soci::use(y), soci::use(e), soci::use(f))),
        find_request((s.prepare << "SELECT body_sha256, status, answer FROM requests WHERE account = :a AND key = :b AND route = :c", soci::into(d),
                      soci::into(y), soci::into(e), soci::use(a), soci::use(b), soci::use(c))),
        outbox((s.prepare << "INSERT INTO outbox (delivery, plugin, call, lane, account, rotation, step, run, body, state, attempts, next_at, lease_token, "
                             "error, created_at, "
                             "settled_at, decided_by, reason) VALUES (:a, :b, :c, :d, :e, :f, :g, :y, :h, 'waiting', 0, :i, '', '', :j, '', '', '')",
                soci::use(a), soci::use(b), soci::use(c), soci::use(d), soci::use(e), soci::use(f), soci::use(g), soci::use(y), soci::use(h), soci::use(i),
                soci::use(j))),
        notice((s.prepare << "INSERT INTO notices (about, rotation, step, run, seats, account, due, release_at) VALUES (:a, :b, :c, :y, :d, :e, :f, :g)",
                soci::use(a), soci::use(b), soci::use(c), soci::use(y), soci::use(d), soci::use(e), soci::use(f), soci::use(g))),
        drop_draft((s.prepare << "DELETE FROM drafts WHERE account = :a AND form = :b", soci::use(a), soci::use(b))) {}
};

namespace {

/// The one row of a query, read to its end: a query left standing on a row holds its snapshot, and with that the
/// write-ahead log can never be taken up from the start again.
bool read_one(soci::statement& query) {
  const bool found = query.execute(true);
  if (found) query.fetch();
  return found;
}

}  // namespace

Rows::Rows(soci::session& session) : session_(session), statements_(std::make_unique<Statements>(session)) {}
Rows::~Rows() = default;

void Rows::begin() { statements_->begin.execute(true); }
void Rows::commit() { statements_->commit.execute(true); }
void Rows::rollback() { statements_->rollback.execute(true); }
void Rows::savepoint() { statements_->savepoint.execute(true); }
void Rows::release() { statements_->release.execute(true); }
void Rows::rollback_to_savepoint() {
  statements_->undo.execute(true);
  statements_->release.execute(true);
}

void Rows::event(std::uint64_t seq, const std::string& rotation, int sequence, const std::string& type, const std::string& entry, const std::string& payload,
                 const std::string& salt) {
  auto& s = *statements_;
  s.x = static_cast<long long>(seq), s.a = rotation, s.y = sequence, s.b = type, s.c = entry, s.d = payload, s.e = salt;
  s.event.execute(true);
}
void Rows::content(std::uint64_t seq, const std::string& name, const std::string& bytes, const std::string& salt) {
  auto& s = *statements_;
  s.x = static_cast<long long>(seq), s.a = name, s.b = bytes, s.c = salt;
  s.content.execute(true);
}
void Rows::log_state(const std::string& frontier, const std::string& root) {
  auto& s = *statements_;
  s.a = frontier, s.b = root;
  s.log_state.execute(true);
}
std::string Rows::frontier() {
  std::string text;
  session_ << "SELECT frontier FROM log_state WHERE id = 1", soci::into(text);
  return session_.got_data() ? text : "";
}
void Rows::rotation(const RotationProjection& r) {
  auto& s = *statements_;
  s.a = r.id, s.b = r.code, s.c = r.status, s.d = r.stage, s.e = r.official, s.f = r.sending, s.g = r.receiving, s.h = r.position, s.i = r.kind,
  s.j = r.direction;
  s.k = r.nominated, s.l = r.number, s.m = r.ends, s.n = r.due, s.y = r.contested, s.o = r.search, s.p = r.sending_now, s.q = r.receiving_now;
  s.rotation.execute(true);
}
void Rows::task(const TaskProjection& t) {
  auto& s = *statements_;
  s.a = t.rotation, s.b = t.step, s.y = t.run, s.c = t.seat, s.d = t.role, s.e = t.due, s.f = t.official;
  s.z = t.minute, s.u = t.open, s.v = t.personal, s.w = t.delegable;
  s.task.execute(true);
}
void Rows::task_status(const std::string& rotation, bool open) {
  auto& s = *statements_;
  s.a = rotation, s.u = open ? 1 : 0;
  s.task_status.execute(true);
}
void Rows::drop_task(const std::string& rotation, const std::string& step, int run, const std::string& seat) {
  auto& s = *statements_;
  s.a = rotation, s.b = step, s.y = run, s.c = seat;
  s.drop_task.execute(true);
}
void Rows::drop_tasks(const std::string& rotation, const std::string& step, int run) {
  auto& s = *statements_;
  s.a = rotation, s.b = step, s.y = run;
  s.drop_tasks.execute(true);
}
void Rows::answer(const AnswerProjection& r) {
  auto& s = *statements_;
  s.a = r.rotation, s.b = r.step, s.y = r.run, s.c = r.seat, s.d = r.account, s.e = r.at;
  s.answer.execute(true);
}
void Rows::drop_answer(const std::string& rotation, const std::string& step, int run, const std::string& seat) {
  auto& s = *statements_;
  s.a = rotation, s.b = step, s.y = run, s.c = seat;
  s.drop_answer.execute(true);
}
void Rows::recusal(const RecusalProjection& r) {
  auto& s = *statements_;
  s.a = r.rotation, s.b = r.step, s.y = r.run, s.c = r.account;
  s.recusal.execute(true);
}
void Rows::take_part(const workflow::Rotation& rotation) {
  auto& s = *statements_;
  s.a = rotation.id.text();
  s.drop_answers.execute(true);
  s.drop_recusals.execute(true);
  for (const workflow::StepRun& run : rotation.runs) {
    for (const workflow::GivenResponse& given : run.responses) answer(project_answer(rotation.id, run, given));
    for (const workflow::Recusal& one : run.recusals) recusal({rotation.id.text(), run.step, one.account.text(), run.run});
  }
}
void Rows::turn(const TurnProjection& t) {
  auto& s = *statements_;
  s.a = t.rotation, s.b = t.official, s.c = t.effective, s.d = t.sending, s.e = t.receiving, s.f = t.kind, s.g = t.direction, s.h = t.result;
  s.turn.execute(true);
}
void Rows::wake(const std::string& rotation, const std::string& at) {
  auto& s = *statements_;
  s.a = rotation, s.b = at;
  (at.empty() ? s.no_wake : s.wake).execute(true);
}
void Rows::register_last(const std::string& name, const std::string& period, int last) {
  auto& s = *statements_;
  s.a = name, s.b = period, s.y = last;
  s.set_register.execute(true);
}
void Rows::petition(const PetitionProjection& p) {
  auto& s = *statements_;
  s.a = p.rotation, s.y = p.number, s.b = p.official, s.c = p.owner, s.d = p.due, s.e = p.state, s.f = p.raised;
  s.petition.execute(true);
}
void Rows::document(const DocumentProjection& r) {
  auto& s = *statements_;
  s.a = r.reg, s.b = r.period, s.y = r.ordinal, s.c = r.number, s.d = r.rotation, s.e = r.at;
  s.document.execute(true);
}
void Rows::plan_use(const PlanLineId& line, const std::string& rotation) {
  auto& s = *statements_;
  s.a = line.text(), s.b = rotation;
  s.plan_use.execute(true);
}
void Rows::passage(const PassageProjection& p) {
  auto& s = *statements_;
  s.a = p.rotation, s.y = p.number, s.b = p.workflow, s.c = p.source, s.d = p.target, s.e = p.at, s.f = p.due, s.g = p.cause;
  s.passage.execute(true);
}
void Rows::rename_passages(const workflow::Rotation& rotation) {
  auto& s = *statements_;
  for (int number = 1; number <= static_cast<int>(rotation.path.size()) + 1; ++number) {
    s.a = rotation.id.text(), s.y = number;
    std::tie(s.b, s.c) = passage_ends(rotation, number);
    s.rename_passage.execute(true);
  }
}
int Rows::register_last(const std::string& name, const std::string& period) {
  auto& s = *statements_;
  s.a = name, s.b = period;
  read_one(s.get_register);
  return s.y;
}
int Rows::last_sequence(const std::string& rotation) {
  auto& s = *statements_;
  s.a = rotation;
  read_one(s.last_sequence);
  return s.y;
}
void Rows::request(const AccountId& account, const std::string& key, const std::string& route, const StoredAnswer& answer, const std::string& at) {
  auto& s = *statements_;
  s.a = account.text(), s.b = key, s.c = route, s.d = answer.body_sha256, s.y = answer.status, s.e = answer.answer, s.f = at;
  s.request.execute(true);
}
std::optional<StoredAnswer> Rows::find_request(const AccountId& account, const std::string& key, const std::string& route) {
  auto& s = *statements_;
  s.a = account.text(), s.b = key, s.c = route;
  if (!read_one(s.find_request)) return {};
  return StoredAnswer{s.d, s.y, s.e};
}
void Rows::outbox(const OutboxRow& r, const std::string& at) {
  auto& s = *statements_;
  s.a = r.delivery, s.b = r.plugin, s.c = r.call, s.d = r.lane, s.e = r.account, s.f = r.rotation, s.g = r.step, s.y = r.run, s.h = json::serialize(r.body),
  s.i = at, s.j = at;
  s.outbox.execute(true);
}
void Rows::notice(const Notice& n) {
  auto& s = *statements_;
  s.a = n.about, s.b = n.rotation, s.c = n.step, s.y = n.run, s.d = json::serialize(n.seats), s.e = n.account, s.f = n.due, s.g = luan::to_text(n.release);
  s.notice.execute(true);
}
void Rows::drop_draft(const AccountId& account, const std::string& form) {
  auto& s = *statements_;
  s.a = account.text(), s.b = form;
  s.drop_draft.execute(true);
}

}  // namespace luan::store
