-- Why did cost change from September to October 2026? Per team: by usage, by price, by how much was
-- covered by commitments, by resources that are new or gone. The four effects add up to the change.
WITH cost AS (
  SELECT coalesce(f.subaccountname, '(no team)') AS team,
         f.resourceid,
         sum(f.effectivecost) FILTER (WHERE f.billingperiodstart < '2026-10-01Z') AS cost_before,
         sum(f.effectivecost) FILTER (WHERE f.billingperiodstart >= '2026-10-01Z') AS cost_now,
         coalesce(sum(f.consumedquantity) FILTER (WHERE f.billingperiodstart < '2026-10-01Z'), 0) AS qty_before,
         coalesce(sum(f.consumedquantity) FILTER (WHERE f.billingperiodstart >= '2026-10-01Z'), 0) AS qty_now,
         coalesce(min(f.contractedunitprice) FILTER (WHERE f.billingperiodstart < '2026-10-01Z'), 0) AS price_before,
         coalesce(min(f.contractedunitprice) FILTER (WHERE f.billingperiodstart >= '2026-10-01Z'), 0) AS price_now
  FROM focus_billing f
  WHERE f.billingperiodstart >= '2026-09-01Z'
    AND f.billingperiodstart < '2026-11-01Z'
    AND f.chargecategory = 'Usage'
  GROUP BY 1, 2
),
effect AS (
  SELECT team,
         coalesce(cost_now, 0) - coalesce(cost_before, 0) AS change,
         CASE WHEN cost_before IS NULL THEN cost_now WHEN cost_now IS NULL THEN -cost_before ELSE 0 END
           AS new_or_gone,
         CASE WHEN cost_before IS NULL OR cost_now IS NULL THEN 0
              ELSE (qty_now - qty_before) * price_before END AS by_usage,
         CASE WHEN cost_before IS NULL OR cost_now IS NULL THEN 0
              ELSE qty_now * (price_now - price_before) END AS by_price,
         CASE WHEN cost_before IS NULL OR cost_now IS NULL THEN 0
              ELSE (cost_now - qty_now * price_now) - (cost_before - qty_before * price_before) END
           AS by_coverage
  FROM cost
)
SELECT team,
       sum(change) AS change,
       sum(by_usage) AS by_usage,
       sum(by_price) AS by_price,
       sum(by_coverage) AS by_coverage,
       sum(new_or_gone) AS new_or_gone
FROM effect
GROUP BY team
ORDER BY change DESC, team;
