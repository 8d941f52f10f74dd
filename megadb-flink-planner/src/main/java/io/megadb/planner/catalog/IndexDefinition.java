package io.megadb.planner.catalog;

import java.util.Map;

/**
 * An index of a plugin's index method over one column; it changes no result but by the method's own
 * terms, such as approximate neighbours.
 *
 * @param oid pg_class.oid; 0 before it is created
 * @param method such as "hnsw"
 * @param attnum of the column
 * @param operatorClass such as "vector_l2_ops"
 * @param options of WITH (…), lower-case keys, defaults filled in
 */
public record IndexDefinition(
    int oid,
    String name,
    String method,
    int attnum,
    String operatorClass,
    Map<String, String> options) {
  public IndexDefinition {
    options = Map.copyOf(options);
  }

  public IndexDefinition withOid(int newOid) {
    return new IndexDefinition(newOid, name, method, attnum, operatorClass, options);
  }
}
