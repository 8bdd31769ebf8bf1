-- Learned routing: each model that was tried, with what it was learned from and how it did; the bytes of those in use (base64) beside it, in pieces.
CREATE TABLE routing_models (
  id INTEGER PRIMARY KEY, made_ms INTEGER NOT NULL,
  -- Cases filed up to here were learned from; how many; `in_use` or `kept_old`; figures as JSON.
  until_ms INTEGER NOT NULL, cases INTEGER NOT NULL, verdict TEXT NOT NULL, report TEXT NOT NULL) STRICT;
CREATE TABLE routing_model_parts (
  model_id INTEGER NOT NULL REFERENCES routing_models (id), part INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (model_id, part)) STRICT, WITHOUT ROWID;
-- From which probability (thousandths) a suggestion is shown, and from which it routes by itself. No row: as the program comes.
CREATE TABLE routing_thresholds (one INTEGER PRIMARY KEY CHECK (one = 1), shows_at INTEGER NOT NULL, routes_at INTEGER NOT NULL) STRICT;

-- A row of `rules` is one version of a rule and never changes but for its place and whether it is in force. `line` is the id of the
-- rule's first version (nothing: the row itself is it); a version that another took the place of says when.
ALTER TABLE rules ADD COLUMN line INTEGER;
ALTER TABLE rules ADD COLUMN replaced_ms INTEGER;
-- Who changed what: the rule (or nothing, for thresholds and the order of all) before and after, as JSON.
CREATE TABLE routing_changes (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, user_id INTEGER NOT NULL, what TEXT NOT NULL, rule_id INTEGER, was TEXT NOT NULL, became TEXT NOT NULL) STRICT;
-- Cases that were passed on: the few behind the figures of bounces.
CREATE INDEX cases_passed_on ON cases (received_ms) WHERE transfers > 0;
