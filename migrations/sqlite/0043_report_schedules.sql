-- Reports that go out by themselves: of whose figures, to whom, after each whole span of months, on which day of the next.
CREATE TABLE report_schedules (
  id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES users (id), agency_id INTEGER NOT NULL REFERENCES agencies (id),
  months INTEGER NOT NULL, day INTEGER NOT NULL, lang TEXT NOT NULL,
  -- The official form that is filled, JSON; empty for none.
  form TEXT NOT NULL,
  -- When it goes out next; what went out last, under which number of a delivery, and when.
  next_ms INTEGER NOT NULL, report_id INTEGER REFERENCES reports (id), sent_id INTEGER, sent_ms INTEGER) STRICT;
CREATE INDEX report_schedules_next ON report_schedules (next_ms);
CREATE INDEX report_schedules_owner ON report_schedules (owner_id);
CREATE INDEX report_schedules_sent ON report_schedules (sent_id);
