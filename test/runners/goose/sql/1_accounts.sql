-- +goose Up
CREATE TABLE accounts (id int PRIMARY KEY, email text);

-- +goose Down
DROP TABLE accounts;
