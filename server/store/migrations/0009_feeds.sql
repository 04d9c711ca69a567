-- 0009_feeds.sql: who has an address for his calendar of deadlines. No event: a rebuild leaves it alone.
CREATE TABLE feeds (
  account TEXT PRIMARY KEY,         -- whose; he has one address at most
  id TEXT NOT NULL UNIQUE,          -- 128 random bits, the half of the address that finds it; the other half is a MAC and is not kept
  since TEXT NOT NULL               -- instant
) WITHOUT ROWID;
