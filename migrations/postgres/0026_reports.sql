-- Reports of figures: the numbers are stored, so that what becomes of cases later does not alter what was signed.
CREATE TABLE reports (
  id BIGINT PRIMARY KEY, agency_id BIGINT NOT NULL REFERENCES agencies (id), from_month BIGINT NOT NULL, to_month BIGINT NOT NULL,
  version BIGINT NOT NULL, lang TEXT COLLATE "C" NOT NULL, sealed BIGINT NOT NULL, content TEXT COLLATE "C" NOT NULL, reason TEXT COLLATE "C" NOT NULL,
  prepared_ms BIGINT NOT NULL, prepared_by BIGINT NOT NULL REFERENCES users (id), signed_ms BIGINT, signed_by BIGINT REFERENCES users (id),
  UNIQUE (agency_id, from_month, to_month, version));
CREATE TABLE report_comments (
  id BIGINT PRIMARY KEY, report_id BIGINT NOT NULL REFERENCES reports (id), at_ms BIGINT NOT NULL, user_id BIGINT NOT NULL REFERENCES users (id),
  body TEXT COLLATE "C" NOT NULL);
CREATE INDEX report_comments_report ON report_comments (report_id, id);
