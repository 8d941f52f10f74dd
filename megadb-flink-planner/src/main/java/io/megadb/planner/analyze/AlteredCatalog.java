package io.megadb.planner.analyze;

import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import java.util.List;

/**
 * A catalog as it would be after one change, to see what that does to views.
 *
 * @param catalog before the change
 * @param changed takes the place of the table with its oid
 */
record AlteredCatalog(CatalogSnapshot catalog, TableDefinition changed) implements CatalogSnapshot {
  @Override
  public long version() {
    return catalog.version();
  }

  @Override
  public List<SchemaDefinition> schemas() {
    return catalog.schemas();
  }

  @Override
  public List<TableDefinition> tables() {
    return catalog.tables().stream().map(this::replaced).toList();
  }

  @Override
  public TableDefinition table(String schema, String name) {
    return replaced(catalog.table(schema, name));
  }

  @Override
  public TableDefinition table(int oid) {
    return replaced(catalog.table(oid));
  }

  private TableDefinition replaced(TableDefinition table) {
    return table != null && table.oid() == changed.oid() ? changed : table;
  }
}
