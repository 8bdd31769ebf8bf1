-- An event is named by its case and its place in it: a number of its own cost an index and named nothing.
ALTER TABLE events DROP COLUMN id;
DROP INDEX events_case;
ALTER TABLE events ADD PRIMARY KEY (case_id, version);
DELETE FROM counters WHERE name = 'event';
