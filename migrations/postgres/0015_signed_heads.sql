-- Heads of the ledger that were signed and published. Each covers the events behind the one before it; since no two
-- begin at the same place, two nodes cannot sign two ways to go on.
CREATE TABLE signed_heads (to_seq BIGINT PRIMARY KEY, from_seq BIGINT NOT NULL UNIQUE, at_ms BIGINT NOT NULL, note TEXT COLLATE "C" NOT NULL);
