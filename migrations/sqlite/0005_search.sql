-- Searches that people keep: their own, and those shared with an agency and all it is made of.
CREATE TABLE searches (
  id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES users (id), agency_id INTEGER REFERENCES agencies (id),
  name TEXT NOT NULL, query TEXT NOT NULL, sort TEXT NOT NULL, changed_ms INTEGER NOT NULL) STRICT;
CREATE INDEX searches_owner ON searches (owner_id);

-- Pairs of cases that a person looked at and found to be two matters; the lower identity first.
CREATE TABLE apart (low_id INTEGER NOT NULL, high_id INTEGER NOT NULL, user_id INTEGER NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (low_id, high_id)) STRICT, WITHOUT ROWID;
-- Who follows a case.
CREATE INDEX cases_merged_into ON cases (merged_into) WHERE merged_into IS NOT NULL;

-- What a query asks of a case's clock, beside its fact: the due date while it runs, and whether the answer came by it.
-- The figures are counted anew, so that every case has its row.
CREATE TABLE asked (case_id INTEGER PRIMARY KEY, due_ms INTEGER, on_time INTEGER) STRICT;
DELETE FROM facts;
DELETE FROM rollups;
DELETE FROM checkpoints WHERE tail = 'indicators';
