package io.megadb.planner.statement;

import io.megadb.planner.catalog.TableDefinition;
import java.util.List;

/** One change that a definition statement asks for, all names and types resolved. */
public sealed interface CatalogChange {
  record CreateSchema(String name, boolean ifNotExists) implements CatalogChange {}

  /** Fails with 2BP01 if the schema holds anything, unless {@code cascade}. */
  record DropSchema(String name, boolean cascade) implements CatalogChange {}

  /** A table or view without oid. */
  record CreateTable(TableDefinition definition, boolean ifNotExists) implements CatalogChange {}

  /** Replaces a definition: CREATE OR REPLACE VIEW, COMMENT ON, ALTER TABLE. */
  record AlterTable(TableDefinition definition) implements CatalogChange {}

  /** Tables or views by oid, dependants last. */
  record DropTables(List<Integer> oids) implements CatalogChange {}

  record Truncate(List<Integer> oids) implements CatalogChange {}
}
