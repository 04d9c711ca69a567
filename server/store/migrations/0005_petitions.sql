-- 0004_petitions.sql: petitions are followed up one by one, by their owners and by those who are behind.
CREATE TABLE petitions (
  rotation TEXT NOT NULL,
  number INTEGER NOT NULL,
  official TEXT NOT NULL,
  owner TEXT NOT NULL,              -- unit that must answer
  due TEXT NOT NULL,                -- last day, or empty
  state TEXT NOT NULL,              -- open, answered, closed
  raised TEXT NOT NULL,             -- instant
  PRIMARY KEY (rotation, number)
) WITHOUT ROWID;
CREATE INDEX petitions_by_state ON petitions (state, due);
CREATE INDEX petitions_by_official ON petitions (official);
