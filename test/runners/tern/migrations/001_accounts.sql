CREATE TABLE accounts (id int PRIMARY KEY, email text);

---- create above / drop below ----

DROP TABLE accounts;
