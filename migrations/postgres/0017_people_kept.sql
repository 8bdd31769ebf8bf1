-- People are kept by administrators, sessions are seen and ended, guessing is slowed down, and every act of an administrator
-- is written down.

ALTER TABLE users ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN seen_ms BIGINT;
-- Until when a password that somebody else made holds; NULL: it is the person's own.
ALTER TABLE users ADD COLUMN once_until_ms BIGINT;
CREATE INDEX grants_agency ON grants (agency_id);

-- Sessions get a name that may be shown; whoever is signed in signs in once more.
DROP TABLE sessions;
CREATE TABLE sessions (
  token_sha256 TEXT COLLATE "C" PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE, user_id BIGINT NOT NULL REFERENCES users (id), csrf TEXT COLLATE "C" NOT NULL,
  created_ms BIGINT NOT NULL, expires_ms BIGINT NOT NULL, seen_ms BIGINT NOT NULL,
  -- Kind of browser and system, nothing finer.
  agent TEXT COLLATE "C" NOT NULL);
CREATE INDEX sessions_user ON sessions (user_id);

-- Tries to sign in that have failed, counted apart for each browser or address: `domain/guessing.rs`. No name and no address
-- is here, only keyed digests.
CREATE TABLE attempts (bucket TEXT COLLATE "C" PRIMARY KEY, who TEXT COLLATE "C" NOT NULL, tries BIGINT NOT NULL, last_ms BIGINT NOT NULL, until_ms BIGINT NOT NULL);
CREATE INDEX attempts_who ON attempts (who) WHERE who <> '';
CREATE INDEX attempts_last ON attempts (last_ms);

-- Who changed which setting when, with what it was before and after (JSON without personal data). `agency_id` is whose it
-- is: who may read of it.
CREATE TABLE audit (
  id BIGINT PRIMARY KEY, at_ms BIGINT NOT NULL, user_id BIGINT, act TEXT COLLATE "C" NOT NULL, thing TEXT COLLATE "C" NOT NULL, item TEXT COLLATE "C" NOT NULL,
  agency_id BIGINT NOT NULL, was TEXT COLLATE "C" NOT NULL, became TEXT COLLATE "C" NOT NULL);
CREATE INDEX audit_at ON audit (at_ms, id);
