package io.megadb.planner.catalog;

import java.util.List;

/**
 * All objects as one statement sees them, those of pg_catalog and information_schema included.
 * Immutable.
 */
public interface CatalogSnapshot {
  /** Grows with every committed change; part of the plan cache's key. */
  long version();

  List<SchemaDefinition> schemas();

  /** All tables and views of all schemas, system ones included, by schema then name. */
  List<TableDefinition> tables();

  /** The table or view, or null. */
  TableDefinition table(String schema, String name);

  /** The table or view, or null. */
  TableDefinition table(int oid);

  /** What ANALYZE found in a table, or null. */
  default TableAnalysis analysis(int oid) {
    return null;
  }
}
