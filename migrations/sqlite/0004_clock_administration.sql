-- Who made which version of a calendar or a policy, when and why. The versions themselves never change.
CREATE TABLE setting_versions (kind TEXT NOT NULL, id INTEGER NOT NULL, at_ms INTEGER NOT NULL, user_id INTEGER, note TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;

-- Recalculations of open cases: what was asked for, and how far it has come. `after_id` moves in the transaction that
-- stores the cases up to it, so that it goes on where it stopped, on whichever node.
CREATE TABLE recalculations (
  id INTEGER PRIMARY KEY, created_ms INTEGER NOT NULL, user_id INTEGER, reason TEXT NOT NULL, plan TEXT NOT NULL, state TEXT NOT NULL,
  after_id INTEGER NOT NULL, looked INTEGER NOT NULL, changed INTEGER NOT NULL, moved INTEGER NOT NULL, finished_ms INTEGER) STRICT;
CREATE INDEX recalculations_running ON recalculations (id) WHERE state = 'running';
