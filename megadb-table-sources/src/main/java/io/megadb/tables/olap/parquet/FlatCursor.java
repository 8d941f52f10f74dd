package io.megadb.tables.olap.parquet;

import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;

/** A column with at most one value a row. */
final class FlatCursor extends ValueCursor {
  private final ColumnIn converter;

  FlatCursor(ColumnDescriptor column, PgType type) {
    super(column);
    converter = ColumnIn.of(type, VectorBuilder.of(type, Batch.MAX_ROWS));
  }

  @Override
  ColumnIn converter() {
    return converter;
  }

  @Override
  Vector read(int rows) {
    for (int i = 0; i < rows; i++) {
      if (reader.getCurrentDefinitionLevel() == valueLevel) {
        reader.writeCurrentValueToConverter();
      } else {
        converter.builder.appendNull();
      }
      reader.consume();
    }
    return converter.builder.build();
  }
}
