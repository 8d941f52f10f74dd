package io.megadb.tables.olap.parquet;

import io.megadb.type.PgType;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;

/**
 * A column that the file is older than.
 *
 * @param value what it has in every row, as a vector of one row
 */
record MissingCursor(FlatVector value) {
  /**
   * The cursor of a column.
   *
   * @param value null for null
   */
  static MissingCursor of(PgType type, FlatVector value) {
    return new MissingCursor(value == null ? Values.single(type.kind(), null) : value);
  }

  Vector read(int rows) {
    return new ConstantVector(rows, value);
  }
}
