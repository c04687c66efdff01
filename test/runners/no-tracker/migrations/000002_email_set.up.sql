ALTER TABLE accounts ADD CONSTRAINT email_set CHECK (email <> '');
