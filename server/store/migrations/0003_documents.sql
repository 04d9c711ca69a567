-- 0003_documents.sql: the registers knew their last numbers only; a register that is read needs what stands under each, and
-- a number that was used can never be used again.
CREATE TABLE documents (
  register TEXT NOT NULL,
  period TEXT NOT NULL,             -- 2025-2030, or 2026
  ordinal INTEGER NOT NULL,
  number TEXT NOT NULL,             -- as it stands on the paper
  rotation TEXT NOT NULL,
  at TEXT NOT NULL,                 -- instant of issue
  PRIMARY KEY (register, period, ordinal)
) WITHOUT ROWID;
-- What was issued before: in the term that the committee was in then.
INSERT INTO documents (register, period, ordinal, number, rotation, at)
  SELECT json_extract(d.payload, '$.register'),
         (SELECT json_extract(c.payload, '$.term') FROM events c WHERE c.rotation = '-' AND c.type = 'committee.set' AND c.seq < d.seq ORDER BY c.seq DESC LIMIT 1),
         json_extract(d.payload, '$.ordinal'), json_extract(d.payload, '$.number'), d.rotation, json_extract(d.payload, '$.at')
  FROM events d WHERE d.type = 'decision.issued';
