-- Learned routing: each model that was tried, with what it was learned from and how it did; the bytes of those in use (base64) beside it, in pieces.
CREATE TABLE routing_models (
  id BIGINT PRIMARY KEY, made_ms BIGINT NOT NULL,
  -- Cases filed up to here were learned from; how many; `in_use` or `kept_old`; figures as JSON.
  until_ms BIGINT NOT NULL, cases BIGINT NOT NULL, verdict TEXT COLLATE "C" NOT NULL, report TEXT COLLATE "C" NOT NULL);
CREATE TABLE routing_model_parts (
  model_id BIGINT NOT NULL REFERENCES routing_models (id), part BIGINT NOT NULL, data TEXT COLLATE "C" NOT NULL, PRIMARY KEY (model_id, part));
-- From which probability (thousandths) a suggestion is shown, and from which it routes by itself. No row: as the program comes.
CREATE TABLE routing_thresholds (one BIGINT PRIMARY KEY CHECK (one = 1), shows_at BIGINT NOT NULL, routes_at BIGINT NOT NULL);

-- A row of `rules` is one version of a rule and never changes but for its place and whether it is in force. `line` is the id of the
-- rule's first version (nothing: the row itself is it); a version that another took the place of says when.
ALTER TABLE rules ADD COLUMN line BIGINT;
ALTER TABLE rules ADD COLUMN replaced_ms BIGINT;
-- Who changed what: the rule (or nothing, for thresholds and the order of all) before and after, as JSON.
CREATE TABLE routing_changes (
  id BIGINT PRIMARY KEY, at_ms BIGINT NOT NULL, user_id BIGINT NOT NULL, what TEXT COLLATE "C" NOT NULL, rule_id BIGINT, was TEXT COLLATE "C" NOT NULL, became TEXT COLLATE "C" NOT NULL);
-- Cases that were passed on: the few behind the figures of bounces.
CREATE INDEX cases_passed_on ON cases (received_ms) WHERE transfers > 0;
