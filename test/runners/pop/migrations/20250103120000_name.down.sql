DROP COLUMN name ON accounts;
