-- Alerts: a query, a threshold and a window of time, of one person.
CREATE TABLE alerts (
  id BIGINT PRIMARY KEY, owner_id BIGINT NOT NULL REFERENCES users (id), name TEXT COLLATE "C" NOT NULL, query TEXT COLLATE "C" NOT NULL,
  -- Fires at one case more; hours of the window; counted for each `commune`, `province`, … by itself, or empty.
  more_than BIGINT NOT NULL, hours BIGINT NOT NULL, counted_by TEXT COLLATE "C" NOT NULL,
  -- How it is told; it waits.
  mail BIGINT NOT NULL, webhook BIGINT NOT NULL, paused BIGINT NOT NULL,
  -- When it is looked at next, and how far the index was of whoever looked last.
  next_ms BIGINT NOT NULL, seen_seq BIGINT NOT NULL, changed_ms BIGINT NOT NULL);
CREATE INDEX alerts_next ON alerts (next_ms) WHERE paused = 0;
CREATE INDEX alerts_owner ON alerts (owner_id);

-- Where an alert has fired: when it did last, and whether it may again.
CREATE TABLE alert_groups (
  alert_id BIGINT NOT NULL REFERENCES alerts (id), value TEXT COLLATE "C" NOT NULL, fired_ms BIGINT NOT NULL, armed BIGINT NOT NULL,
  PRIMARY KEY (alert_id, value));

-- Each time it fired. The identity is from the row of numbers of cases, so that no delivery of one is taken for another's.
CREATE TABLE alert_firings (
  id BIGINT PRIMARY KEY, alert_id BIGINT NOT NULL REFERENCES alerts (id), value TEXT COLLATE "C" NOT NULL, cases BIGINT NOT NULL, more_than BIGINT NOT NULL,
  counted_by TEXT COLLATE "C" NOT NULL, from_ms BIGINT NOT NULL, to_ms BIGINT NOT NULL, query TEXT COLLATE "C" NOT NULL, fired_ms BIGINT NOT NULL);
CREATE INDEX alert_firings_of ON alert_firings (alert_id, fired_ms);
CREATE INDEX alert_firings_old ON alert_firings (fired_ms);
