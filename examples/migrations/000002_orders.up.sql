-- Orders. Run this file twice and see which statements fail.
CREATE TYPE order_status AS ENUM ('open', 'paid');

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL,
  status order_status NOT NULL DEFAULT 'open',
  total numeric(12, 2) NOT NULL
);

CREATE INDEX orders_account_id_idx ON orders (account_id);

ALTER TABLE orders
  ADD CONSTRAINT orders_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
  ADD CONSTRAINT orders_total_check CHECK (total >= 0);

INSERT INTO plans (code, name) VALUES ('enterprise', 'Enterprise 🏢');
