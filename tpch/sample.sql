-- Rows at a thousandth of scale 1, so that planners see the tables' relative sizes. Not dbgen's data: answers mean
-- nothing.

INSERT INTO region
SELECT i, 'REGION ' || i, 'comment' FROM generate_series(0, 4) AS s(i);

INSERT INTO nation
SELECT i, 'NATION ' || i, i % 5, 'comment' FROM generate_series(0, 24) AS s(i);

INSERT INTO supplier
SELECT i, 'Supplier ' || i, 'address', i % 25, '10-000-000-0000', i, 'comment'
FROM generate_series(1, 10) AS s(i);

INSERT INTO part
SELECT i, 'part ' || i, 'Manufacturer#' || i % 5, 'Brand#' || i % 25, 'TYPE ' || i % 150, i % 50 + 1,
  'BOX ' || i % 40, 900 + i, 'comment'
FROM generate_series(1, 200) AS s(i);

INSERT INTO partsupp
SELECT i % 200 + 1, i % 10 + 1, i, i % 1000, 'comment' FROM generate_series(1, 800) AS s(i);

INSERT INTO customer
SELECT i, 'Customer ' || i, 'address', i % 25, '10-000-000-0000', i, 'SEGMENT ' || i % 5, 'comment'
FROM generate_series(1, 150) AS s(i);

INSERT INTO orders
SELECT i, i % 150 + 1, 'F', i, date '1992-01-01' + i, i % 5 || '-PRIORITY', 'Clerk', 0, 'comment'
FROM generate_series(1, 1500) AS s(i);

INSERT INTO lineitem
SELECT i / 4, i % 200 + 1, i % 10 + 1, i % 4, i % 50 + 1, 1000 + i, 0.05, 0.02, 'R', 'F',
  date '1992-01-01' + i % 2400, date '1992-01-01' + i % 2400 + 30, date '1992-01-01' + i % 2400 + 40,
  'NONE', 'MAIL', 'comment'
FROM generate_series(1, 6001) AS s(i);
