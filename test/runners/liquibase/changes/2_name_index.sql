--liquibase formatted sql

--changeset ann:3
CREATE INDEX accounts_name_idx ON accounts (name);

--changeset ann:4 splitStatements:false
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'email_set') THEN
    ALTER TABLE accounts ADD CONSTRAINT email_set CHECK (email <> '');
  END IF;
END $$;
