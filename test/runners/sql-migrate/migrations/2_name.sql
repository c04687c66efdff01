-- +migrate Up
ALTER TABLE accounts ADD COLUMN name text;

-- +migrate Down
ALTER TABLE accounts DROP COLUMN name;
