-- 0006_drafts.sql: what somebody types is kept until it is sent. No event: a rebuild leaves it alone.
CREATE TABLE drafts (
  account TEXT NOT NULL,            -- whose; nobody else reads it
  form TEXT NOT NULL,               -- step/ROTATION/STEP, action/ROTATION/ACTION, nomination/-/WORKFLOW …
  seen INTEGER NOT NULL,            -- version of the rotation when the form was opened; 0: there is none
  fields TEXT NOT NULL,             -- JSON: the form's fields as typed, by name
  updated TEXT NOT NULL,            -- instant
  PRIMARY KEY (account, form)
) WITHOUT ROWID;
CREATE INDEX drafts_by_time ON drafts (updated);
