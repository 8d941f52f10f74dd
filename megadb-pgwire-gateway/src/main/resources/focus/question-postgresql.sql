-- The demonstration's question for PostgreSQL 15: paths by recursion, embedding a float8[], the
-- cosine distance in SQL.
WITH RECURSIVE target AS (              -- OLTP point read: the configuration now
  SELECT resource_id, service, sku_price_id, config, embedding
  FROM resources
  WHERE resource_id = $1
),
reach AS (                              -- every number of hops at which a resource is reached
  SELECT resource_id, 0 AS hops
  FROM target
  UNION
  SELECT d.src_id, r.hops + 1
  FROM reach r
  JOIN depends_on d ON d.dst_id = r.resource_id
  WHERE r.hops < 4
),
near AS (
  SELECT resource_id, min(hops) AS hops
  FROM reach
  GROUP BY resource_id
),
blast AS (
  SELECT a.app_id, a.name AS app, a.team AS owner, a.tier, n.resource_id, n.hops
  FROM near n
  JOIN app_uses u ON u.resource_id = n.resource_id
  JOIN apps a ON a.app_id = u.app_id
),
spend AS (                              -- OLAP: twelve closed months of the bill
  SELECT f.ResourceId AS resource_id,
         date_trunc('month', f.ChargePeriodStart AT TIME ZONE 'UTC') AS month,
         sum(f.EffectiveCost) AS cost,
         sum(f.ConsumedQuantity) AS qty
  FROM focus_billing f
  WHERE f.BillingPeriodStart >= timestamptz '2025-11-01Z'
    AND f.BillingPeriodStart < timestamptz '2026-11-01Z'
    AND f.ChargeCategory = 'Usage'
    AND f.ResourceId IN (SELECT resource_id FROM blast UNION SELECT resource_id FROM target)
  GROUP BY 1, 2
),
trend AS (
  SELECT resource_id,
         sum(cost) AS cost_12m,
         sum(cost) FILTER (WHERE month = '2026-10-01') AS cost_now,
         sum(cost) FILTER (WHERE month = '2026-09-01') AS cost_prev,
         sum(qty) FILTER (WHERE month = '2026-10-01') AS qty_now
  FROM spend
  GROUP BY 1
),
alt AS (
  SELECT s.resource_id, s.dist, t.cost_now - t.qty_now * p.unit_price AS saving
  FROM target x
  CROSS JOIN LATERAL (
    SELECT r.resource_id, r.sku_price_id,
           (SELECT 1 - sum(e.a * e.b) / sqrt(sum(e.a * e.a) * sum(e.b * e.b))
            FROM unnest(r.embedding, x.embedding) AS e (a, b)) AS dist
    FROM resources r
    WHERE r.resource_id <> x.resource_id
      AND r.state = 'running'
      AND r.service = x.service
      AND r.resource_id NOT IN (SELECT resource_id FROM near)
    ORDER BY dist, r.resource_id
    LIMIT 5) s
  JOIN live_price p ON p.sku_price_id = s.sku_price_id
  JOIN trend t ON t.resource_id = x.resource_id
  ORDER BY saving DESC, s.resource_id
  LIMIT 1
)
SELECT b.app,
       b.owner,
       b.tier,
       min(b.hops) + 1 AS hops,
       count(*) AS shared_resources,
       round(sum(t.cost_12m), 2) AS cost_12m,
       round(sum(t.cost_now), 2) AS cost_now,
       round(100 * (sum(t.cost_now) / nullif(sum(t.cost_prev), 0) - 1), 1) AS mom_pct,
       x.config->>'encrypted' AS encrypted,
       alt.resource_id AS twin,
       round(alt.dist::numeric, 4) AS dist,
       round(alt.saving, 2) AS saving_month
FROM blast b
JOIN trend t USING (resource_id)
CROSS JOIN target x
LEFT JOIN alt ON true
GROUP BY b.app_id, b.app, b.owner, b.tier, x.config, alt.resource_id, alt.dist, alt.saving
ORDER BY b.tier, cost_12m DESC, b.app_id
