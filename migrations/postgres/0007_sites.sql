-- What a site asks beside the usual, and how its launcher looks. Both JSON: `domain/sites.rs` reads them.

-- `site_id` NULL: asked on every site.
CREATE TABLE questions (id BIGINT PRIMARY KEY, site_id BIGINT REFERENCES sites (id), position BIGINT NOT NULL, active BIGINT NOT NULL, spec TEXT COLLATE "C" NOT NULL);
CREATE TABLE looks (site_id BIGINT PRIMARY KEY REFERENCES sites (id), spec TEXT COLLATE "C" NOT NULL);
