-- What is told to people and systems about cases: deliveries, and what they are made from.

-- The citizen wants to be told of their case by e-mail: a choice of its own, taken back with one click.
ALTER TABLE contacts ADD COLUMN notify BIGINT NOT NULL DEFAULT 0;
-- Where staff are told: sealed like contacts. `wanted` is theirs.
CREATE TABLE staff_addresses (user_id BIGINT PRIMARY KEY REFERENCES users (id), key_id TEXT COLLATE "C" NOT NULL, sealed TEXT COLLATE "C" NOT NULL, lang TEXT COLLATE "C" NOT NULL, wanted BIGINT NOT NULL, changed_ms BIGINT NOT NULL);

-- One thing to be told to one recipient in one way. Holds no address and no text: both are looked up when it is sent.
CREATE TABLE deliveries (
  id BIGINT PRIMARY KEY, case_id BIGINT NOT NULL, version BIGINT NOT NULL,
  -- The step of an escalation, 0 for none. `citizen:12` (a case), `staff:3` (a user), `endpoint:5`.
  step BIGINT NOT NULL, recipient TEXT COLLATE "C" NOT NULL, via TEXT COLLATE "C" NOT NULL, topic TEXT COLLATE "C" NOT NULL,
  -- Who held the case then, and whether it is sealed: who may know of the delivery.
  agency_id BIGINT, sealed BIGINT NOT NULL,
  -- `waiting`, `sent`, `dead`, `dropped`; when it is tried next; who is at it (a random name) and until when.
  state TEXT COLLATE "C" NOT NULL, tries BIGINT NOT NULL, due_ms BIGINT NOT NULL, claim TEXT COLLATE "C" NOT NULL, until_ms BIGINT NOT NULL,
  -- Why it was not taken, and what the other side said in numbers (`550 5.1.1`): its words may hold the address.
  trouble TEXT COLLATE "C", said TEXT COLLATE "C" NOT NULL, created_ms BIGINT NOT NULL, settled_ms BIGINT);
CREATE UNIQUE INDEX deliveries_once ON deliveries (case_id, version, step, recipient, via);
CREATE INDEX deliveries_due ON deliveries (due_ms, id) WHERE state = 'waiting';
CREATE INDEX deliveries_state ON deliveries (state, id);

-- Letters that an agency wrote itself, for all below it. No row: as the program comes.
CREATE TABLE letters (
  agency_id BIGINT NOT NULL REFERENCES agencies (id), topic TEXT COLLATE "C" NOT NULL, lang TEXT COLLATE "C" NOT NULL, subject TEXT COLLATE "C" NOT NULL, body TEXT COLLATE "C" NOT NULL,
  changed_ms BIGINT NOT NULL, user_id BIGINT NOT NULL, PRIMARY KEY (agency_id, topic, lang));

-- Other systems that are told of events: of the cases of an agency and all below it that a query means.
CREATE TABLE endpoints (
  id BIGINT PRIMARY KEY, agency_id BIGINT NOT NULL REFERENCES agencies (id), name TEXT COLLATE "C" NOT NULL, url TEXT COLLATE "C" NOT NULL, query TEXT COLLATE "C" NOT NULL,
  -- Kinds of events, separated by spaces; empty for all that citizens may read of.
  events TEXT COLLATE "C" NOT NULL,
  -- The secret that signs, sealed; the one before it still signs for a while.
  key_id TEXT COLLATE "C" NOT NULL, sealed TEXT COLLATE "C" NOT NULL, old_sealed TEXT COLLATE "C", old_until_ms BIGINT,
  -- `on`, `off`, `gone`.
  state TEXT COLLATE "C" NOT NULL, created_ms BIGINT NOT NULL, changed_ms BIGINT NOT NULL, user_id BIGINT NOT NULL);

-- Who is told when deadlines near and pass: JSON that `domain/notices/ladder.rs` reads. No row: the agency above's, in the end the program's own.
CREATE TABLE ladders (agency_id BIGINT PRIMARY KEY REFERENCES agencies (id), spec TEXT COLLATE "C" NOT NULL, changed_ms BIGINT NOT NULL, user_id BIGINT NOT NULL);

-- Calendars of due dates that staff subscribe to. Whoever has the token reads what its owner may see.
CREATE TABLE feeds (
  token_sha256 TEXT COLLATE "C" PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES users (id), name TEXT COLLATE "C" NOT NULL, query TEXT COLLATE "C" NOT NULL, created_ms BIGINT NOT NULL);
CREATE INDEX feeds_user ON feeds (user_id);

-- What happened before anything was told stays untold.
INSERT INTO checkpoints (tail, seq) SELECT 'notices', seq FROM ledger_head WHERE one = 1;
