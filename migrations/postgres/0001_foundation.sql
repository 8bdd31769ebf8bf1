-- The ledger, what it adds up to, and what it is about. Times are milliseconds UTC; JSON is text that SQL never looks into.

CREATE TABLE counters (name TEXT COLLATE "C" PRIMARY KEY, value BIGINT NOT NULL);
CREATE TABLE checkpoints (tail TEXT COLLATE "C" PRIMARY KEY, seq BIGINT NOT NULL);
CREATE TABLE leases (name TEXT COLLATE "C" PRIMARY KEY, holder TEXT COLLATE "C" NOT NULL, until_ms BIGINT NOT NULL);
-- One row: the last position given and the hash of the event that has it. Locking it is what makes the sequencer one.
CREATE TABLE ledger_head (one BIGINT PRIMARY KEY CHECK (one = 1), seq BIGINT NOT NULL, hash TEXT COLLATE "C" NOT NULL);

-- Settings of an installation: facts about a country, its agencies, its rules.
CREATE TABLE areas (code TEXT COLLATE "C" PRIMARY KEY, level TEXT COLLATE "C" NOT NULL, parent TEXT COLLATE "C", name_vi TEXT COLLATE "C" NOT NULL, name_en TEXT COLLATE "C" NOT NULL, aliases TEXT COLLATE "C" NOT NULL);
CREATE TABLE agencies (
  id BIGINT PRIMARY KEY, code TEXT COLLATE "C" NOT NULL UNIQUE, parent_id BIGINT REFERENCES agencies (id),
  name_vi TEXT COLLATE "C" NOT NULL, name_en TEXT COLLATE "C" NOT NULL, aliases TEXT COLLATE "C" NOT NULL, area TEXT COLLATE "C",
  -- What it is within its area, for routing rules (`committee`, `so-xay-dung`), and the calendar it works by if not its parent's.
  role TEXT COLLATE "C", calendar_id BIGINT,
  -- Nested-set bounds of the branch: a scope is a range, so rights can stand inside every query.
  low BIGINT NOT NULL, high BIGINT NOT NULL);
CREATE INDEX agencies_low ON agencies (low);
CREATE TABLE categories (code TEXT COLLATE "C" PRIMARY KEY, parent TEXT COLLATE "C", name_vi TEXT COLLATE "C" NOT NULL, name_en TEXT COLLATE "C" NOT NULL, position BIGINT NOT NULL);
CREATE TABLE calendars (id BIGINT PRIMARY KEY, spec TEXT COLLATE "C" NOT NULL);
CREATE TABLE policies (id BIGINT PRIMARY KEY, position BIGINT NOT NULL, code TEXT COLLATE "C" NOT NULL, active BIGINT NOT NULL, spec TEXT COLLATE "C" NOT NULL);
CREATE TABLE rules (id BIGINT PRIMARY KEY, position BIGINT NOT NULL, active BIGINT NOT NULL, query TEXT COLLATE "C" NOT NULL, target TEXT COLLATE "C" NOT NULL, name_vi TEXT COLLATE "C" NOT NULL, name_en TEXT COLLATE "C" NOT NULL);
CREATE TABLE sites (
  id BIGINT PRIMARY KEY, key TEXT COLLATE "C" NOT NULL UNIQUE, agency_id BIGINT NOT NULL REFERENCES agencies (id),
  name_vi TEXT COLLATE "C" NOT NULL, name_en TEXT COLLATE "C" NOT NULL, origins TEXT COLLATE "C" NOT NULL, kinds TEXT COLLATE "C" NOT NULL, colour TEXT COLLATE "C" NOT NULL);

-- People who work here.
CREATE TABLE users (id BIGINT PRIMARY KEY, login TEXT COLLATE "C" NOT NULL UNIQUE, name TEXT COLLATE "C" NOT NULL, password_hash TEXT COLLATE "C" NOT NULL, disabled_ms BIGINT);
CREATE TABLE grants (user_id BIGINT NOT NULL REFERENCES users (id), role TEXT COLLATE "C" NOT NULL, agency_id BIGINT NOT NULL REFERENCES agencies (id), PRIMARY KEY (user_id, role, agency_id));
CREATE TABLE sessions (token_sha256 TEXT COLLATE "C" PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES users (id), csrf TEXT COLLATE "C" NOT NULL, created_ms BIGINT NOT NULL, expires_ms BIGINT NOT NULL);

-- The present state of each case: what its events add up to (`verify ledger` checks that).
CREATE TABLE cases (
  id BIGINT PRIMARY KEY, code TEXT COLLATE "C" NOT NULL UNIQUE, secret_sha256 TEXT COLLATE "C" NOT NULL, version BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL, state TEXT COLLATE "C" NOT NULL, site_id BIGINT NOT NULL, channel TEXT COLLATE "C" NOT NULL, language TEXT COLLATE "C" NOT NULL,
  area TEXT COLLATE "C", category TEXT COLLATE "C", sealed BIGINT NOT NULL, flags TEXT COLLATE "C" NOT NULL, policy_id BIGINT, calendar_id BIGINT NOT NULL,
  agency_id BIGINT, came_from BIGINT, route_why TEXT COLLATE "C", assignee_id BIGINT,
  received_ms BIGINT NOT NULL, routed_ms BIGINT, accepted_ms BIGINT, answered_ms BIGINT, ended_ms BIGINT,
  transfers BIGINT NOT NULL, bounces BIGINT NOT NULL, reopened BIGINT NOT NULL, rating BIGINT, reject_ground TEXT COLLATE "C",
  merged_into BIGINT, merged_state TEXT COLLATE "C",
  -- Both clocks as JSON, and what of them is sorted and swept by.
  clocks TEXT COLLATE "C" NOT NULL, due_ms BIGINT, wake_ms BIGINT);
CREATE INDEX cases_wake ON cases (wake_ms) WHERE wake_ms IS NOT NULL;

-- Every move, appended in the transaction that makes it. `seq` and `hash` come from the sequencer, in commit order.
CREATE TABLE events (
  id BIGINT PRIMARY KEY, case_id BIGINT NOT NULL, version BIGINT NOT NULL, at_ms BIGINT NOT NULL, actor TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL, data TEXT COLLATE "C" NOT NULL, words_sha256 TEXT COLLATE "C" NOT NULL, seq BIGINT, hash TEXT COLLATE "C");
CREATE UNIQUE INDEX events_case ON events (case_id, version);
CREATE UNIQUE INDEX events_seq ON events (seq) WHERE seq IS NOT NULL;
-- In the order in which the sequencer numbers them: events of one case keep theirs, whichever node wrote them.
CREATE INDEX events_unnumbered ON events (at_ms, case_id, version) WHERE seq IS NULL;

-- What people wrote, beside the ledger: it can be redacted or erased while the chain of digests still verifies.
CREATE TABLE words (case_id BIGINT NOT NULL, version BIGINT NOT NULL, title TEXT COLLATE "C" NOT NULL, body TEXT COLLATE "C" NOT NULL, address TEXT COLLATE "C" NOT NULL, PRIMARY KEY (case_id, version));
-- How to reach them: sealed with the key named, base64.
CREATE TABLE contacts (case_id BIGINT PRIMARY KEY, key_id TEXT COLLATE "C" NOT NULL, sealed TEXT COLLATE "C" NOT NULL);
CREATE TABLE idempotency (site_id BIGINT NOT NULL, key TEXT COLLATE "C" NOT NULL, body_sha256 TEXT COLLATE "C" NOT NULL, case_id BIGINT NOT NULL, created_ms BIGINT NOT NULL, PRIMARY KEY (site_id, key));

-- Indicators: a fact is what one case contributes, a rollup is the sum of facts.
CREATE TABLE facts (
  case_id BIGINT PRIMARY KEY, agency_id BIGINT NOT NULL, kind TEXT COLLATE "C" NOT NULL, month BIGINT NOT NULL, sealed BIGINT NOT NULL,
  received BIGINT NOT NULL, resolved BIGINT NOT NULL, late BIGINT NOT NULL, on_time BIGINT NOT NULL, open BIGINT NOT NULL,
  overdue BIGINT NOT NULL, rated BIGINT NOT NULL, stars BIGINT NOT NULL);
CREATE TABLE rollups (
  agency_id BIGINT NOT NULL, kind TEXT COLLATE "C" NOT NULL, month BIGINT NOT NULL, sealed BIGINT NOT NULL,
  received BIGINT NOT NULL, resolved BIGINT NOT NULL, late BIGINT NOT NULL, on_time BIGINT NOT NULL, open BIGINT NOT NULL,
  overdue BIGINT NOT NULL, rated BIGINT NOT NULL, stars BIGINT NOT NULL, PRIMARY KEY (agency_id, kind, month, sealed));
