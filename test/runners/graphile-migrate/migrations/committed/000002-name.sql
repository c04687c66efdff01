--! Previous: sha1:0
--! Hash: sha1:1
--! Message: name

ALTER TABLE accounts ADD COLUMN name text;
