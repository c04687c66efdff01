-- +migrate Up
-- +migrate StatementBegin
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'email_set') THEN
    ALTER TABLE accounts ADD CONSTRAINT email_set CHECK (email <> '');
  END IF;
END $$;
-- +migrate StatementEnd

-- +migrate Down
ALTER TABLE accounts DROP CONSTRAINT email_set;
