-- Agencies, areas and categories are kept by administrators. What was merged or retired stays, names who took its place, and
-- is found by its old names.

ALTER TABLE agencies ADD COLUMN identifier TEXT NOT NULL DEFAULT '';
-- How others reach the agency itself, in lines as people write them.
ALTER TABLE agencies ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE agencies ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE agencies ADD COLUMN closed_ms INTEGER;
ALTER TABLE agencies ADD COLUMN successor_id INTEGER REFERENCES agencies (id);
CREATE UNIQUE INDEX agencies_identifier ON agencies (identifier) WHERE identifier <> '';
ALTER TABLE areas ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE areas ADD COLUMN closed_ms INTEGER;
ALTER TABLE areas ADD COLUMN successor TEXT;
ALTER TABLE categories ADD COLUMN aliases TEXT NOT NULL DEFAULT '';
ALTER TABLE categories ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE categories ADD COLUMN closed_ms INTEGER;
ALTER TABLE categories ADD COLUMN successor TEXT;

-- Branches of the tree that got another place: the index of each node holds the line above a case, and reads these cases
-- again once its settings are of this version.
CREATE TABLE tree_moves (id INTEGER PRIMARY KEY, settings INTEGER NOT NULL, agency_id INTEGER NOT NULL) STRICT;

-- Agencies that went into others. The plan (JSON) says which with which; `after_id` moves in the transaction that stores the
-- cases up to it, so that it goes on where it stopped, on whichever node.
CREATE TABLE agency_merges (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), created_ms INTEGER NOT NULL, from_id INTEGER NOT NULL, into_id INTEGER NOT NULL,
  plan TEXT NOT NULL, reason TEXT NOT NULL, state TEXT NOT NULL, after_id INTEGER NOT NULL, total INTEGER NOT NULL, moved INTEGER NOT NULL, finished_ms INTEGER) STRICT;
CREATE INDEX agency_merges_running ON agency_merges (id) WHERE state <> 'done';
