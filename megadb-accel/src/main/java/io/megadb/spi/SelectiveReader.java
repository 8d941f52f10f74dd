package io.megadb.spi;

import io.megadb.vector.Vector;

/**
 * A reader that decodes a column when it is asked for, and of that the rows that are: filters on
 * some columns spare the work for others. Confined to one thread.
 *
 * <pre>
 *   narrow* → ( advance → rows, column* )* → advance = 0
 * </pre>
 */
public interface SelectiveReader extends BatchReader {
  /**
   * Says that rows whose value of a column is null or outside a range are not wanted. The reader
   * may still give them. To be called before the first {@link #advance}.
   *
   * @param column of the scan's output, of kind LONG
   */
  void narrow(int column, long least, long greatest);

  /** Goes to the next rows, 1 to {@code Batch.MAX_ROWS}; 0 at the end. */
  int advance() throws Exception;

  /** The numbers of those of the rows that count, at least one, ascending; null if all do. */
  int[] rows();

  /** A column of all the rows. */
  Vector column(int index) throws Exception;

  /** Like {@link #column}, with a dictionary wherever the values are stored with one. */
  Vector encoded(int index) throws Exception;

  /**
   * A column of some of the rows.
   *
   * @param rows their numbers, ascending
   */
  Vector column(int index, int[] rows, int count) throws Exception;
}
