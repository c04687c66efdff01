--! Previous: -
--! Hash: sha1:0

CREATE TABLE accounts (id int PRIMARY KEY, email text);
