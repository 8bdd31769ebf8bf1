-- Sites are kept by administrators: what moves with every change, who changed what (as JSON, before and after), the logo as it is shown (PNG, base64).
ALTER TABLE sites ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE TABLE site_changes (
  id BIGINT PRIMARY KEY, site_id BIGINT NOT NULL REFERENCES sites (id), at_ms BIGINT NOT NULL, user_id BIGINT NOT NULL, was TEXT COLLATE "C" NOT NULL, became TEXT COLLATE "C" NOT NULL);
CREATE INDEX site_changes_site ON site_changes (site_id, id);
CREATE TABLE logos (site_id BIGINT PRIMARY KEY REFERENCES sites (id), png TEXT COLLATE "C" NOT NULL);

-- What happened to a site's widget on a day; nodes add to it now and then what they counted in memory.
CREATE TABLE site_days (
  site_id BIGINT NOT NULL, day BIGINT NOT NULL, loads BIGINT NOT NULL, opened BIGINT NOT NULL, plain BIGINT NOT NULL, fell BIGINT NOT NULL,
  foreign_origin BIGINT NOT NULL, filed BIGINT NOT NULL, refused BIGINT NOT NULL, failed BIGINT NOT NULL, PRIMARY KEY (site_id, day));
