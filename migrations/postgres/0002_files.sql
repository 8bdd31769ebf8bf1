-- Files that people send along. Their bytes are in the object storage; here is what they are and whose.

-- From the first byte until they are sent along with something. Named by the digest of the token that the uploader
-- holds, so that whoever reads the database cannot take them.
CREATE TABLE uploads (
  token_sha256 TEXT COLLATE "C" PRIMARY KEY,
  -- Through which website, or by which member of staff.
  site_id BIGINT, user_id BIGINT,
  -- Keyed digest of the network address, for the limit per day; forgotten after it.
  client TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL, keep_metadata BIGINT NOT NULL, length BIGINT NOT NULL, received BIGINT NOT NULL,
  -- `receiving`, `ready`, `refused`, `claimed`, `gone`.
  state TEXT COLLATE "C" NOT NULL, fault TEXT COLLATE "C",
  -- What came out of it.
  media TEXT COLLATE "C", size BIGINT, sha256 TEXT COLLATE "C", preview BIGINT NOT NULL,
  created_ms BIGINT NOT NULL, expires_ms BIGINT NOT NULL, case_id BIGINT);
CREATE INDEX uploads_expires ON uploads (expires_ms) WHERE case_id IS NULL;
CREATE INDEX uploads_client ON uploads (client, created_ms) WHERE client <> '';
-- The pieces of an unfinished upload, each an object.
CREATE TABLE upload_parts (token_sha256 TEXT COLLATE "C" NOT NULL, start BIGINT NOT NULL, size BIGINT NOT NULL, object TEXT COLLATE "C" NOT NULL, PRIMARY KEY (token_sha256, start));

-- The files of a case; the digest of each is in the event with which it came.
CREATE TABLE attachments (
  case_id BIGINT NOT NULL, number BIGINT NOT NULL, version BIGINT NOT NULL, public BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL, media TEXT COLLATE "C" NOT NULL, size BIGINT NOT NULL, sha256 TEXT COLLATE "C" NOT NULL,
  object TEXT COLLATE "C" NOT NULL, preview BIGINT NOT NULL,
  -- Reading its text for search: `none`, `waiting`, `read`, `failed`, and until when somebody is at it.
  text_state TEXT COLLATE "C" NOT NULL, text_until_ms BIGINT NOT NULL,
  PRIMARY KEY (case_id, number));
CREATE INDEX attachments_waiting ON attachments (text_until_ms) WHERE text_state = 'waiting';
CREATE TABLE attachment_texts (case_id BIGINT NOT NULL, number BIGINT NOT NULL, body TEXT COLLATE "C" NOT NULL, PRIMARY KEY (case_id, number));
