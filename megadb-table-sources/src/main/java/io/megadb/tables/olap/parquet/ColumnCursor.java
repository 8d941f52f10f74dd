package io.megadb.tables.olap.parquet;

import io.megadb.vector.Vector;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.impl.ColumnReadStoreImpl;

/** One column of the row group being read. Confined to one thread. */
abstract class ColumnCursor {
  final ColumnDescriptor column;
  final int valueLevel;
  ColumnReader reader;

  ColumnCursor(ColumnDescriptor column) {
    this.column = column;
    this.valueLevel = column.getMaxDefinitionLevel();
  }

  /** Starts a row group. */
  void open(ColumnReadStoreImpl store) {
    reader = store.getColumnReader(column);
  }

  /** What Parquet hands the values to. */
  abstract ColumnIn converter();

  /** The next rows as a vector. */
  abstract Vector read(int rows);
}
