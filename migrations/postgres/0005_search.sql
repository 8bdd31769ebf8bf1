-- Searches that people keep: their own, and those shared with an agency and all it is made of.
CREATE TABLE searches (
  id BIGINT PRIMARY KEY, owner_id BIGINT NOT NULL REFERENCES users (id), agency_id BIGINT REFERENCES agencies (id),
  name TEXT COLLATE "C" NOT NULL, query TEXT COLLATE "C" NOT NULL, sort TEXT COLLATE "C" NOT NULL, changed_ms BIGINT NOT NULL);
CREATE INDEX searches_owner ON searches (owner_id);

-- Pairs of cases that a person looked at and found to be two matters; the lower identity first.
CREATE TABLE apart (low_id BIGINT NOT NULL, high_id BIGINT NOT NULL, user_id BIGINT NOT NULL, at_ms BIGINT NOT NULL, PRIMARY KEY (low_id, high_id));
-- Who follows a case.
CREATE INDEX cases_merged_into ON cases (merged_into) WHERE merged_into IS NOT NULL;

-- What a query asks of a case's clock, beside its fact: the due date while it runs, and whether the answer came by it.
-- The figures are counted anew, so that every case has its row.
CREATE TABLE asked (case_id BIGINT PRIMARY KEY, due_ms BIGINT, on_time BIGINT);
DELETE FROM facts;
DELETE FROM rollups;
DELETE FROM checkpoints WHERE tail = 'indicators';
