-- Devices on which a citizen wants to be told of news about a case: where their browser's maker lets it be knocked (sealed), and
-- a digest of it, so that the same device is there once.
CREATE TABLE bells (
  id BIGINT PRIMARY KEY, case_id BIGINT NOT NULL, endpoint_sha256 TEXT COLLATE "C" NOT NULL, key_id TEXT COLLATE "C" NOT NULL,
  sealed TEXT COLLATE "C" NOT NULL, created_ms BIGINT NOT NULL, UNIQUE (case_id, endpoint_sha256));
