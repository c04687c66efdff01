---- tern: disable-tx ----
CREATE INDEX CONCURRENTLY accounts_email_idx ON accounts (email);

---- create above / drop below ----

DROP INDEX accounts_email_idx;
