package io.megadb.planner.catalog;

import java.util.List;

/**
 * A table's primary key.
 *
 * @param oid pg_constraint.oid; the index has {@code indexOid}
 * @param columns positions in {@code TableDefinition.columns}, in key order
 * @param enforced false for NOT ENFORCED: the planner may rely on it, nothing checks it
 */
public record PrimaryKey(
    int oid, int indexOid, String name, List<Integer> columns, boolean enforced) {
  public PrimaryKey {
    columns = List.copyOf(columns);
  }
}
