-- Templates of answers, for an agency and all below it. `category` is empty for all.
CREATE TABLE templates (
  id INTEGER PRIMARY KEY, agency_id INTEGER NOT NULL REFERENCES agencies (id), category TEXT NOT NULL, lang TEXT NOT NULL, name TEXT NOT NULL,
  body TEXT NOT NULL, changed_ms INTEGER NOT NULL, user_id INTEGER NOT NULL) STRICT;
CREATE INDEX templates_agency ON templates (agency_id);

-- Which answers must be approved, and what they must bring along (codes separated by spaces). No row: the agency above's.
CREATE TABLE answer_rules (
  agency_id INTEGER NOT NULL REFERENCES agencies (id), category TEXT NOT NULL, approval INTEGER NOT NULL, evidence TEXT NOT NULL,
  changed_ms INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (agency_id, category)) STRICT, WITHOUT ROWID;
