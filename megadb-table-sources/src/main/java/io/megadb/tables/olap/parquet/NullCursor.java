package io.megadb.tables.olap.parquet;

import io.megadb.type.PgType;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;

/** A column that the file is older than. */
record NullCursor(PgType type) {
  Vector read(int rows) {
    VectorBuilder builder = VectorBuilder.of(type, rows);
    for (int i = 0; i < rows; i++) {
      builder.appendNull();
    }
    return builder.build();
  }
}
