-- What staff are told in the console, and whether they have seen it.
ALTER TABLE deliveries ADD COLUMN seen_ms INTEGER;
CREATE INDEX deliveries_inbox ON deliveries (recipient, settled_ms, id) WHERE via = 'console' AND state = 'sent';
