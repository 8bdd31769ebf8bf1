-- An event is named by its case and its place in it: a number of its own cost an index and named nothing.
CREATE TABLE events_kept (
  case_id INTEGER NOT NULL, version INTEGER NOT NULL, at_ms INTEGER NOT NULL, actor TEXT NOT NULL,
  kind TEXT NOT NULL, data TEXT NOT NULL, words_sha256 TEXT NOT NULL, seq INTEGER, hash TEXT,
  PRIMARY KEY (case_id, version)) STRICT, WITHOUT ROWID;
INSERT INTO events_kept (case_id, version, at_ms, actor, kind, data, words_sha256, seq, hash)
  SELECT case_id, version, at_ms, actor, kind, data, words_sha256, seq, hash FROM events ORDER BY case_id, version;
DROP TABLE events;
ALTER TABLE events_kept RENAME TO events;
CREATE UNIQUE INDEX events_seq ON events (seq) WHERE seq IS NOT NULL;
-- In the order in which the sequencer numbers them: events of one case keep theirs, whichever node wrote them.
CREATE INDEX events_unnumbered ON events (at_ms, case_id, version) WHERE seq IS NULL;
DELETE FROM counters WHERE name = 'event';
