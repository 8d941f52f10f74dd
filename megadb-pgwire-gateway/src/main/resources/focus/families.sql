-- Which resources are configured alike, what does each family cost and how far has it drifted apart?
-- Each resource is joined to its five nearest of the same service; those nearer than 0.05 are one
-- family, with all that hangs together.
WITH RECURSIVE near AS (
  SELECT x.resource_id AS a, s.resource_id AS b, s.dist
  FROM resources x
  CROSS JOIN LATERAL (
    SELECT r.resource_id, r.embedding <=> x.embedding AS dist
    FROM resources r
    WHERE r.service = x.service AND r.resource_id <> x.resource_id
    ORDER BY r.embedding <=> x.embedding, r.resource_id
    LIMIT 5) s
  WHERE s.dist < 0.05
),
edge AS (
  SELECT a, b FROM near
  UNION
  SELECT b, a FROM near
),
together AS (
  SELECT resource_id AS a, resource_id AS b FROM resources
  UNION
  SELECT t.a, e.b FROM together t JOIN edge e ON e.a = t.b
),
member AS (
  SELECT a AS resource_id, min(b) AS family FROM together GROUP BY a
),
spread AS (
  SELECT m.family, max(n.dist) AS drift
  FROM near n
  JOIN member m ON m.resource_id = n.a
  GROUP BY m.family
),
spend AS (
  SELECT f.resourceid AS resource_id, sum(f.effectivecost) AS cost_12m
  FROM focus_billing f
  WHERE f.billingperiodstart >= '2025-11-01Z'
    AND f.billingperiodstart < '2026-11-01Z'
    AND f.chargecategory = 'Usage'
    AND f.resourceid IS NOT NULL
  GROUP BY f.resourceid
)
SELECT m.family, r.service, count(*) AS resources, count(DISTINCT r.config) AS configurations,
       sum(s.cost_12m) AS cost_12m, round(min(d.drift)::numeric, 4) AS drift
FROM member m
JOIN resources r ON r.resource_id = m.resource_id
JOIN spend s ON s.resource_id = m.resource_id
LEFT JOIN spread d ON d.family = m.family
GROUP BY m.family, r.service
ORDER BY cost_12m DESC, m.family;
