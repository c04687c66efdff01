-- +goose Up
-- +goose StatementBegin
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'email_set') THEN
    ALTER TABLE accounts ADD CONSTRAINT email_set CHECK (email <> '');
  END IF;
END $$;
-- +goose StatementEnd

-- +goose Down
ALTER TABLE accounts DROP CONSTRAINT email_set;
