CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, email varchar(40) DEFAULT 'none', balance numeric(10,2) CHECK (balance >= 0));
CREATE TABLE lines (order_id int, line int, tags text[], at timestamptz, PRIMARY KEY (order_id, line));
CREATE VIEW rich AS SELECT id, name FROM customers WHERE balance > 100;
COMMENT ON TABLE customers IS 'people who pay';
COMMENT ON COLUMN customers.name IS 'full name';
CREATE SCHEMA sales;
