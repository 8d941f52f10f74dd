package io.megadb.gateway.focus;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Rows of a billing export, whatever file format they lie in. Values are texts as the format writes
 * them: decimals with a point, times as ISO 8601. Used by one thread; the owner closes it.
 */
public interface ExportRowSource extends Closeable {
  /** Column names as the export spells them, in its order. */
  List<String> columns();

  /**
   * The next row, or null after the last one. Its length is the number of values the export gives
   * for it, which in a damaged file differs from the number of columns. A null element is a null.
   *
   * @throws IOException when the file cannot be read on; reading then has ended
   */
  String[] next() throws IOException;

  /** Where the row returned last begins, counted from 1: a line of a text file, else a row. */
  long line();

  /** What {@link #line} counts. */
  default String unit() {
    return "line";
  }
}
