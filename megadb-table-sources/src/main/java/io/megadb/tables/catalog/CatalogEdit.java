package io.megadb.tables.catalog;

import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.catalog.TableDefinition;

/** One change from a catalog to the next. */
public sealed interface CatalogEdit {
  /** Adds a schema or replaces the one with its oid. */
  record PutSchema(SchemaDefinition schema) implements CatalogEdit {}

  record DropSchema(int oid) implements CatalogEdit {}

  /** Adds a table or view or replaces the one with its oid. */
  record PutTable(TableDefinition table) implements CatalogEdit {}

  record DropTable(int oid) implements CatalogEdit {}

  /** Keeps what ANALYZE found in a table, in place of what it found before. */
  record PutAnalysis(TableDefinition table, TableAnalysis analysis) implements CatalogEdit {}

  /** Forgets what ANALYZE found in a table. */
  record DropAnalysis(TableAnalysis analysis) implements CatalogEdit {}
}
