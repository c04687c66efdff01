ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_account_total_key;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_small;
REVOKE SELECT ON orders FROM shop_reader;
DROP ROLE IF EXISTS shop_reader;
