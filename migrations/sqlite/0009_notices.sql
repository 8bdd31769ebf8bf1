-- What is told to people and systems about cases: deliveries, and what they are made from.

-- The citizen wants to be told of their case by e-mail: a choice of its own, taken back with one click.
ALTER TABLE contacts ADD COLUMN notify INTEGER NOT NULL DEFAULT 0;
-- Where staff are told: sealed like contacts. `wanted` is theirs.
CREATE TABLE staff_addresses (user_id INTEGER PRIMARY KEY REFERENCES users (id), key_id TEXT NOT NULL, sealed TEXT NOT NULL, lang TEXT NOT NULL, wanted INTEGER NOT NULL, changed_ms INTEGER NOT NULL) STRICT;

-- One thing to be told to one recipient in one way. Holds no address and no text: both are looked up when it is sent.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, version INTEGER NOT NULL,
  -- The step of an escalation, 0 for none. `citizen:12` (a case), `staff:3` (a user), `endpoint:5`.
  step INTEGER NOT NULL, recipient TEXT NOT NULL, via TEXT NOT NULL, topic TEXT NOT NULL,
  -- Who held the case then, and whether it is sealed: who may know of the delivery.
  agency_id INTEGER, sealed INTEGER NOT NULL,
  -- `waiting`, `sent`, `dead`, `dropped`; when it is tried next; who is at it (a random name) and until when.
  state TEXT NOT NULL, tries INTEGER NOT NULL, due_ms INTEGER NOT NULL, claim TEXT NOT NULL, until_ms INTEGER NOT NULL,
  -- Why it was not taken, and what the other side said in numbers (`550 5.1.1`): its words may hold the address.
  trouble TEXT, said TEXT NOT NULL, created_ms INTEGER NOT NULL, settled_ms INTEGER) STRICT;
CREATE UNIQUE INDEX deliveries_once ON deliveries (case_id, version, step, recipient, via);
CREATE INDEX deliveries_due ON deliveries (due_ms, id) WHERE state = 'waiting';
CREATE INDEX deliveries_state ON deliveries (state, id);

-- Letters that an agency wrote itself, for all below it. No row: as the program comes.
CREATE TABLE letters (
  agency_id INTEGER NOT NULL REFERENCES agencies (id), topic TEXT NOT NULL, lang TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
  changed_ms INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (agency_id, topic, lang)) STRICT, WITHOUT ROWID;

-- Other systems that are told of events: of the cases of an agency and all below it that a query means.
CREATE TABLE endpoints (
  id INTEGER PRIMARY KEY, agency_id INTEGER NOT NULL REFERENCES agencies (id), name TEXT NOT NULL, url TEXT NOT NULL, query TEXT NOT NULL,
  -- Kinds of events, separated by spaces; empty for all that citizens may read of.
  events TEXT NOT NULL,
  -- The secret that signs, sealed; the one before it still signs for a while.
  key_id TEXT NOT NULL, sealed TEXT NOT NULL, old_sealed TEXT, old_until_ms INTEGER,
  -- `on`, `off`, `gone`.
  state TEXT NOT NULL, created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, user_id INTEGER NOT NULL) STRICT;

-- Who is told when deadlines near and pass: JSON that `domain/notices/ladder.rs` reads. No row: the agency above's, in the end the program's own.
CREATE TABLE ladders (agency_id INTEGER PRIMARY KEY REFERENCES agencies (id), spec TEXT NOT NULL, changed_ms INTEGER NOT NULL, user_id INTEGER NOT NULL) STRICT;

-- Calendars of due dates that staff subscribe to. Whoever has the token reads what its owner may see.
CREATE TABLE feeds (
  token_sha256 TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), name TEXT NOT NULL, query TEXT NOT NULL, created_ms INTEGER NOT NULL) STRICT;
CREATE INDEX feeds_user ON feeds (user_id);

-- What happened before anything was told stays untold.
INSERT INTO checkpoints (tail, seq) SELECT 'notices', seq FROM ledger_head WHERE one = 1;
