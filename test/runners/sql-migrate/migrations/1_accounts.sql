-- +migrate Up
CREATE TABLE accounts (id int PRIMARY KEY, email text);

-- +migrate Down
DROP TABLE accounts;
