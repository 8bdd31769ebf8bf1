-- Sites are kept by administrators: what moves with every change, who changed what (as JSON, before and after), the logo as it is shown (PNG, base64).
ALTER TABLE sites ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE TABLE site_changes (
  id INTEGER PRIMARY KEY, site_id INTEGER NOT NULL REFERENCES sites (id), at_ms INTEGER NOT NULL, user_id INTEGER NOT NULL, was TEXT NOT NULL, became TEXT NOT NULL) STRICT;
CREATE INDEX site_changes_site ON site_changes (site_id, id);
CREATE TABLE logos (site_id INTEGER PRIMARY KEY REFERENCES sites (id), png TEXT NOT NULL) STRICT;

-- What happened to a site's widget on a day; nodes add to it now and then what they counted in memory.
CREATE TABLE site_days (
  site_id INTEGER NOT NULL, day INTEGER NOT NULL, loads INTEGER NOT NULL, opened INTEGER NOT NULL, plain INTEGER NOT NULL, fell INTEGER NOT NULL,
  foreign_origin INTEGER NOT NULL, filed INTEGER NOT NULL, refused INTEGER NOT NULL, failed INTEGER NOT NULL, PRIMARY KEY (site_id, day)) STRICT, WITHOUT ROWID;
