-- The log: what is true. Names as in hardening.md §1. Nothing here is ever changed.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,          -- leaf index from 0
  rotation TEXT NOT NULL,           -- 32 hex, or - for what concerns all
  sequence INTEGER NOT NULL,        -- place in the rotation from 1
  type TEXT NOT NULL,
  entry TEXT NOT NULL,
  payload TEXT NOT NULL,
  salt TEXT NOT NULL                -- hex
);
CREATE UNIQUE INDEX events_of_rotation ON events (rotation, sequence);
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TABLE contents (
  seq INTEGER NOT NULL,
  name TEXT NOT NULL,
  bytes TEXT NOT NULL,
  salt TEXT NOT NULL,
  PRIMARY KEY (seq, name)
) WITHOUT ROWID;
CREATE TRIGGER contents_no_update BEFORE UPDATE ON contents BEGIN SELECT RAISE(ABORT, 'contents are erased, never changed'); END;
CREATE TABLE log_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  frontier TEXT NOT NULL,           -- size and roots of the full subtrees
  root TEXT NOT NULL                -- hex
);
CREATE TABLE definitions (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  digest TEXT NOT NULL,
  bytes TEXT NOT NULL,
  PRIMARY KEY (name, version)
) WITHOUT ROWID;

-- Projections: written with the events, rebuilt from them by luan rebuild.
CREATE TABLE rotations (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  status TEXT NOT NULL,
  stage TEXT NOT NULL,
  official TEXT NOT NULL,
  sending TEXT NOT NULL,
  receiving TEXT NOT NULL,
  position TEXT NOT NULL,
  kind TEXT NOT NULL,
  direction TEXT NOT NULL,
  nominated TEXT NOT NULL,          -- instant
  number TEXT NOT NULL,             -- of the decision, or empty
  ends TEXT NOT NULL,               -- last day of the term, or empty
  due TEXT NOT NULL,                -- earliest open due date, or empty
  contested INTEGER NOT NULL,
  search TEXT NOT NULL              -- folded
) WITHOUT ROWID;
CREATE INDEX rotations_by_code ON rotations (code);
CREATE INDEX rotations_by_official ON rotations (official);
CREATE INDEX rotations_by_receiving ON rotations (receiving);
CREATE INDEX rotations_by_sending ON rotations (sending);
CREATE TABLE tasks (
  rotation TEXT NOT NULL,
  step TEXT NOT NULL,
  run INTEGER NOT NULL,
  seat TEXT NOT NULL,               -- role@unit or a:account
  due TEXT NOT NULL,
  PRIMARY KEY (rotation, step, run, seat)
) WITHOUT ROWID;
CREATE INDEX tasks_by_seat ON tasks (seat, due);
CREATE TABLE turns (
  rotation TEXT PRIMARY KEY,
  official TEXT NOT NULL,
  effective TEXT NOT NULL,
  sending TEXT NOT NULL,
  receiving TEXT NOT NULL,
  kind TEXT NOT NULL,
  direction TEXT NOT NULL,
  result TEXT NOT NULL              -- level of the last evaluation, ended_early, or open
) WITHOUT ROWID;
CREATE INDEX turns_by_day ON turns (effective);
CREATE TABLE wakes (
  rotation TEXT PRIMARY KEY,
  wake_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX wakes_by_time ON wakes (wake_at);
CREATE TABLE registers (
  name TEXT NOT NULL,
  period TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (name, period)
) WITHOUT ROWID;

-- Not events, and left alone by a rebuild.
CREATE TABLE outbox (
  delivery TEXT PRIMARY KEY,
  plugin TEXT NOT NULL,
  call TEXT NOT NULL,
  rotation TEXT NOT NULL,
  step TEXT NOT NULL,
  run INTEGER NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,              -- waiting, leased, delivered, dead
  attempts INTEGER NOT NULL,
  next_at TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  lease_token TEXT NOT NULL,
  error TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX outbox_to_do ON outbox (next_at) WHERE state IN ('waiting', 'leased');
CREATE INDEX outbox_of_rotation ON outbox (rotation);
CREATE TABLE requests (
  account TEXT NOT NULL,
  key TEXT NOT NULL,
  route TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  status INTEGER NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (account, key, route)
) WITHOUT ROWID;
CREATE INDEX requests_by_time ON requests (at);
CREATE TABLE credentials (account TEXT PRIMARY KEY, hash TEXT NOT NULL, changed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sessions (sha256 TEXT PRIMARY KEY, account TEXT NOT NULL, created TEXT NOT NULL, last_seen TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
