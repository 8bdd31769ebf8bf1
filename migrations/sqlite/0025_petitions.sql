-- Petitions and their signatures. Times are milliseconds UTC; JSON is text that SQL never looks into.

-- How an agency and all below it take petitions: JSON that `shared/src/petition/rules.rs` reads. No row: the agency above's, in the end the program's own.
CREATE TABLE petition_rules (agency_id INTEGER PRIMARY KEY REFERENCES agencies (id), spec TEXT NOT NULL) STRICT;
-- What is switched off.
CREATE TABLE switches (name TEXT PRIMARY KEY, since_ms INTEGER NOT NULL, user_id INTEGER NOT NULL) STRICT;

-- What the events of a petition add up to. Its number comes from those of cases, so that both are told apart by it.
CREATE TABLE petitions (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, state TEXT NOT NULL, since_ms INTEGER NOT NULL,
  site_id INTEGER NOT NULL, agency_id INTEGER NOT NULL REFERENCES agencies (id), area TEXT, category TEXT, language TEXT NOT NULL,
  title TEXT NOT NULL, body TEXT NOT NULL, first_title TEXT NOT NULL, first_body TEXT NOT NULL,
  rules TEXT NOT NULL, author INTEGER NOT NULL,
  created_ms INTEGER NOT NULL, opened_ms INTEGER, closes_ms INTEGER, ended_ms INTEGER, ground TEXT, reason TEXT NOT NULL,
  -- When the calendar has something to do: supporters or the period run out, the data are deleted.
  wake_ms INTEGER,
  -- Who looks at it now, and until when that holds.
  held_by INTEGER, held_ms INTEGER NOT NULL) STRICT;
CREATE INDEX petitions_wake ON petitions (wake_ms) WHERE wake_ms IS NOT NULL;
CREATE INDEX petitions_state ON petitions (state, since_ms, id);
-- Each hashed over the one before it.
CREATE TABLE petition_events (
  petition_id INTEGER NOT NULL, version INTEGER NOT NULL, at_ms INTEGER NOT NULL, actor TEXT NOT NULL, data TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (petition_id, version)) STRICT, WITHOUT ROWID;
-- Thresholds that were reached, and the case by which each is owed. `told` is how far the news of its answer has got.
CREATE TABLE petition_thresholds (
  petition_id INTEGER NOT NULL, position INTEGER NOT NULL, reached_ms INTEGER NOT NULL, taken_back_ms INTEGER, case_id INTEGER NOT NULL,
  told INTEGER NOT NULL, told_ms INTEGER, PRIMARY KEY (petition_id, position)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX petition_thresholds_case ON petition_thresholds (case_id);

-- One person and one petition. `identity` is a keyed digest of the address in canonical form, `network` one of the block of network addresses.
CREATE TABLE signatures (
  id INTEGER PRIMARY KEY, petition_id INTEGER NOT NULL, identity TEXT NOT NULL, state TEXT NOT NULL, suspect INTEGER NOT NULL, verified INTEGER NOT NULL,
  area TEXT NOT NULL, network TEXT NOT NULL, domain TEXT NOT NULL, pattern TEXT NOT NULL, lang TEXT NOT NULL, tell INTEGER NOT NULL,
  -- Name and address, sealed; empty once they are deleted.
  key_id TEXT NOT NULL, sealed TEXT NOT NULL,
  signed_ms INTEGER NOT NULL, confirmed_ms INTEGER,
  -- How often a letter was asked for, and since when the last one is; how many were made. Wrong codes typed.
  asked INTEGER NOT NULL, asked_ms INTEGER NOT NULL, lettered INTEGER NOT NULL, wrong INTEGER NOT NULL,
  -- The review by which it is not valid, or counts although it was under suspicion.
  review_id INTEGER,
  -- What it was under suspicion of before a review let it count.
  cleared INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE UNIQUE INDEX signatures_once ON signatures (petition_id, identity);
CREATE INDEX signatures_letters ON signatures (id) WHERE lettered < asked;
CREATE INDEX signatures_looked ON signatures (petition_id, id) WHERE suspect <> 0 OR state = 'invalid';
CREATE TABLE signature_reviews (
  id INTEGER PRIMARY KEY, petition_id INTEGER NOT NULL, act TEXT NOT NULL, filter TEXT NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
  user_id INTEGER NOT NULL, at_ms INTEGER NOT NULL, undone_ms INTEGER) STRICT;
CREATE INDEX signature_reviews_petition ON signature_reviews (petition_id, id);

-- Signatures that count, by area and hour. Each node adds to a lane of its own, a batch at a time, in the transaction that confirms them:
-- no row that all signers wait for, and always equal to a recount.
CREATE TABLE petition_counts (
  petition_id INTEGER NOT NULL, lane INTEGER NOT NULL, hour INTEGER NOT NULL, area TEXT NOT NULL, counted INTEGER NOT NULL, verified INTEGER NOT NULL,
  PRIMARY KEY (petition_id, lane, hour, area)) STRICT, WITHOUT ROWID;
CREATE INDEX petition_counts_hour ON petition_counts (hour, petition_id);
-- The same without area and hour: what pages read.
CREATE TABLE petition_totals (
  petition_id INTEGER NOT NULL, lane INTEGER NOT NULL, counted INTEGER NOT NULL, verified INTEGER NOT NULL, PRIMARY KEY (petition_id, lane)) STRICT, WITHOUT ROWID;
