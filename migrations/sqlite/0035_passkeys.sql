-- Passkeys (WebAuthn). `credential_id` is what the authenticator calls it, `public_key` a SubjectPublicKeyInfo, both base64url;
-- `algorithm` is its number in the registry of COSE, `counter` how often it was used, if it counts.
CREATE TABLE passkeys (
  id TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), credential_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, algorithm INTEGER NOT NULL, public_key TEXT NOT NULL, counter INTEGER NOT NULL,
  created_ms INTEGER NOT NULL, used_ms INTEGER) STRICT;
CREATE INDEX passkeys_by_user ON passkeys (user_id, created_ms, id);

-- Questions that a browser has been asked and has not answered. `user_id` is who adds a passkey; nobody for whoever signs in.
CREATE TABLE passkey_questions (id TEXT PRIMARY KEY, user_id INTEGER REFERENCES users (id), challenge TEXT NOT NULL, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_questions_by_end ON passkey_questions (until_ms);
