package io.megadb.tables.olap.parquet;

import io.megadb.vector.Vector;
import java.io.IOException;

/**
 * One column of the row group being read. Ranges of rows are asked for in ascending order, each as
 * often as wanted. Confined to one thread.
 */
abstract class ColumnCursor implements AutoCloseable {
  /** Starts a row group of the file. */
  abstract void open(int rowGroup) throws IOException;

  /**
   * Some rows. Texts with a dictionary stay codes, numbers do not.
   *
   * @param from number of the first one in the row group
   */
  abstract Vector read(long from, int rows) throws IOException;

  /** Like {@link #read}, numbers with a dictionary being codes, too. */
  Vector encoded(long from, int rows) throws IOException {
    return read(from, rows);
  }

  /**
   * Some rows of a range.
   *
   * @param from number of the range's first row in the row group
   * @param range rows of the range
   * @param selected numbers within the range, ascending
   */
  Vector read(long from, int range, int[] selected, int count) throws IOException {
    return read(from, range).select(selected, count);
  }

  @Override
  public void close() {}
}
