DELETE FROM plans WHERE code = 'enterprise';
DROP TABLE IF EXISTS orders;
DROP TYPE IF EXISTS order_status;
