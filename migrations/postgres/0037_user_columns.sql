-- What each person wants to read of the cases of a list: codes of columns in order, separated by blanks.
CREATE TABLE user_columns (user_id BIGINT PRIMARY KEY REFERENCES users (id), columns TEXT NOT NULL);
