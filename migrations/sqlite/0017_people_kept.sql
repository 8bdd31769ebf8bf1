-- People are kept by administrators, sessions are seen and ended, guessing is slowed down, and every act of an administrator
-- is written down.

ALTER TABLE users ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN seen_ms INTEGER;
-- Until when a password that somebody else made holds; NULL: it is the person's own.
ALTER TABLE users ADD COLUMN once_until_ms INTEGER;
CREATE INDEX grants_agency ON grants (agency_id);

-- Sessions get a name that may be shown; whoever is signed in signs in once more.
DROP TABLE sessions;
CREATE TABLE sessions (
  token_sha256 TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, user_id INTEGER NOT NULL REFERENCES users (id), csrf TEXT NOT NULL,
  created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL,
  -- Kind of browser and system, nothing finer.
  agent TEXT NOT NULL) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);

-- Tries to sign in that have failed, counted apart for each browser or address: `domain/guessing.rs`. No name and no address
-- is here, only keyed digests.
CREATE TABLE attempts (bucket TEXT PRIMARY KEY, who TEXT NOT NULL, tries INTEGER NOT NULL, last_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_who ON attempts (who) WHERE who <> '';
CREATE INDEX attempts_last ON attempts (last_ms);

-- Who changed which setting when, with what it was before and after (JSON without personal data). `agency_id` is whose it
-- is: who may read of it.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, user_id INTEGER, act TEXT NOT NULL, thing TEXT NOT NULL, item TEXT NOT NULL,
  agency_id INTEGER NOT NULL, was TEXT NOT NULL, became TEXT NOT NULL) STRICT;
CREATE INDEX audit_at ON audit (at_ms, id);
