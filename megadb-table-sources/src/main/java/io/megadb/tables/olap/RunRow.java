package io.megadb.tables.olap;

import io.megadb.vector.FlatVector;
import java.util.Arrays;

/**
 * A row to be written, where it lies, and its place in the table's order.
 *
 * @param key compares as unsigned bytes; empty if the table has no order
 */
@SuppressWarnings("ArrayRecordComponent")
record RunRow(byte[] key, FlatVector[] columns, int number) implements Comparable<RunRow> {
  @Override
  public int compareTo(RunRow other) {
    return Arrays.compareUnsigned(key, other.key);
  }
}
