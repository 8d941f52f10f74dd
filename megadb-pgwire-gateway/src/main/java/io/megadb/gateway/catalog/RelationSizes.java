package io.megadb.gateway.catalog;

import io.megadb.planner.catalog.TableDefinition;

/** A service of the gateway: how much room tables take. */
@FunctionalInterface
public interface RelationSizes {
  /** Estimated bytes of a table's rows; 0 for what stores none. */
  long bytes(TableDefinition table);
}
