-- What queries ask of the case itself: when it was first answered, and whether it appeals against how another one ended. An
-- answer that was taken back was none.
ALTER TABLE cases ADD COLUMN first_answered_ms BIGINT;
ALTER TABLE cases ADD COLUMN appeal BIGINT NOT NULL DEFAULT 0;
UPDATE cases SET first_answered_ms = (
  SELECT MIN(e.at_ms) FROM events e WHERE e.case_id = cases.id AND e.kind = 'answered' AND NOT EXISTS (
    SELECT 1 FROM events u WHERE u.case_id = e.case_id AND u.kind = 'undone' AND (u.data::json->>'of')::BIGINT = e.version))
  WHERE answered_ms IS NOT NULL OR reopened > 0;
UPDATE cases SET appeal = 1 WHERE EXISTS (
  SELECT 1 FROM events e WHERE e.case_id = cases.id AND e.version = 1 AND e.data::json->>'appeals' IS NOT NULL);
