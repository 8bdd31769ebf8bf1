-- Petitions and their signatures. Times are milliseconds UTC; JSON is text that SQL never looks into.

-- How an agency and all below it take petitions: JSON that `shared/src/petition/rules.rs` reads. No row: the agency above's, in the end the program's own.
CREATE TABLE petition_rules (agency_id BIGINT PRIMARY KEY REFERENCES agencies (id), spec TEXT COLLATE "C" NOT NULL);
-- What is switched off.
CREATE TABLE switches (name TEXT COLLATE "C" PRIMARY KEY, since_ms BIGINT NOT NULL, user_id BIGINT NOT NULL);

-- What the events of a petition add up to. Its number comes from those of cases, so that both are told apart by it.
CREATE TABLE petitions (
  id BIGINT PRIMARY KEY, code TEXT COLLATE "C" NOT NULL UNIQUE, version BIGINT NOT NULL, state TEXT COLLATE "C" NOT NULL, since_ms BIGINT NOT NULL,
  site_id BIGINT NOT NULL, agency_id BIGINT NOT NULL REFERENCES agencies (id), area TEXT COLLATE "C", category TEXT COLLATE "C", language TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL, body TEXT COLLATE "C" NOT NULL, first_title TEXT COLLATE "C" NOT NULL, first_body TEXT COLLATE "C" NOT NULL,
  rules TEXT COLLATE "C" NOT NULL, author BIGINT NOT NULL,
  created_ms BIGINT NOT NULL, opened_ms BIGINT, closes_ms BIGINT, ended_ms BIGINT, ground TEXT COLLATE "C", reason TEXT COLLATE "C" NOT NULL,
  -- When the calendar has something to do: supporters or the period run out, the data are deleted.
  wake_ms BIGINT,
  -- Who looks at it now, and until when that holds.
  held_by BIGINT, held_ms BIGINT NOT NULL);
CREATE INDEX petitions_wake ON petitions (wake_ms) WHERE wake_ms IS NOT NULL;
CREATE INDEX petitions_state ON petitions (state, since_ms, id);
-- Each hashed over the one before it.
CREATE TABLE petition_events (
  petition_id BIGINT NOT NULL, version BIGINT NOT NULL, at_ms BIGINT NOT NULL, actor TEXT COLLATE "C" NOT NULL, data TEXT COLLATE "C" NOT NULL, hash TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (petition_id, version));
-- Thresholds that were reached, and the case by which each is owed. `told` is how far the news of its answer has got.
CREATE TABLE petition_thresholds (
  petition_id BIGINT NOT NULL, position BIGINT NOT NULL, reached_ms BIGINT NOT NULL, taken_back_ms BIGINT, case_id BIGINT NOT NULL,
  told BIGINT NOT NULL, told_ms BIGINT, PRIMARY KEY (petition_id, position));
CREATE UNIQUE INDEX petition_thresholds_case ON petition_thresholds (case_id);

-- One person and one petition. `identity` is a keyed digest of the address in canonical form, `network` one of the block of network addresses.
CREATE TABLE signatures (
  id BIGINT PRIMARY KEY, petition_id BIGINT NOT NULL, identity TEXT COLLATE "C" NOT NULL, state TEXT COLLATE "C" NOT NULL, suspect BIGINT NOT NULL, verified BIGINT NOT NULL,
  area TEXT COLLATE "C" NOT NULL, network TEXT COLLATE "C" NOT NULL, domain TEXT COLLATE "C" NOT NULL, pattern TEXT COLLATE "C" NOT NULL, lang TEXT COLLATE "C" NOT NULL, tell BIGINT NOT NULL,
  -- Name and address, sealed; empty once they are deleted.
  key_id TEXT COLLATE "C" NOT NULL, sealed TEXT COLLATE "C" NOT NULL,
  signed_ms BIGINT NOT NULL, confirmed_ms BIGINT,
  -- How often a letter was asked for, and since when the last one is; how many were made. Wrong codes typed.
  asked BIGINT NOT NULL, asked_ms BIGINT NOT NULL, lettered BIGINT NOT NULL, wrong BIGINT NOT NULL,
  -- The review by which it is not valid, or counts although it was under suspicion.
  review_id BIGINT,
  -- What it was under suspicion of before a review let it count.
  cleared BIGINT NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX signatures_once ON signatures (petition_id, identity);
CREATE INDEX signatures_letters ON signatures (id) WHERE lettered < asked;
CREATE INDEX signatures_looked ON signatures (petition_id, id) WHERE suspect <> 0 OR state = 'invalid';
CREATE TABLE signature_reviews (
  id BIGINT PRIMARY KEY, petition_id BIGINT NOT NULL, act TEXT COLLATE "C" NOT NULL, filter TEXT COLLATE "C" NOT NULL, reason TEXT COLLATE "C" NOT NULL, count BIGINT NOT NULL,
  user_id BIGINT NOT NULL, at_ms BIGINT NOT NULL, undone_ms BIGINT);
CREATE INDEX signature_reviews_petition ON signature_reviews (petition_id, id);

-- Signatures that count, by area and hour. Each node adds to a lane of its own, a batch at a time, in the transaction that confirms them:
-- no row that all signers wait for, and always equal to a recount.
CREATE TABLE petition_counts (
  petition_id BIGINT NOT NULL, lane BIGINT NOT NULL, hour BIGINT NOT NULL, area TEXT COLLATE "C" NOT NULL, counted BIGINT NOT NULL, verified BIGINT NOT NULL,
  PRIMARY KEY (petition_id, lane, hour, area));
CREATE INDEX petition_counts_hour ON petition_counts (hour, petition_id);
-- The same without area and hour: what pages read.
CREATE TABLE petition_totals (
  petition_id BIGINT NOT NULL, lane BIGINT NOT NULL, counted BIGINT NOT NULL, verified BIGINT NOT NULL, PRIMARY KEY (petition_id, lane));
