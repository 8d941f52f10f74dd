package io.megadb.tables.olap.parquet;

import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;

/** A column that Parquet's own reader reads value by value, in any encoding and any nesting. */
abstract class ValueCursor extends ColumnCursor {
  ColumnReader reader;

  ValueCursor(ColumnDescriptor column) {
    super(column);
  }

  @Override
  void open(PageReadStore pages, ParquetBatchReader.Fallback values) {
    reader = values.reader(pages, column, converter());
  }

  /** What Parquet hands the values to. */
  abstract ColumnIn converter();
}
