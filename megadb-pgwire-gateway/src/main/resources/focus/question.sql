-- Before changing one resource, the parameter: which applications feel it, up to four dependencies
-- away, what did the resources they reach it by cost over twelve closed months, how is it configured
-- now, and which similar resource would have been cheaper last month at the price of this minute?
WITH target AS (                        -- OLTP point read: the configuration now
  SELECT resource_id, service, sku_price_id, config, embedding
  FROM resources
  WHERE resource_id = $1
),
near AS (                               -- GRAPH: everything that depends on it, up to four hops
  SELECT *
  FROM GRAPH_TABLE (infra
    MATCH p = ANY SHORTEST (t IS resource WHERE t.resource_id = $1)
              <-[IS depends_on]-{0,4} (r IS resource)
    COLUMNS (r.resource_id AS resource_id, path_length(p) AS hops))
),
blast AS (                              -- GRAPH: the applications on those resources
  SELECT *
  FROM GRAPH_TABLE (infra
    MATCH p = ANY SHORTEST (t IS resource WHERE t.resource_id = $1)
              <-[IS depends_on]-{0,4} (r IS resource),
          (r) <-[IS uses]- (a IS app)
    COLUMNS (a.app_id AS app_id, a.name AS app, a.team AS owner, a.tier AS tier,
             r.resource_id AS resource_id, path_length(p) AS hops))
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
alt AS (                                -- VECTOR: running neighbours outside the graph's reach,
  SELECT s.resource_id, s.dist,         -- MEMORY: the one whose live price saves most
         t.cost_now - t.qty_now * p.unit_price AS saving
  FROM target x
  CROSS JOIN LATERAL (
    SELECT r.resource_id, r.sku_price_id, r.embedding <=> x.embedding AS dist
    FROM resources r
    WHERE r.resource_id <> x.resource_id
      AND r.state = 'running'
      AND r.service = x.service
      AND r.resource_id NOT IN (SELECT resource_id FROM near)
    ORDER BY r.embedding <=> x.embedding, r.resource_id
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
