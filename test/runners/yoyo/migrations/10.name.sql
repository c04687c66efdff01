-- Names are asked for since the summer.
-- depends: 0.accounts
ALTER TABLE accounts ADD COLUMN name text;
