package io.megadb.gateway.catalog;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.SystemTable;
import io.megadb.vector.Batch;
import java.util.Iterator;

/** A system relation: its layout and what fills it. */
record SystemRelation(TableDefinition definition, Filler filler) implements SystemTable {
  /** Adds the relation's rows. */
  @FunctionalInterface
  interface Filler {
    void fill(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context);
  }

  @Override
  public Iterator<Batch> rows(CatalogSnapshot catalog, EvaluationContext context) {
    RowsBuilder rows = new RowsBuilder(definition);
    filler.fill(rows, catalog, context);
    return rows.build().iterator();
  }
}
