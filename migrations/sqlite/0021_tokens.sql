-- Tokens of other programs. Each acts as a user of its own that is no person: it has no password, is in no list of people and
-- can be given no work, but histories name it and its rights are grants like everybody's.

ALTER TABLE users ADD COLUMN machine INTEGER NOT NULL DEFAULT 0;

CREATE TABLE api_tokens (
  user_id INTEGER PRIMARY KEY REFERENCES users (id), token_sha256 TEXT NOT NULL UNIQUE, made_by INTEGER NOT NULL REFERENCES users (id),
  created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL,
  -- To some minutes.
  used_ms INTEGER) STRICT;
