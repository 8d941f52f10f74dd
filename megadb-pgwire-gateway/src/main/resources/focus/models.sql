-- What the demonstration's tables are besides tables: a graph, and vectors with an index.

-- Similar configurations lie close to each other.
CREATE INDEX resources_embedding ON resources USING hnsw (embedding vector_cosine_ops)
  WITH (m = 16, ef_construction = 200);

-- Applications use resources, and resources depend on resources.
CREATE PROPERTY GRAPH infra
  VERTEX TABLES (
    resources KEY (resource_id) LABEL resource
      PROPERTIES (resource_id, name, service, region, env, team),
    apps KEY (app_id) LABEL app PROPERTIES (app_id, name, team, tier))
  EDGE TABLES (
    depends_on KEY (edge_id)
      SOURCE KEY (src_id) REFERENCES resources (resource_id)
      DESTINATION KEY (dst_id) REFERENCES resources (resource_id)
      LABEL depends_on PROPERTIES (kind),
    app_uses KEY (edge_id)
      SOURCE KEY (app_id) REFERENCES apps (app_id)
      DESTINATION KEY (resource_id) REFERENCES resources (resource_id)
      LABEL uses NO PROPERTIES);
