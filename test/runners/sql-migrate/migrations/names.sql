-- +migrate Up
CREATE VIEW names AS SELECT name FROM accounts;

-- +migrate Down
DROP VIEW names;
