package io.megadb.tables.olap.parquet.write;

import io.megadb.vector.FlatVector;

/** Sees every column of every row group as it is written, for statistics. */
@FunctionalInterface
public interface ChunkObserver {
  /** For files of which nobody keeps statistics. */
  ChunkObserver NONE = (column, values, nulls) -> {};

  /**
   * Called once for a column of a row group, by the thread that writes the file.
   *
   * @param column its number in the file
   * @param values those that are not null, or each different one at least once, without any nulls;
   *     intervals, and numerics that do not fit a long, as the bytes in which they are stored
   * @param nulls number of rows that are null
   */
  void chunk(int column, FlatVector values, int nulls);
}
