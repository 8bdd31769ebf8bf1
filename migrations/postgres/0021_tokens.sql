-- Tokens of other programs. Each acts as a user of its own that is no person: it has no password, is in no list of people and
-- can be given no work, but histories name it and its rights are grants like everybody's.

ALTER TABLE users ADD COLUMN machine BIGINT NOT NULL DEFAULT 0;

CREATE TABLE api_tokens (
  user_id BIGINT PRIMARY KEY REFERENCES users (id), token_sha256 TEXT COLLATE "C" NOT NULL UNIQUE, made_by BIGINT NOT NULL REFERENCES users (id),
  created_ms BIGINT NOT NULL, expires_ms BIGINT NOT NULL,
  -- To some minutes.
  used_ms BIGINT);
