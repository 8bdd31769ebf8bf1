-- Signatures of people for whom an identity provider vouches. `subject` is a keyed digest of who they are there: who changes
-- their address does not sign again. `identity` stays that of the address, where the provider says that it is theirs.
ALTER TABLE signatures ADD COLUMN subject TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX signatures_subject ON signatures (petition_id, subject) WHERE subject <> '';

-- Who has come back from a provider, by a digest of what was in their address: each way there is good once.
CREATE TABLE arrivals (state_sha256 TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX arrivals_until ON arrivals (until_ms);
