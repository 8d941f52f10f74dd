-- Who should pay for the resource that most others depend on? Its cost of October 2026, split over the
-- applications that depend on it: each use counts half as much with every hop further away. A share is
-- the difference of two rounded running sums, so that the shares add up to the cost.
WITH hub AS (
  SELECT dst_id AS resource_id
  FROM depends_on
  GROUP BY dst_id
  ORDER BY count(*) DESC, dst_id
  LIMIT 1
),
bill AS (
  SELECT h.resource_id, sum(f.effectivecost) AS cost
  FROM hub h
  JOIN focus_billing f ON f.resourceid = h.resource_id
  WHERE f.billingperiodstart >= '2026-10-01Z'
    AND f.billingperiodstart < '2026-11-01Z'
    AND f.chargecategory = 'Usage'
  GROUP BY h.resource_id
),
weight AS (
  SELECT g.app_id, g.app, min(g.hops) AS hops, sum(1 << (4 - g.hops)::int) AS weight
  FROM hub h
  JOIN GRAPH_TABLE (infra
         MATCH p = ANY SHORTEST (t IS resource) <-[IS depends_on]-{0,4} (r IS resource),
               (r) <-[IS uses]- (a IS app)
         COLUMNS (t.resource_id AS hub_id, a.app_id AS app_id, a.name AS app,
                  path_length(p) AS hops)) g
    ON g.hub_id = h.resource_id
  GROUP BY g.app_id, g.app
),
running AS (
  SELECT app_id, app, hops, weight,
         sum(weight) OVER (ORDER BY app_id) AS upto,
         sum(weight) OVER () AS total
  FROM weight
)
SELECT b.resource_id AS hub, r.app, r.hops, r.weight,
       round(b.cost * r.upto / r.total, 10) - round(b.cost * (r.upto - r.weight) / r.total, 10) AS share
FROM running r
CROSS JOIN bill b
ORDER BY share DESC, r.app_id;
