-- Up Migration
CREATE TABLE accounts (id int PRIMARY KEY, email text);

-- Down Migration
DROP TABLE accounts;
