package io.megadb.tables.olap.parquet;

import io.megadb.vector.Vector;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;

/** One column of the row group being read. Confined to one thread. */
abstract class ColumnCursor {
  final ColumnDescriptor column;
  final int valueLevel;

  ColumnCursor(ColumnDescriptor column) {
    this.column = column;
    this.valueLevel = column.getMaxDefinitionLevel();
  }

  /**
   * Starts a row group.
   *
   * @param values makes Parquet's own reader of the row group's values
   */
  abstract void open(PageReadStore pages, ParquetBatchReader.Fallback values);

  /** The next rows as a vector. */
  abstract Vector read(int rows);
}
