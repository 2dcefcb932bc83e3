-- The journal: one row an entry, never changed. See docs/journal.md.
CREATE TABLE entries (
  number   ${long} PRIMARY KEY CHECK (number > 0),   -- dense, from 1
  ends     ${long} NOT NULL CHECK (ends >= number),  -- the last entry of its commit
  at_nanos ${long} NOT NULL,                         -- the engine's time, epoch
  type     TEXT NOT NULL,
  version  INTEGER NOT NULL,                         -- of the body's form
  body     ${json} NOT NULL,
  crc      ${long} NOT NULL                          -- CRC32C over the row and the crc before
)${strict};
