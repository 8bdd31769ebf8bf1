-- Heads of the ledger that were signed and published. Each covers the events behind the one before it; since no two
-- begin at the same place, two nodes cannot sign two ways to go on.
CREATE TABLE signed_heads (to_seq INTEGER PRIMARY KEY, from_seq INTEGER NOT NULL UNIQUE, at_ms INTEGER NOT NULL, note TEXT NOT NULL) STRICT;
