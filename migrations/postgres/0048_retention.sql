-- For how long they are kept: by kind and end, months since the end. Nothing is erased by a rule that is off.
CREATE TABLE retention_rules (
  id BIGINT PRIMARY KEY, kind TEXT COLLATE "C" NOT NULL, state TEXT COLLATE "C" NOT NULL, months BIGINT NOT NULL, active BIGINT NOT NULL,
  changed_ms BIGINT NOT NULL, user_id BIGINT NOT NULL REFERENCES users (id), UNIQUE (kind, state));
