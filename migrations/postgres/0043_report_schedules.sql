-- Reports that go out by themselves: of whose figures, to whom, after each whole span of months, on which day of the next.
CREATE TABLE report_schedules (
  id BIGINT PRIMARY KEY, owner_id BIGINT NOT NULL REFERENCES users (id), agency_id BIGINT NOT NULL REFERENCES agencies (id),
  months BIGINT NOT NULL, day BIGINT NOT NULL, lang TEXT COLLATE "C" NOT NULL,
  -- The official form that is filled, JSON; empty for none.
  form TEXT COLLATE "C" NOT NULL,
  -- When it goes out next; what went out last, under which number of a delivery, and when.
  next_ms BIGINT NOT NULL, report_id BIGINT REFERENCES reports (id), sent_id BIGINT, sent_ms BIGINT);
CREATE INDEX report_schedules_next ON report_schedules (next_ms);
CREATE INDEX report_schedules_owner ON report_schedules (owner_id);
CREATE INDEX report_schedules_sent ON report_schedules (sent_id);
