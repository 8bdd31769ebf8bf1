-- Sessions that an identity provider opened: who comes that way needs no password of their own.
ALTER TABLE sessions ADD COLUMN by_provider BIGINT NOT NULL DEFAULT 0;
