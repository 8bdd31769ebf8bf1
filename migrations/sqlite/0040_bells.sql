-- Devices on which a citizen wants to be told of news about a case: where their browser's maker lets it be knocked (sealed), and
-- a digest of it, so that the same device is there once.
CREATE TABLE bells (
  id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, endpoint_sha256 TEXT NOT NULL, key_id TEXT NOT NULL, sealed TEXT NOT NULL,
  created_ms INTEGER NOT NULL, UNIQUE (case_id, endpoint_sha256)) STRICT;
