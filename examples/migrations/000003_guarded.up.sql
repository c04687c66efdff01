-- These guards hold: nothing is reported.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'shop_reader') THEN
    CREATE ROLE shop_reader NOLOGIN;
  END IF;
END
$$;

GRANT SELECT ON orders TO shop_reader;

ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_small;
ALTER TABLE orders ADD CONSTRAINT orders_total_small CHECK (total < 1000000);

-- This one does not: a UNIQUE constraint answers duplicate_table, not duplicate_object.
DO $$
BEGIN
  ALTER TABLE orders ADD CONSTRAINT orders_account_total_key UNIQUE (account_id, total);
EXCEPTION
  WHEN duplicate_object THEN NULL;
END
$$;
