-- Templates of answers, for an agency and all below it. `category` is empty for all.
CREATE TABLE templates (
  id BIGINT PRIMARY KEY, agency_id BIGINT NOT NULL REFERENCES agencies (id), category TEXT COLLATE "C" NOT NULL, lang TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL, changed_ms BIGINT NOT NULL, user_id BIGINT NOT NULL);
CREATE INDEX templates_agency ON templates (agency_id);

-- Which answers must be approved, and what they must bring along (codes separated by spaces). No row: the agency above's.
CREATE TABLE answer_rules (
  agency_id BIGINT NOT NULL REFERENCES agencies (id), category TEXT COLLATE "C" NOT NULL, approval BIGINT NOT NULL, evidence TEXT COLLATE "C" NOT NULL,
  changed_ms BIGINT NOT NULL, user_id BIGINT NOT NULL, PRIMARY KEY (agency_id, category));
