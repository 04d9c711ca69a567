-- 0007_files.sql: a file is handed in before it belongs to anything; from the event that names it on, its salt stands with it.
CREATE TABLE uploads (
  id TEXT PRIMARY KEY,              -- 32 hex: the file's opaque id for good
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,               -- id of the kind: pdf
  size INTEGER NOT NULL,            -- in bytes, as it was said
  salt TEXT NOT NULL,               -- hex
  sha256 TEXT NOT NULL,             -- salted, hex; empty until the whole file is there
  created_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX uploads_of_account ON uploads (account);
CREATE INDEX uploads_by_time ON uploads (created_at);
-- Size and digest stand in the payload as well, which proves them; here they are found again.
CREATE TABLE attachments (
  seq INTEGER NOT NULL,
  name TEXT NOT NULL,               -- the file's opaque id
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,             -- salted, hex: also its name on the disk
  salt TEXT NOT NULL,               -- hex
  PRIMARY KEY (seq, name)
) WITHOUT ROWID;
CREATE UNIQUE INDEX attachments_by_name ON attachments (name);
CREATE INDEX attachments_by_digest ON attachments (sha256);
CREATE TRIGGER attachments_no_update BEFORE UPDATE ON attachments BEGIN SELECT RAISE(ABORT, 'attachments are erased, never changed'); END;
