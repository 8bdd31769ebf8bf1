-- Alerts: a query, a threshold and a window of time, of one person.
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES users (id), name TEXT NOT NULL, query TEXT NOT NULL,
  -- Fires at one case more; hours of the window; counted for each `commune`, `province`, … by itself, or empty.
  more_than INTEGER NOT NULL, hours INTEGER NOT NULL, counted_by TEXT NOT NULL,
  -- How it is told; it waits.
  mail INTEGER NOT NULL, webhook INTEGER NOT NULL, paused INTEGER NOT NULL,
  -- When it is looked at next, and how far the index was of whoever looked last.
  next_ms INTEGER NOT NULL, seen_seq INTEGER NOT NULL, changed_ms INTEGER NOT NULL) STRICT;
CREATE INDEX alerts_next ON alerts (next_ms) WHERE paused = 0;
CREATE INDEX alerts_owner ON alerts (owner_id);

-- Where an alert has fired: when it did last, and whether it may again.
CREATE TABLE alert_groups (
  alert_id INTEGER NOT NULL REFERENCES alerts (id), value TEXT NOT NULL, fired_ms INTEGER NOT NULL, armed INTEGER NOT NULL,
  PRIMARY KEY (alert_id, value)) STRICT, WITHOUT ROWID;

-- Each time it fired. The identity is from the row of numbers of cases, so that no delivery of one is taken for another's.
CREATE TABLE alert_firings (
  id INTEGER PRIMARY KEY, alert_id INTEGER NOT NULL REFERENCES alerts (id), value TEXT NOT NULL, cases INTEGER NOT NULL, more_than INTEGER NOT NULL,
  counted_by TEXT NOT NULL, from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, query TEXT NOT NULL, fired_ms INTEGER NOT NULL) STRICT;
CREATE INDEX alert_firings_of ON alert_firings (alert_id, fired_ms);
CREATE INDEX alert_firings_old ON alert_firings (fired_ms);
