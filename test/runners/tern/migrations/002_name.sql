ALTER TABLE accounts ADD COLUMN name text;

---- create above / drop below ----

ALTER TABLE accounts DROP COLUMN name;
