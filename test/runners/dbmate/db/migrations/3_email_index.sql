-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY accounts_email_idx ON accounts (email);

-- migrate:down
DROP INDEX accounts_email_idx;
