CREATE TABLE IF NOT EXISTS accounts (id int PRIMARY KEY, email text);
