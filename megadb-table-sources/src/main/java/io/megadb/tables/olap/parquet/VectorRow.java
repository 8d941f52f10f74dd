package io.megadb.tables.olap.parquet;

import io.megadb.vector.FlatVector;

/** Names one row of some vectors; moved along, not made anew. Confined to one thread. */
public final class VectorRow {
  FlatVector[] columns;
  int row;

  public VectorRow at(FlatVector[] newColumns, int newRow) {
    columns = newColumns;
    row = newRow;
    return this;
  }
}
