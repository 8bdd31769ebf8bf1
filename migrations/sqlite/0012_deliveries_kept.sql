-- Deliveries that are settled are removed some day, the oldest first.
CREATE INDEX deliveries_settled ON deliveries (settled_ms) WHERE state IN ('sent', 'dropped');
