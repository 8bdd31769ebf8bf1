-- Agencies, areas and categories are kept by administrators. What was merged or retired stays, names who took its place, and
-- is found by its old names.

ALTER TABLE agencies ADD COLUMN identifier TEXT COLLATE "C" NOT NULL DEFAULT '';
-- How others reach the agency itself, in lines as people write them.
ALTER TABLE agencies ADD COLUMN contact TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE agencies ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE agencies ADD COLUMN closed_ms BIGINT;
ALTER TABLE agencies ADD COLUMN successor_id BIGINT REFERENCES agencies (id);
CREATE UNIQUE INDEX agencies_identifier ON agencies (identifier) WHERE identifier <> '';
ALTER TABLE areas ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE areas ADD COLUMN closed_ms BIGINT;
ALTER TABLE areas ADD COLUMN successor TEXT COLLATE "C";
ALTER TABLE categories ADD COLUMN aliases TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE categories ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE categories ADD COLUMN closed_ms BIGINT;
ALTER TABLE categories ADD COLUMN successor TEXT COLLATE "C";

-- Branches of the tree that got another place: the index of each node holds the line above a case, and reads these cases
-- again once its settings are of this version.
CREATE TABLE tree_moves (id BIGINT PRIMARY KEY, settings BIGINT NOT NULL, agency_id BIGINT NOT NULL);

-- Agencies that went into others. The plan (JSON) says which with which; `after_id` moves in the transaction that stores the
-- cases up to it, so that it goes on where it stopped, on whichever node.
CREATE TABLE agency_merges (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES users (id), created_ms BIGINT NOT NULL, from_id BIGINT NOT NULL, into_id BIGINT NOT NULL,
  plan TEXT COLLATE "C" NOT NULL, reason TEXT COLLATE "C" NOT NULL, state TEXT COLLATE "C" NOT NULL, after_id BIGINT NOT NULL, total BIGINT NOT NULL, moved BIGINT NOT NULL, finished_ms BIGINT);
CREATE INDEX agency_merges_running ON agency_merges (id) WHERE state <> 'done';
