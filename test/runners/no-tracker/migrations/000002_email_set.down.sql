ALTER TABLE accounts DROP CONSTRAINT email_set;
