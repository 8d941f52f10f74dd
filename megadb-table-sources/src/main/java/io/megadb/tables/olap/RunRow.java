package io.megadb.tables.olap;

import io.megadb.tables.olap.parquet.write.Rows;
import io.megadb.vector.FlatVector;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

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

  /** The same rows as a file takes them. */
  static Rows rows(List<RunRow> rows) {
    IdentityHashMap<FlatVector[], Integer> numbers = new IdentityHashMap<>();
    int[] batch = new int[rows.size()];
    int[] row = new int[batch.length];
    FlatVector[] last = null;
    int number = -1;
    for (int i = 0; i < batch.length; i++) {
      RunRow next = rows.get(i);
      if (next.columns != last) {
        last = next.columns;
        Integer known = numbers.putIfAbsent(last, numbers.size());
        number = known == null ? numbers.size() - 1 : known;
      }
      batch[i] = number;
      row[i] = next.number;
    }
    FlatVector[][] batches = new FlatVector[numbers.size()][];
    numbers.forEach((columns, at) -> batches[at] = columns);
    return new Rows(batches, batch, row, batch.length);
  }
}
