package io.megadb.planner.spi;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.vector.Batch;
import java.util.Iterator;

/** A read-only table whose rows are made when it is read, such as those of pg_catalog. */
public interface SystemTable {
  /** Access method "catalog". */
  TableDefinition definition();

  /** All rows, all columns in order, as the statement's catalog snapshot has them. */
  Iterator<Batch> rows(CatalogSnapshot catalog, EvaluationContext context);
}
