-- For how long they are kept: by kind and end, months since the end. Nothing is erased by a rule that is off.
CREATE TABLE retention_rules (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, months INTEGER NOT NULL, active INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL, user_id INTEGER NOT NULL REFERENCES users (id), UNIQUE (kind, state)) STRICT;
