-- Before changing one resource, the parameter: which applications depend on it within two hops, what
-- did the resources they reach it by cost over twelve closed months, how is it configured now, and
-- how much would last month have been cheaper at the price of this minute?
WITH target AS (                        -- OLTP point read: the configuration now
  SELECT resource_id, config
  FROM resources
  WHERE resource_id = $1
),
reached AS (                            -- OLTP joins: the resource and its dependents, up to two hops
  SELECT t.resource_id, 0 AS hops
  FROM target t
  UNION
  SELECT d1.src_id, 1
  FROM target t
  JOIN depends_on d1 ON d1.dst_id = t.resource_id
  UNION
  SELECT d2.src_id, 2
  FROM target t
  JOIN depends_on d1 ON d1.dst_id = t.resource_id
  JOIN depends_on d2 ON d2.dst_id = d1.src_id
),
nearest AS (
  SELECT resource_id, min(hops) AS hops
  FROM reached
  GROUP BY resource_id
),
spend AS (                              -- OLAP: twelve closed months of the bill
  SELECT f.resourceid AS resource_id,
         sum(f.effectivecost) AS cost_12m,
         sum(f.effectivecost) FILTER (WHERE f.billingperiodstart >= timestamptz '2026-10-01 00:00:00+00') AS cost_last,
         sum(f.effectivecost) FILTER (WHERE f.billingperiodstart >= timestamptz '2026-09-01 00:00:00+00'
                                        AND f.billingperiodstart < timestamptz '2026-10-01 00:00:00+00') AS cost_previous,
         sum(f.consumedquantity) FILTER (WHERE f.billingperiodstart >= timestamptz '2026-10-01 00:00:00+00') AS quantity_last
  FROM focus_billing f
  WHERE f.billingperiodstart >= timestamptz '2025-11-01 00:00:00+00'
    AND f.billingperiodstart < timestamptz '2026-11-01 00:00:00+00'
    AND f.chargecategory = 'Usage'
    AND f.resourceid IN (SELECT resource_id FROM nearest)
  GROUP BY f.resourceid
),
priced AS (                             -- MEMORY: last month's quantity at the live price
  SELECT s.resource_id, s.cost_12m, s.cost_last, s.cost_previous,
         s.cost_last - s.quantity_last * p.unit_price AS saving
  FROM spend s
  JOIN resources r ON r.resource_id = s.resource_id
  JOIN live_price p ON p.sku_price_id = r.sku_price_id
)
SELECT a.app_id,
       a.name AS app,
       a.team AS owner,
       a.tier,
       min(n.hops) + 1 AS hops,
       count(*) AS shared_resources,
       round(sum(c.cost_12m), 2) AS cost_12m,
       round(sum(c.cost_last), 2) AS cost_last,
       round(100 * (sum(c.cost_last) / nullif(sum(c.cost_previous), 0) - 1), 1) AS mom_pct,
       x.config->>'encrypted' AS encrypted,
       round(sum(c.saving), 2) AS saving_month
FROM nearest n
JOIN priced c ON c.resource_id = n.resource_id
JOIN app_uses u ON u.resource_id = n.resource_id
JOIN apps a ON a.app_id = u.app_id
CROSS JOIN target x
GROUP BY a.app_id, a.name, a.team, a.tier, x.config
ORDER BY a.tier, cost_12m DESC, a.app_id
