-- Files that people send along. Their bytes are in the object storage; here is what they are and whose.

-- From the first byte until they are sent along with something. Named by the digest of the token that the uploader
-- holds, so that whoever reads the database cannot take them.
CREATE TABLE uploads (
  token_sha256 TEXT PRIMARY KEY,
  -- Through which website, or by which member of staff.
  site_id INTEGER, user_id INTEGER,
  -- Keyed digest of the network address, for the limit per day; forgotten after it.
  client TEXT NOT NULL,
  name TEXT NOT NULL, keep_metadata INTEGER NOT NULL, length INTEGER NOT NULL, received INTEGER NOT NULL,
  -- `receiving`, `ready`, `refused`, `claimed`, `gone`.
  state TEXT NOT NULL, fault TEXT,
  -- What came out of it.
  media TEXT, size INTEGER, sha256 TEXT, preview INTEGER NOT NULL,
  created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, case_id INTEGER) STRICT;
CREATE INDEX uploads_expires ON uploads (expires_ms) WHERE case_id IS NULL;
CREATE INDEX uploads_client ON uploads (client, created_ms) WHERE client <> '';
-- The pieces of an unfinished upload, each an object.
CREATE TABLE upload_parts (token_sha256 TEXT NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL, object TEXT NOT NULL, PRIMARY KEY (token_sha256, start)) STRICT, WITHOUT ROWID;

-- The files of a case; the digest of each is in the event with which it came.
CREATE TABLE attachments (
  case_id INTEGER NOT NULL, number INTEGER NOT NULL, version INTEGER NOT NULL, public INTEGER NOT NULL,
  name TEXT NOT NULL, media TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
  object TEXT NOT NULL, preview INTEGER NOT NULL,
  -- Reading its text for search: `none`, `waiting`, `read`, `failed`, and until when somebody is at it.
  text_state TEXT NOT NULL, text_until_ms INTEGER NOT NULL,
  PRIMARY KEY (case_id, number)) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_waiting ON attachments (text_until_ms) WHERE text_state = 'waiting';
CREATE TABLE attachment_texts (case_id INTEGER NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (case_id, number)) STRICT, WITHOUT ROWID;
