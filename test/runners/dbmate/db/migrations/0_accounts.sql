-- migrate:up
CREATE TABLE accounts (id int PRIMARY KEY, email text);

-- migrate:down
DROP TABLE accounts;
