-- What a site asks beside the usual, and how its launcher looks. Both JSON: `domain/sites.rs` reads them.

-- `site_id` NULL: asked on every site.
CREATE TABLE questions (id INTEGER PRIMARY KEY, site_id INTEGER REFERENCES sites (id), position INTEGER NOT NULL, active INTEGER NOT NULL, spec TEXT NOT NULL) STRICT;
CREATE TABLE looks (site_id INTEGER PRIMARY KEY REFERENCES sites (id), spec TEXT NOT NULL) STRICT;
