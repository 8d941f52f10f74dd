package io.megadb.tables.keyed;

import io.megadb.plan.ModifyNode;
import io.megadb.tables.codec.RowCodec;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.VectorBuilder;

/** Collects the rows that one call of a writer wrote, or counts them if nobody asked for them. */
final class WrittenRows {
  private final VectorBuilder[] builders;
  private int count;

  WrittenRows(TableLayout layout, ModifyNode node) {
    builders = node.returning() ? RowCodec.builders(layout.types(), 16) : new VectorBuilder[0];
  }

  void count() {
    count++;
  }

  void add(FlatVector[] columns, int row) {
    count++;
    for (int i = 0; i < builders.length; i++) {
      builders[i].appendFrom(columns[i], row);
    }
  }

  Batch build() {
    return RowCodec.build(builders, count);
  }
}
