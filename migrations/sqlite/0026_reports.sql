-- Reports of figures: the numbers are stored, so that what becomes of cases later does not alter what was signed.
CREATE TABLE reports (
  id INTEGER PRIMARY KEY, agency_id INTEGER NOT NULL REFERENCES agencies (id), from_month INTEGER NOT NULL, to_month INTEGER NOT NULL,
  version INTEGER NOT NULL, lang TEXT NOT NULL, sealed INTEGER NOT NULL, content TEXT NOT NULL, reason TEXT NOT NULL,
  prepared_ms INTEGER NOT NULL, prepared_by INTEGER NOT NULL REFERENCES users (id), signed_ms INTEGER, signed_by INTEGER REFERENCES users (id),
  UNIQUE (agency_id, from_month, to_month, version)) STRICT;
CREATE TABLE report_comments (
  id INTEGER PRIMARY KEY, report_id INTEGER NOT NULL REFERENCES reports (id), at_ms INTEGER NOT NULL, user_id INTEGER NOT NULL REFERENCES users (id),
  body TEXT NOT NULL) STRICT;
CREATE INDEX report_comments_report ON report_comments (report_id, id);
