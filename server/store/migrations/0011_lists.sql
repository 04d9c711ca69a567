-- 0011_lists.sql: what waits for whom, who has answered what, and who may see a rotation are found by a query, however many there are;
-- before, rotations were read one by one to tell. These rows follow from definitions too, so the program writes them anew: it looks
-- for «projections» at its start.
DROP TABLE tasks;
CREATE TABLE tasks (
  rotation TEXT NOT NULL,
  step TEXT NOT NULL,
  run INTEGER NOT NULL,
  seat TEXT NOT NULL,               -- role@unit or a:account
  role TEXT NOT NULL,               -- role@unit that whoever fills the seat must hold
  official TEXT NOT NULL,           -- of the rotation
  open INTEGER NOT NULL,            -- 1: the rotation goes on; 0: it is suspended or over
  due TEXT NOT NULL,
  minute INTEGER NOT NULL,          -- of that day; -1: its end
  personal INTEGER NOT NULL,        -- 1: persons answer under their names, each once
  delegable INTEGER NOT NULL,       -- 1: a substitute may answer
  PRIMARY KEY (rotation, step, run, seat)
) WITHOUT ROWID;
-- Holds all that a count asks, so that one reads nothing else.
CREATE INDEX tasks_by_seat ON tasks (seat, open, due, role, official, minute, personal, delegable);
-- Responses that stand: by whom and when.
CREATE TABLE answers (
  rotation TEXT NOT NULL,
  step TEXT NOT NULL,
  run INTEGER NOT NULL,
  seat TEXT NOT NULL,
  account TEXT NOT NULL,            -- who sent it
  at TEXT NOT NULL,                 -- instant
  PRIMARY KEY (rotation, step, run, seat)
) WITHOUT ROWID;
CREATE INDEX answers_by_account ON answers (account, at);
-- Who takes no part in a step.
CREATE TABLE recusals (
  rotation TEXT NOT NULL,
  step TEXT NOT NULL,
  run INTEGER NOT NULL,
  account TEXT NOT NULL,
  PRIMARY KEY (rotation, step, run, account)
) WITHOUT ROWID;
-- Units that have taken over from those of the nomination see the rotation too.
ALTER TABLE rotations ADD COLUMN sending_now TEXT NOT NULL DEFAULT '';
ALTER TABLE rotations ADD COLUMN receiving_now TEXT NOT NULL DEFAULT '';
CREATE INDEX rotations_by_receiving_now ON rotations (receiving_now);
CREATE INDEX rotations_by_sending_now ON rotations (sending_now);
CREATE INDEX rotations_by_due ON rotations (status, due);
CREATE INDEX rotations_by_end ON rotations (status, ends);
CREATE INDEX rotations_by_nomination ON rotations (nominated, id);
INSERT OR REPLACE INTO meta (key, value) SELECT 'projections', 'stale' WHERE EXISTS (SELECT 1 FROM events);
