--liquibase formatted sql

--changeset ann:1
CREATE TABLE accounts (id int PRIMARY KEY, email text);
--rollback DROP TABLE accounts;

--changeset ann:2
ALTER TABLE accounts ADD COLUMN name text;
