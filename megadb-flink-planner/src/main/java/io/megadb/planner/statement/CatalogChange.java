package io.megadb.planner.statement;

import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.TableDefinition;
import java.util.List;

/** One change that a definition statement asks for, all names and types resolved. */
public sealed interface CatalogChange {
  record CreateSchema(String name, boolean ifNotExists) implements CatalogChange {}

  /** Fails with 2BP01 if the schema holds anything, unless {@code cascade}. */
  record DropSchema(String name, boolean cascade) implements CatalogChange {}

  /** A table or view without oid. */
  record CreateTable(TableDefinition definition, boolean ifNotExists) implements CatalogChange {}

  /**
   * Replaces a definition: CREATE OR REPLACE VIEW, COMMENT ON, ALTER TABLE.
   *
   * @param known the definition that the statement saw; if it is another one by now, the change
   *     fails
   * @param checked positions of columns that must turn out to hold no null: they become NOT NULL
   * @param newChecks CHECK constraints of the definition that every row must turn out to satisfy
   */
  record AlterTable(
      TableDefinition known,
      TableDefinition definition,
      List<Integer> checked,
      List<CheckDefinition> newChecks)
      implements CatalogChange {
    public AlterTable {
      checked = List.copyOf(checked);
      newChecks = List.copyOf(newChecks);
    }

    /** A change that no row can stand against. */
    public AlterTable(TableDefinition known, TableDefinition definition) {
      this(known, definition, List.of(), List.of());
    }
  }

  /** Tables or views by oid, dependants last. */
  record DropTables(List<Integer> oids) implements CatalogChange {}

  record Truncate(List<Integer> oids) implements CatalogChange {}
}
