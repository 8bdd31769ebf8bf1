-- The second step of signing in: codes of an authenticator (RFC 6238). `since_ms` is empty until a code has shown that it works;
-- `used_step` is the time step of the last code that was taken, so that none is taken twice.
CREATE TABLE second_steps (
  user_id BIGINT PRIMARY KEY REFERENCES users (id), key_id TEXT COLLATE "C" NOT NULL, sealed TEXT COLLATE "C" NOT NULL, since_ms BIGINT, used_step BIGINT NOT NULL);
-- Codes for whoever has lost the authenticator, as keyed digests; each is gone once it is used.
CREATE TABLE recovery_codes (user_id BIGINT NOT NULL REFERENCES users (id), digest TEXT COLLATE "C" NOT NULL, PRIMARY KEY (user_id, digest));

-- The second step is outstanding: the session opens nothing yet.
ALTER TABLE sessions ADD COLUMN half BIGINT NOT NULL DEFAULT 0;
