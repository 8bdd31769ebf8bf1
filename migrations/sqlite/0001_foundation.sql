-- The ledger, what it adds up to, and what it is about. Times are milliseconds UTC; JSON is text that SQL never looks into.

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE checkpoints (tail TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until_ms INTEGER NOT NULL) STRICT;
-- One row: the last position given and the hash of the event that has it. Locking it is what makes the sequencer one.
CREATE TABLE ledger_head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;

-- Settings of an installation: facts about a country, its agencies, its rules.
CREATE TABLE areas (code TEXT PRIMARY KEY, level TEXT NOT NULL, parent TEXT, name_vi TEXT NOT NULL, name_en TEXT NOT NULL, aliases TEXT NOT NULL) STRICT;
CREATE TABLE agencies (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, parent_id INTEGER REFERENCES agencies (id),
  name_vi TEXT NOT NULL, name_en TEXT NOT NULL, aliases TEXT NOT NULL, area TEXT,
  -- What it is within its area, for routing rules (`committee`, `so-xay-dung`), and the calendar it works by if not its parent's.
  role TEXT, calendar_id INTEGER,
  -- Nested-set bounds of the branch: a scope is a range, so rights can stand inside every query.
  low INTEGER NOT NULL, high INTEGER NOT NULL) STRICT;
CREATE INDEX agencies_low ON agencies (low);
CREATE TABLE categories (code TEXT PRIMARY KEY, parent TEXT, name_vi TEXT NOT NULL, name_en TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
CREATE TABLE calendars (id INTEGER PRIMARY KEY, spec TEXT NOT NULL) STRICT;
CREATE TABLE policies (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, code TEXT NOT NULL, active INTEGER NOT NULL, spec TEXT NOT NULL) STRICT;
CREATE TABLE rules (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, active INTEGER NOT NULL, query TEXT NOT NULL, target TEXT NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL) STRICT;
CREATE TABLE sites (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, agency_id INTEGER NOT NULL REFERENCES agencies (id),
  name_vi TEXT NOT NULL, name_en TEXT NOT NULL, origins TEXT NOT NULL, kinds TEXT NOT NULL, colour TEXT NOT NULL) STRICT;

-- People who work here.
CREATE TABLE users (id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password_hash TEXT NOT NULL, disabled_ms INTEGER) STRICT;
CREATE TABLE grants (user_id INTEGER NOT NULL REFERENCES users (id), role TEXT NOT NULL, agency_id INTEGER NOT NULL REFERENCES agencies (id), PRIMARY KEY (user_id, role, agency_id)) STRICT;
CREATE TABLE sessions (token_sha256 TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), csrf TEXT NOT NULL, created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL) STRICT;

-- The present state of each case: what its events add up to (`verify ledger` checks that).
CREATE TABLE cases (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, secret_sha256 TEXT NOT NULL, version INTEGER NOT NULL,
  kind TEXT NOT NULL, state TEXT NOT NULL, site_id INTEGER NOT NULL, channel TEXT NOT NULL, language TEXT NOT NULL,
  area TEXT, category TEXT, sealed INTEGER NOT NULL, flags TEXT NOT NULL, policy_id INTEGER, calendar_id INTEGER NOT NULL,
  agency_id INTEGER, came_from INTEGER, route_why TEXT, assignee_id INTEGER,
  received_ms INTEGER NOT NULL, routed_ms INTEGER, accepted_ms INTEGER, answered_ms INTEGER, ended_ms INTEGER,
  transfers INTEGER NOT NULL, bounces INTEGER NOT NULL, reopened INTEGER NOT NULL, rating INTEGER, reject_ground TEXT,
  merged_into INTEGER, merged_state TEXT,
  -- Both clocks as JSON, and what of them is sorted and swept by.
  clocks TEXT NOT NULL, due_ms INTEGER, wake_ms INTEGER) STRICT;
CREATE INDEX cases_wake ON cases (wake_ms) WHERE wake_ms IS NOT NULL;

-- Every move, appended in the transaction that makes it. `seq` and `hash` come from the sequencer, in commit order.
CREATE TABLE events (
  id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, version INTEGER NOT NULL, at_ms INTEGER NOT NULL, actor TEXT NOT NULL,
  kind TEXT NOT NULL, data TEXT NOT NULL, words_sha256 TEXT NOT NULL, seq INTEGER, hash TEXT) STRICT;
CREATE UNIQUE INDEX events_case ON events (case_id, version);
CREATE UNIQUE INDEX events_seq ON events (seq) WHERE seq IS NOT NULL;
-- In the order in which the sequencer numbers them: events of one case keep theirs, whichever node wrote them.
CREATE INDEX events_unnumbered ON events (at_ms, case_id, version) WHERE seq IS NULL;

-- What people wrote, beside the ledger: it can be redacted or erased while the chain of digests still verifies.
CREATE TABLE words (case_id INTEGER NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (case_id, version)) STRICT, WITHOUT ROWID;
-- How to reach them: sealed with the key named, base64.
CREATE TABLE contacts (case_id INTEGER PRIMARY KEY, key_id TEXT NOT NULL, sealed TEXT NOT NULL) STRICT;
CREATE TABLE idempotency (site_id INTEGER NOT NULL, key TEXT NOT NULL, body_sha256 TEXT NOT NULL, case_id INTEGER NOT NULL, created_ms INTEGER NOT NULL, PRIMARY KEY (site_id, key)) STRICT, WITHOUT ROWID;

-- Indicators: a fact is what one case contributes, a rollup is the sum of facts.
CREATE TABLE facts (
  case_id INTEGER PRIMARY KEY, agency_id INTEGER NOT NULL, kind TEXT NOT NULL, month INTEGER NOT NULL, sealed INTEGER NOT NULL,
  received INTEGER NOT NULL, resolved INTEGER NOT NULL, late INTEGER NOT NULL, on_time INTEGER NOT NULL, open INTEGER NOT NULL,
  overdue INTEGER NOT NULL, rated INTEGER NOT NULL, stars INTEGER NOT NULL) STRICT;
CREATE TABLE rollups (
  agency_id INTEGER NOT NULL, kind TEXT NOT NULL, month INTEGER NOT NULL, sealed INTEGER NOT NULL,
  received INTEGER NOT NULL, resolved INTEGER NOT NULL, late INTEGER NOT NULL, on_time INTEGER NOT NULL, open INTEGER NOT NULL,
  overdue INTEGER NOT NULL, rated INTEGER NOT NULL, stars INTEGER NOT NULL, PRIMARY KEY (agency_id, kind, month, sealed)) STRICT, WITHOUT ROWID;
