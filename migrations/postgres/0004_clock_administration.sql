-- Who made which version of a calendar or a policy, when and why. The versions themselves never change.
CREATE TABLE setting_versions (kind TEXT COLLATE "C" NOT NULL, id BIGINT NOT NULL, at_ms BIGINT NOT NULL, user_id BIGINT, note TEXT COLLATE "C" NOT NULL, PRIMARY KEY (kind, id));

-- Recalculations of open cases: what was asked for, and how far it has come. `after_id` moves in the transaction that
-- stores the cases up to it, so that it goes on where it stopped, on whichever node.
CREATE TABLE recalculations (
  id BIGINT PRIMARY KEY, created_ms BIGINT NOT NULL, user_id BIGINT, reason TEXT COLLATE "C" NOT NULL, plan TEXT COLLATE "C" NOT NULL, state TEXT COLLATE "C" NOT NULL,
  after_id BIGINT NOT NULL, looked BIGINT NOT NULL, changed BIGINT NOT NULL, moved BIGINT NOT NULL, finished_ms BIGINT);
CREATE INDEX recalculations_running ON recalculations (id) WHERE state = 'running';
