-- Personal data that are erased: which cases they are gone of, those whose time may have come, the events that say so, and the
-- objects of files whose rows are gone already and whose bytes go next.
ALTER TABLE cases ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;
CREATE INDEX cases_kept ON cases (kind, state, ended_ms) WHERE erased = 0 AND ended_ms IS NOT NULL;
CREATE INDEX events_erased ON events (seq) WHERE kind = 'erased';
CREATE TABLE erased_objects (object TEXT COLLATE "C" PRIMARY KEY);
