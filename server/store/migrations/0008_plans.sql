-- 0008_plans.sql: a line of a plan shows the rotations that began by it, and is not used beyond its count.
CREATE TABLE plan_uses (
  line TEXT NOT NULL,
  rotation TEXT NOT NULL,
  PRIMARY KEY (line, rotation)
) WITHOUT ROWID;
