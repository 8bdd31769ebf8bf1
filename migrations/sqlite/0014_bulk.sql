-- The same act on many cases: looked at first, then done, taken back within ten minutes. What the codes mean is in `store/bulk.rs`.
CREATE TABLE bulk_jobs (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), action TEXT NOT NULL, input TEXT NOT NULL, state TEXT NOT NULL,
  created_ms INTEGER NOT NULL, done_ms INTEGER) STRICT;
CREATE INDEX bulk_jobs_going ON bulk_jobs (id) WHERE state IN ('looking', 'running', 'undoing');
CREATE TABLE bulk_items (
  job_id INTEGER NOT NULL REFERENCES bulk_jobs (id), place INTEGER NOT NULL, code TEXT NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL,
  what TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, made INTEGER NOT NULL, why TEXT NOT NULL, PRIMARY KEY (job_id, place)) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_items_state ON bulk_items (job_id, state, place);

-- Who looks at which case just now. Lapses by itself; no trace of it stays.
CREATE TABLE presence (case_id INTEGER NOT NULL, user_id INTEGER NOT NULL, writing INTEGER NOT NULL, until_ms INTEGER NOT NULL, PRIMARY KEY (case_id, user_id)) STRICT, WITHOUT ROWID;
