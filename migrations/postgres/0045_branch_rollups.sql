-- The sums of whole branches: the page of an agency reads those of the agencies right below it, not of all there are.
CREATE TABLE branch_rollups (
  agency_id BIGINT NOT NULL, month BIGINT NOT NULL, sealed BIGINT NOT NULL,
  received BIGINT NOT NULL, resolved BIGINT NOT NULL, late BIGINT NOT NULL, on_time BIGINT NOT NULL, open BIGINT NOT NULL,
  overdue BIGINT NOT NULL, rated BIGINT NOT NULL, stars BIGINT NOT NULL, CONSTRAINT branch_rollups_keys PRIMARY KEY (agency_id, month, sealed));
INSERT INTO branch_rollups (agency_id, month, sealed, received, resolved, late, on_time, open, overdue, rated, stars)
  WITH RECURSIVE line(id, up) AS (
    SELECT id, id FROM agencies
    UNION ALL SELECT line.id, a.parent_id FROM line JOIN agencies a ON a.id = line.up WHERE a.parent_id IS NOT NULL)
  SELECT up, month, sealed, SUM(received), SUM(resolved), SUM(late), SUM(on_time), SUM(open), SUM(overdue), SUM(rated), SUM(stars)
  FROM rollups JOIN line ON line.id = rollups.agency_id GROUP BY up, month, sealed;
