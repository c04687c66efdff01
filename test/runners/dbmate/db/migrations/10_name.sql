-- migrate:up
ALTER TABLE accounts ADD COLUMN name text;

-- migrate:down
ALTER TABLE accounts DROP COLUMN name;
