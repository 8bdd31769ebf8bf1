-- What the public reads. A case is public by the event named here; what is hidden in its words stands in that event.
ALTER TABLE cases ADD COLUMN published BIGINT;
-- Whether the citizen lets it be public; NULL: they did not say, and the site's setting counts.
ALTER TABLE cases ADD COLUMN wished BIGINT;
-- Answered cases become public unless the citizen says no (1), or only if the citizen says yes (0).
ALTER TABLE sites ADD COLUMN publishes BIGINT NOT NULL DEFAULT 1;

-- The copy with what is personal hidden. Whatever serves the public reads this and never `words`.
CREATE TABLE publications (case_id BIGINT PRIMARY KEY, version BIGINT NOT NULL, published_ms BIGINT NOT NULL, title TEXT COLLATE "C" NOT NULL, body TEXT COLLATE "C" NOT NULL, answer TEXT COLLATE "C" NOT NULL);
CREATE INDEX publications_newest ON publications (published_ms DESC, case_id DESC);
