-- The same act on many cases: looked at first, then done, taken back within ten minutes. What the codes mean is in `store/bulk.rs`.
CREATE TABLE bulk_jobs (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES users (id), action TEXT COLLATE "C" NOT NULL, input TEXT COLLATE "C" NOT NULL, state TEXT COLLATE "C" NOT NULL,
  created_ms BIGINT NOT NULL, done_ms BIGINT);
CREATE INDEX bulk_jobs_going ON bulk_jobs (id) WHERE state IN ('looking', 'running', 'undoing');
CREATE TABLE bulk_items (
  job_id BIGINT NOT NULL REFERENCES bulk_jobs (id), place BIGINT NOT NULL, code TEXT COLLATE "C" NOT NULL, state TEXT COLLATE "C" NOT NULL, version BIGINT NOT NULL,
  what TEXT COLLATE "C" NOT NULL, before TEXT COLLATE "C" NOT NULL, after TEXT COLLATE "C" NOT NULL, made BIGINT NOT NULL, why TEXT COLLATE "C" NOT NULL, PRIMARY KEY (job_id, place));
CREATE INDEX bulk_items_state ON bulk_items (job_id, state, place);

-- Who looks at which case just now. Lapses by itself; no trace of it stays.
CREATE TABLE presence (case_id BIGINT NOT NULL, user_id BIGINT NOT NULL, writing BIGINT NOT NULL, until_ms BIGINT NOT NULL, PRIMARY KEY (case_id, user_id));
