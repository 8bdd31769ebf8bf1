-- Passkeys (WebAuthn). `credential_id` is what the authenticator calls it, `public_key` a SubjectPublicKeyInfo, both base64url;
-- `algorithm` is its number in the registry of COSE, `counter` how often it was used, if it counts.
CREATE TABLE passkeys (
  id TEXT COLLATE "C" PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES users (id), credential_id TEXT COLLATE "C" NOT NULL UNIQUE, name TEXT COLLATE "C" NOT NULL, algorithm BIGINT NOT NULL, public_key TEXT COLLATE "C" NOT NULL, counter BIGINT NOT NULL,
  created_ms BIGINT NOT NULL, used_ms BIGINT);
CREATE INDEX passkeys_by_user ON passkeys (user_id, created_ms, id);

-- Questions that a browser has been asked and has not answered. `user_id` is who adds a passkey; nobody for whoever signs in.
CREATE TABLE passkey_questions (id TEXT COLLATE "C" PRIMARY KEY, user_id BIGINT REFERENCES users (id), challenge TEXT COLLATE "C" NOT NULL, until_ms BIGINT NOT NULL);
CREATE INDEX passkey_questions_by_end ON passkey_questions (until_ms);
