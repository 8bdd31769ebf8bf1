-- Who of staff looked at which case, once for each hour; and who opened a sealed identity, with the version of the event that
-- says so and has the reason (0: a look only).
CREATE TABLE case_looks (
  id BIGINT PRIMARY KEY, case_id BIGINT NOT NULL, user_id BIGINT NOT NULL, hour BIGINT NOT NULL, version BIGINT NOT NULL,
  at_ms BIGINT NOT NULL, UNIQUE (case_id, user_id, hour, version));
CREATE INDEX case_looks_user ON case_looks (user_id, id);
CREATE INDEX case_looks_unsealed ON case_looks (id) WHERE version > 0;
