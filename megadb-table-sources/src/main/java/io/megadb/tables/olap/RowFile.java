package io.megadb.tables.olap;

import io.megadb.tables.olap.parquet.write.Rows;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** A data file that is being written. For one thread at a time. */
interface RowFile {
  /** Adds rows {@code from} (inclusive) to {@code to} (exclusive) of those given. */
  void write(Rows rows, int from, int to) throws IOException;

  /** Says that the next rows begin another run in the table's order. */
  void endRun() throws IOException;

  /** Bytes so far, at least of what does not wait in memory. */
  long length() throws IOException;

  /** Completes the file. */
  void close() throws IOException;

  /** Numbers of columns whose bounds may not hold for all rows; of a complete file. */
  BitSet unbounded();

  /** Where row groups begin; of a complete file. */
  List<Long> splitOffsets();
}
