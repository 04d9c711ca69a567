-- 0010_passages.sql: funnel and durations by stage ask when each rotation entered and left each stage, and what led on; they
-- would read the whole log for it.
CREATE TABLE passages (
  rotation TEXT NOT NULL,
  number INTEGER NOT NULL,          -- in the rotation, from 1: the nomination
  workflow TEXT NOT NULL,
  source TEXT NOT NULL,             -- stage that was left; - at the nomination
  target TEXT NOT NULL,             -- stage, or end, that was entered
  at TEXT NOT NULL,                 -- instant
  due TEXT NOT NULL,                -- the last deadline that was set in the stage left, or empty
  cause TEXT NOT NULL,              -- step=outcome or action that led on; empty at the nomination
  PRIMARY KEY (rotation, number)
) WITHOUT ROWID;
INSERT INTO passages (rotation, number, workflow, source, target, at, due, cause)
  SELECT e.rotation, row_number() OVER (PARTITION BY e.rotation ORDER BY e.sequence),
         (SELECT json_extract(n.payload, '$.definition') FROM events n WHERE n.rotation = e.rotation AND n.sequence = 1),
         substr(e.entry, instr(e.entry, char(10) || 'from ') + 6, instr(e.entry, char(10) || 'to ') - instr(e.entry, char(10) || 'from ') - 6),
         substr(e.entry, instr(e.entry, char(10) || 'to ') + 4, instr(e.entry, char(10) || 'payload ') - instr(e.entry, char(10) || 'to ') - 4),
         json_extract(e.payload, '$.at'),
         coalesce((SELECT max(json_extract(s.payload, '$.due')) FROM events s
                   WHERE s.rotation = e.rotation AND s.type IN ('step.opened', 'step.rescheduled') AND s.sequence < e.sequence
                     AND s.sequence > (SELECT max(p.sequence) FROM events p WHERE p.rotation = e.rotation AND p.sequence < e.sequence
                                       AND p.type IN ('rotation.nominated', 'stage.entered'))), ''),
         coalesce((SELECT CASE c.type WHEN 'action.taken' THEN json_extract(c.payload, '$.action')
                          ELSE json_extract(c.payload, '$.step') || '=' || json_extract(c.payload, '$.outcome') END
                   FROM events c
                   WHERE c.rotation = e.rotation AND c.sequence < e.sequence
                     AND (c.type = 'action.taken' OR (c.type = 'step.closed' AND json_extract(c.payload, '$.outcome') <> 'lapsed'))
                   ORDER BY c.sequence DESC LIMIT 1), '')
  FROM events e WHERE e.type IN ('rotation.nominated', 'stage.entered', 'rotation.ended');
