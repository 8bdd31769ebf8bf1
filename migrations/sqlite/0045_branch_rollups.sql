-- The sums of whole branches: the page of an agency reads those of the agencies right below it, not of all there are.
CREATE TABLE branch_rollups (
  agency_id INTEGER NOT NULL, month INTEGER NOT NULL, sealed INTEGER NOT NULL,
  received INTEGER NOT NULL, resolved INTEGER NOT NULL, late INTEGER NOT NULL, on_time INTEGER NOT NULL, open INTEGER NOT NULL,
  overdue INTEGER NOT NULL, rated INTEGER NOT NULL, stars INTEGER NOT NULL, PRIMARY KEY (agency_id, month, sealed)) STRICT, WITHOUT ROWID;
INSERT INTO branch_rollups (agency_id, month, sealed, received, resolved, late, on_time, open, overdue, rated, stars)
  WITH RECURSIVE line(id, up) AS (
    SELECT id, id FROM agencies
    UNION ALL SELECT line.id, a.parent_id FROM line JOIN agencies a ON a.id = line.up WHERE a.parent_id IS NOT NULL)
  SELECT up, month, sealed, SUM(received), SUM(resolved), SUM(late), SUM(on_time), SUM(open), SUM(overdue), SUM(rated), SUM(stars)
  FROM rollups JOIN line ON line.id = rollups.agency_id GROUP BY up, month, sealed;
