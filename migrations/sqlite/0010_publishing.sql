-- What the public reads. A case is public by the event named here; what is hidden in its words stands in that event.
ALTER TABLE cases ADD COLUMN published INTEGER;
-- Whether the citizen lets it be public; NULL: they did not say, and the site's setting counts.
ALTER TABLE cases ADD COLUMN wished INTEGER;
-- Answered cases become public unless the citizen says no (1), or only if the citizen says yes (0).
ALTER TABLE sites ADD COLUMN publishes INTEGER NOT NULL DEFAULT 1;

-- The copy with what is personal hidden. Whatever serves the public reads this and never `words`.
CREATE TABLE publications (case_id INTEGER PRIMARY KEY, version INTEGER NOT NULL, published_ms INTEGER NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, answer TEXT NOT NULL) STRICT;
CREATE INDEX publications_newest ON publications (published_ms DESC, case_id DESC);
