--liquibase formatted sql

--changeset ann:5
DROP TABLE accounts;
