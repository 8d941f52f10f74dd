-- What is paid for and serves nobody: resources with cost over twelve closed months which no
-- application reaches, neither by using them nor through what it uses.
WITH served AS (
  SELECT DISTINCT resource_id
  FROM GRAPH_TABLE (infra
    MATCH ANY SHORTEST (a IS app) -[IS uses]-> (u IS resource) -[IS depends_on]->* (r IS resource)
    COLUMNS (r.resource_id AS resource_id))
)
SELECT r.resource_id, r.team, r.state, sum(f.effectivecost) AS cost_12m
FROM resources r
JOIN focus_billing f ON f.resourceid = r.resource_id
WHERE f.billingperiodstart >= '2025-11-01Z'
  AND f.billingperiodstart < '2026-11-01Z'
  AND f.chargecategory = 'Usage'
  AND NOT EXISTS (SELECT FROM served s WHERE s.resource_id = r.resource_id)
GROUP BY r.resource_id, r.team, r.state
ORDER BY cost_12m DESC, r.resource_id;
