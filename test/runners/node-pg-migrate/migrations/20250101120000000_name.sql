-- Up Migration
ALTER TABLE accounts ADD COLUMN name text;

-- Down Migration
ALTER TABLE accounts DROP COLUMN name;
