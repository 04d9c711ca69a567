-- Deliveries keep the order in which they were asked for, a person decides about dead ones, and what people are to be
-- told is kept apart from how it travels to each of them.
ALTER TABLE outbox RENAME TO outbox_before;
DROP INDEX outbox_to_do;
DROP INDEX outbox_of_rotation;
CREATE TABLE outbox (
  number INTEGER PRIMARY KEY,       -- order of asking
  delivery TEXT NOT NULL UNIQUE,    -- stable id, 32 hex
  plugin TEXT NOT NULL,
  lane TEXT NOT NULL,               -- rows of one plugin and lane go out one after another
  call TEXT NOT NULL,
  account TEXT NOT NULL,            -- to whom, or empty
  rotation TEXT NOT NULL,           -- or empty, where it is about several
  step TEXT NOT NULL,
  run INTEGER NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,              -- waiting, leased, delivered, dead, dropped
  attempts INTEGER NOT NULL,
  next_at TEXT NOT NULL,            -- waiting: not before; leased: when the lease ends
  lease_token TEXT NOT NULL,
  error TEXT NOT NULL,              -- of the last attempt
  created_at TEXT NOT NULL,
  settled_at TEXT NOT NULL,         -- delivered, dead or dropped since
  decided_by TEXT NOT NULL,         -- account of who retried or dropped it
  reason TEXT NOT NULL              -- given when it was dropped
);
INSERT INTO outbox (delivery, plugin, lane, call, account, rotation, step, run, body, state, attempts, next_at, lease_token, error, created_at, settled_at, decided_by, reason)
  SELECT delivery, plugin, rotation, call, '', rotation, step, run, body, state, attempts, next_at, '', error, next_at, '', '', ''
  FROM outbox_before WHERE call = 'score' ORDER BY next_at, delivery;
CREATE INDEX outbox_to_do ON outbox (plugin, next_at) WHERE state IN ('waiting', 'leased');
CREATE INDEX outbox_order ON outbox (plugin, number) WHERE state IN ('waiting', 'leased');
CREATE INDEX outbox_lanes ON outbox (plugin, lane, number) WHERE state IN ('waiting', 'leased');
CREATE INDEX outbox_of_rotation ON outbox (rotation);
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at != '';

-- What people are to be told, until it becomes a delivery to each of them.
CREATE TABLE notices (
  number INTEGER PRIMARY KEY,
  about TEXT NOT NULL,              -- task, due_soon, overdue
  rotation TEXT NOT NULL,
  step TEXT NOT NULL,
  run INTEGER NOT NULL,
  seats TEXT NOT NULL,              -- JSON: whom it concerns
  account TEXT NOT NULL,            -- the one person it is held for, or empty: not yet worked out
  due TEXT NOT NULL,
  release_at TEXT NOT NULL          -- not before: quiet hours and digests wait
);
CREATE INDEX notices_to_do ON notices (release_at, number);
CREATE INDEX notices_held ON notices (account, release_at) WHERE account != '';
INSERT INTO notices (about, rotation, step, run, seats, account, due, release_at)
  SELECT 'task', rotation, step, run, json_extract(body, '$.seats'), '', coalesce(json_extract(body, '$.due'), ''), next_at
  FROM outbox_before WHERE call = 'notify' AND state IN ('waiting', 'leased') ORDER BY next_at, delivery;
DROP TABLE outbox_before;

-- Of which open tasks people were reminded already.
CREATE TABLE reminders (
  rotation TEXT NOT NULL,
  step TEXT NOT NULL,
  run INTEGER NOT NULL,
  seat TEXT NOT NULL,
  about TEXT NOT NULL,              -- due_soon, overdue
  PRIMARY KEY (rotation, step, run, seat, about)
) WITHOUT ROWID;
CREATE INDEX tasks_by_due ON tasks (due) WHERE due != '';

-- How each person wants to be told. No row: the server's defaults.
CREATE TABLE preferences (
  account TEXT PRIMARY KEY,
  channel TEXT NOT NULL,            -- id of a notifier, none, or empty: the server's default
  address TEXT NOT NULL,            -- empty: made from the account's name
  daily INTEGER NOT NULL,           -- one letter a day instead of one each
  quiet_from TEXT NOT NULL,         -- 22:00, or both empty
  quiet_to TEXT NOT NULL,
  language TEXT NOT NULL            -- vi or en
) WITHOUT ROWID;
