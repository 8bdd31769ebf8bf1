-- The official form that a report fills, JSON, as it was filled; empty for none.
ALTER TABLE reports ADD COLUMN form TEXT NOT NULL DEFAULT '';
