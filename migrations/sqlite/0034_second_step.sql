-- The second step of signing in: codes of an authenticator (RFC 6238). `since_ms` is empty until a code has shown that it works;
-- `used_step` is the time step of the last code that was taken, so that none is taken twice.
CREATE TABLE second_steps (
  user_id INTEGER PRIMARY KEY REFERENCES users (id), key_id TEXT NOT NULL, sealed TEXT NOT NULL, since_ms INTEGER, used_step INTEGER NOT NULL) STRICT;
-- Codes for whoever has lost the authenticator, as keyed digests; each is gone once it is used.
CREATE TABLE recovery_codes (user_id INTEGER NOT NULL REFERENCES users (id), digest TEXT NOT NULL, PRIMARY KEY (user_id, digest)) STRICT, WITHOUT ROWID;

-- The second step is outstanding: the session opens nothing yet.
ALTER TABLE sessions ADD COLUMN half INTEGER NOT NULL DEFAULT 0;
